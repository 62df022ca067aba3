using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.V1;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>One question of somebody who may not know the answer: after a name that is hidden from it, and after one that does not exist.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Hidden">After what is there.</param>
/// <param name="Missing">The same after what is not.</param>
internal sealed record HiddenName(Caller Caller, IMessage Hidden, IMessage Missing);

/// <summary>Every rpc of the contract that can name what is hidden, found by looking: a new one is asked without being named here.</summary>
internal static class HiddenNames
{
    private static readonly string[] HiddenCollections = ["truces", "press", "negotiations"];

    /// <summary>The requests of all rpcs.</summary>
    private static IEnumerable<MessageDescriptor> Requests => typeof(Conflict).Assembly.GetTypes()
        .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(t => t.GetProperty("Descriptor")?.GetValue(null))
        .OfType<FileDescriptor>()
        .SelectMany(f => f.Services)
        .SelectMany(s => s.Methods)
        .Select(m => m.InputType);

    /// <summary>True for what is decided by a journal, not read.</summary>
    public static bool IsCommand(IMessage request) => request.Descriptor.FindFieldByName("request_id") is not null;

    /// <summary>All of them.</summary>
    /// <param name="press">The id of a statement under embargo.</param>
    public static IEnumerable<HiddenName> All(string press) =>
    [
        .. Requests.SelectMany(type => Named(type, press)),
        .. Created(Outsider),

        // Somebody who is in the talks is not in the other's room, nor in one that nobody has.
        .. Requests.SelectMany(type => Patterns(type).Where(p => p.Contains("/caucuses/*", StringComparison.Ordinal)).Select(
            p => Question(ForSouth, type, Fill(p, "talks", "north", press), Fill(p, "talks", "nobody", press))))
            .Where(q => JournalAddress.Of(q.Hidden, "") is var journal && JournalAddress.GateOf(q.Hidden, journal) == journal),
    ];

    private static IEnumerable<HiddenName> Named(MessageDescriptor type, string press)
    {
        foreach (var pattern in Patterns(type).Where(p => HiddenCollections.Any(c => p.Contains($"/{c}/*", StringComparison.Ordinal))))
        {
            var (hidden, missing) = (Fill(pattern, "talks", "north", press), Fill(pattern, "none", "north", "none"));
            yield return Question(Outsider, type, hidden, missing);
            if (type.FindFieldByName("request_id") is null)
            {
                yield return Question(Caller.Anonymous, type, hidden, missing);
            }
        }
    }

    /// <summary>Creations by somebody who may create nothing, of what there is and of what there is not; and under what there is not.</summary>
    private static IEnumerable<HiddenName> Created(Caller caller) =>
    [
        new(caller, new CreateTruceRequest { Parent = ConflictName, TruceId = "first" }, new CreateTruceRequest { Parent = ConflictName, TruceId = "none" }),
        new(caller, new CreateNegotiationRequest { Parent = ConflictName, NegotiationId = "talks" }, new CreateNegotiationRequest { Parent = ConflictName, NegotiationId = "none" }),
        new(ForThird, new TableTextRequest { Parent = Talks.Name, TextId = "draft" }, new TableTextRequest { Parent = Talks.Name, TextId = "none" }),
        new(ForThird, new TableTextRequest { Parent = Talks.Name, TextId = "draft" }, new TableTextRequest { Parent = ConflictName + "/negotiations/none", TextId = "draft" }),
    ];

    /// <summary>A party of the conflict that has no part in the talks.</summary>
    private static Caller ForThird { get; } = new("third-1", [new(Role.Party, ConflictName + "/parties/third")]);

    private static string[] Patterns(MessageDescriptor type) => type.FindFieldByNumber(1) is { FieldType: FieldType.String } first
        ? (first.GetOptions()?.GetExtension(RulesExtensions.Rule)?.Resource ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries)
        : [];

    private static string Fill(string pattern, string talks, string member, string press)
    {
        var segments = pattern.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            segments[i] = segments[i] != "*" ? segments[i] : segments[i - 1] switch
            {
                "conflicts" => "valley",
                "negotiations" => talks,
                "truces" => talks == "none" ? "none" : "first",
                "press" => press,
                "texts" => "draft",
                "caucuses" => member,
                _ => "some",
            };
        }

        return string.Join('/', segments);
    }

    private static HiddenName Question(Caller caller, MessageDescriptor type, string hidden, string missing)
    {
        return new(caller, For(hidden), For(missing));

        IMessage For(string name)
        {
            var request = type.Parser.ParseFrom(ByteString.Empty);
            type.FindFieldByNumber(1).Accessor.SetValue(request, name);
            return request;
        }
    }
}
