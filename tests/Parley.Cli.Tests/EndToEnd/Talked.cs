namespace Parley.Cli.Tests.EndToEnd;

/// <summary>Talks about a valley, held on the same server.</summary>
public sealed class Talked(Played played) : IAsyncLifetime
{
    public const string Talks = "conflicts/valley/negotiations/geneva";
    public const string Draft = Talks + "/texts/draft";
    public const string Room = Talks + "/caucuses/north";
    public const string Desk = Talks + "/desk";

    public async ValueTask InitializeAsync()
    {
        var ran = await played.Run("play", Path.Combine(House.Root, "tests", "Parley.Cli.Tests", "EndToEnd", "talks.yaml"), "--no-page");
        Assert.True(ran.Code == ExitCode.Ok, ran.Output + ran.Errors);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs <c>parley</c> as anyone.</summary>
    internal Task<Ran> AsAnyone(int width, params string[] args) => played.Run(width, args);

    /// <summary>Runs <c>parley</c> as the reader whom a role names.</summary>
    internal Task<Ran> As(string role, int width, params string[] args) => played.Run(width, [.. args, "--as", role]);
}
