using Google.Protobuf.Reflection;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Where a resource is kept, as far as it matters who may know of it.</summary>
[Flags]
internal enum Place
{
    Public = 0,

    /// <summary>The river truce.</summary>
    River = 1,

    /// <summary>The talks between north and south, and their text.</summary>
    Talks = 2,

    /// <summary>North's own room in them.</summary>
    NorthRoom = 4,

    /// <summary>The mediators' desk.</summary>
    Desk = 8,

    /// <summary>What is sealed in the talks.</summary>
    Vault = 16,

    Mediators = River | Talks | NorthRoom | Desk | Vault,
}

/// <summary>Which rpc is about which place, and who may know of it.</summary>
internal static class Places
{
    private const string OtherTruce = World.Valley + "/truces/bridge";

    /// <summary>Grants and what they let one know of.</summary>
    public static readonly (Grant Grant, Place Reads)[] Grants =
    [
        (new(Role.Mediator, ""), Place.Mediators), (new(Role.Mediator, World.Valley), Place.Mediators), (new(Role.Mediator, World.River), Place.River),
        (new(Role.Mediator, OtherTruce), Place.Public), (new(Role.Mediator, World.Coast), Place.Public),
        (new(Role.Mediator, World.Talks), Place.Mediators & ~Place.River),
        (new(Role.Party, World.North), Place.River | Place.Talks | Place.NorthRoom | Place.Vault),
        (new(Role.Party, World.South), Place.River | Place.Talks | Place.Vault),
        (new(Role.Party, World.East), Place.Public), (new(Role.Party, World.Coast + "/parties/north"), Place.Public),
        (new(Role.Observer, World.Valley), Place.River), (new(Role.Observer, World.River), Place.River), (new(Role.Observer, OtherTruce), Place.Public),
        (new(Role.Observer, World.Talks), Place.Public),
        (new(Role.Monitor, World.Valley), Place.River), (new(Role.Monitor, World.River), Place.River), (new(Role.Monitor, World.Coast), Place.Public),
        (new(Role.Guarantor, World.Valley), Place.River), (new(Role.Guarantor, World.River), Place.River), (new(Role.Guarantor, World.Ferry), Place.Public),
        (new(Role.Secretariat, ""), Place.Public), (new(Role.Secretariat, World.Valley), Place.Public), (new(Role.Operator, ""), Place.Public),
    ];

    /// <summary>Where what an rpc is about is kept.</summary>
    public static Place Of(MethodDescriptor rpc)
    {
        if (rpc.Name is "AddNote" or "ListNotes" or "RelayMessage" or "ListRelays")
        {
            return Place.Desk;
        }

        if (rpc.Name is "SealConsent" or "SealReadiness" or "SealRange" or "WithdrawFiling" or "CertifyOpeningEvent")
        {
            return Place.Vault;
        }

        var pattern = rpc.InputType.FindFieldByNumber(1) is { FieldType: FieldType.String } first ? Requests.RuleOf(first).Resource.Split('|')[0] : "";
        return pattern.Contains("/desk", StringComparison.Ordinal) ? Place.Desk
            : pattern.Contains("/caucuses", StringComparison.Ordinal) ? Place.NorthRoom
            : pattern.Contains("/negotiations", StringComparison.Ordinal) ? Place.Talks
            : Requests.RuleOf(rpc.InputType.Fields.InFieldNumberOrder().FirstOrDefault() ?? NoField).Resource.Contains("/truces/*", StringComparison.Ordinal) ? Place.River
            : Place.Public;
    }

    private static FieldDescriptor NoField => GetTruceRequest.Descriptor.FindFieldByName("read_time");
}
