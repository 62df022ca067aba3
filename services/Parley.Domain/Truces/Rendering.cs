using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Domain.Time;
using PartyZone = Parley.Domain.Time.PartyZone;

namespace Parley.Domain.Truces;

/// <summary>Shows every instant on the clocks of the truce's parties, so that nobody has to convert.</summary>
internal static class Rendering
{
    /// <summary>The clocks of the parties to the truce, and of those that may join; of all parties where it names none.</summary>
    public static ImmutableArray<PartyZone> Clocks(TruceRecord truce)
    {
        var parties = truce.Terms.Parties.Select(p => p.Party)
            .Concat(truce.Consents.Select(c => c.Party))
            .Concat(truce.Terms.Adherence?.OpenTo ?? Enumerable.Empty<string>())
            .ToHashSet();
        ImmutableArray<PartyZone> all = [.. truce.Zones.Select(z => new PartyZone(z.Party, z.Zone))];
        ImmutableArray<PartyZone> clocks = [.. all.Where(z => parties.Contains(z.Party))];
        return clocks.IsEmpty ? all : clocks;
    }

    /// <summary>A copy of the message with every instant in it rendered.</summary>
    public static T Rendered<T>(T message, ImmutableArray<PartyZone> clocks)
        where T : IMessage<T> => new Clocks(clocks, []).Render(message);
}
