using System.Collections;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Domain.Time;
using Parley.V1;
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
        where T : IMessage<T>
    {
        var copy = message.Clone();
        Walk(copy, clocks);
        return copy;
    }

    private static void Walk(IMessage message, ImmutableArray<PartyZone> clocks)
    {
        if (message is ResolvedTime time)
        {
            time.Renderings.Clear();
            time.Renderings.AddRange(Renderings.For(time.Instant.ToInstant(), clocks));
            return;
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType != FieldType.Message || field.IsMap)
            {
                continue;
            }

            switch (field.Accessor.GetValue(message))
            {
                case IList list:
                    foreach (IMessage item in list)
                    {
                        Walk(item, clocks);
                    }

                    break;
                case IMessage inner:
                    Walk(inner, clocks);
                    break;
            }
        }
    }
}
