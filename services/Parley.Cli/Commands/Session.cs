using Grpc.Core;
using Grpc.Net.Client;
using Parley.Cli.Calls;
using Parley.Cli.Output;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Commands;

/// <summary>Who reads: with a token, in a role for which one is made, or as everyone.</summary>
/// <param name="Token">The token that was given; null: none.</param>
/// <param name="Role">The role asked for; null: none.</param>
/// <param name="Subject">Who bears the token that is made for the role; null: nobody in particular.</param>
internal sealed record ReaderIdentity(string? Token, string? Role, string? Subject = null)
{
    /// <summary>The reader in a role: <c>mediator</c>, or as somebody, since delegations may be narrowed to those who are accredited: <c>anna:party@…</c>.</summary>
    public static ReaderIdentity In(string role) => role.LastIndexOf(':') is > 0 and var end ? new(null, role[(end + 1)..], role[..end]) : new(null, role);
}

/// <summary>What one run of a command works with. The server is called only when it is needed.</summary>
internal sealed class Session(Uri server, ReaderIdentity reader, string? data, string language, Terminal terminal, Shell shell) : IAsyncDisposable
{
    private GrpcChannel? _channel;

    /// <summary>Where it writes.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Where the server is.</summary>
    public Uri Server => server;

    /// <summary>The clock on the wall.</summary>
    public TimeProvider Time => shell.Time;

    /// <summary>How the reader could read more; null where nothing can be said. It hangs on who reads, never on what there is to read.</summary>
    public string? HowToReadMore => reader switch
    {
        { Token: null, Role: null } => "Without a token only the public record can be read. To read as somebody: --data FOLDER --as mediator, or --token.",
        { Role: { } role, Subject: null } when role.StartsWith("party@", StringComparison.Ordinal) =>
            "Where somebody is accredited for a party, only those who are may read. To read as one of them: --as SUBJECT:ROLE, for example --as anna:party@conflicts/c/parties/p.",
        _ => null,
    };

    /// <summary>How the reader comes by a token that the server accepts.</summary>
    public string HowToGetAToken => reader.Role is null
        ? "The token is that of --token or PARLEY_TOKEN. Make another with parley token, or read in a role: --data FOLDER --as mediator."
        : $"The token was made with the key in {data}. Give the data folder with which the server at {server} runs.";

    /// <summary>Calls as the reader: with the token that was given, else with one made for the role asked for.</summary>
    /// <exception cref="UsageException">A token cannot be made.</exception>
    public RpcCaller Reader => new(Channel, reader.Role is { } role ? Tokens.Mint(reader.Subject ?? "parley-cli", [role], Tokens.Lifetime) : reader.Token, Time);

    /// <summary>Makes tokens.</summary>
    /// <exception cref="UsageException">No data folder was given.</exception>
    public Tokens Tokens => new(data ?? throw new UsageException("Give the data folder that holds the server's signing key: --data FOLDER or PARLEY_DATA."), Time);

    private CallInvoker Channel => (_channel ??= GrpcChannel.ForAddress(server)).CreateCallInvoker();

    /// <summary>Calls with a token made for somebody, or without one.</summary>
    /// <exception cref="UsageException">A token cannot be made.</exception>
    public RpcCaller CallerFor(string subject, IEnumerable<string>? roles) =>
        new(Channel, roles is null ? null : Tokens.Mint(subject, roles, Tokens.Lifetime), Time);

    /// <summary>The same, read by somebody for whom a token is made, or by everyone.</summary>
    /// <exception cref="UsageException">A token cannot be made.</exception>
    public Session ReadAs(string subject, IEnumerable<string>? roles) =>
        new(server, new(roles is null ? null : Tokens.Mint(subject, roles, Tokens.Lifetime), null), data, language, terminal, shell);

    /// <summary>The reader's language, and the names of a conflict's parties.</summary>
    public Glossary GlossaryOf(Conflict conflict) => new(language, conflict);

    /// <summary>The reader's language, and the names of the parties to the conflict to which a resource belongs.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public async Task<Glossary> GlossaryOf(string resource, CancellationToken cancellation)
    {
        var conflict = string.Join('/', resource.Split('/').Take(2));
        return ResourceName.Matches(conflict, ResourceName.ConflictPattern)
            ? GlossaryOf(await new ConflictService.ConflictServiceClient(Reader.Invoker).GetConflictAsync(new() { Name = conflict }, cancellationToken: cancellation))
            : new(language);
    }

    /// <summary>What the server's clock shows: the exercise's where there is one, else the clock on the wall.</summary>
    /// <exception cref="RpcException">The server is away.</exception>
    public async Task<DateTimeOffset> Now(CancellationToken cancellation)
    {
        try
        {
            var clock = await new ExerciseService.ExerciseServiceClient(Reader.Invoker).GetClockAsync(new(), cancellationToken: cancellation);
            return clock.Now.ToDateTimeOffset();
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            return Time.GetUtcNow();
        }
    }

    public ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        return ValueTask.CompletedTask;
    }
}
