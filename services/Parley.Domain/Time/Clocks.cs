using System.Collections;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.V1;

namespace Parley.Domain.Time;

/// <summary>The clocks by which a journal tells time: those of its parties, and those of the mediators.</summary>
/// <param name="Parties">The parties' clocks, on which instants are rendered.</param>
/// <param name="MediatorZones">The zones of mediators and hosts.</param>
public sealed record Clocks(ImmutableArray<PartyZone> Parties, ImmutableArray<string> MediatorZones)
{
    /// <summary>No clocks.</summary>
    public static Clocks None { get; } = new([], []);

    /// <summary>What a time without a zone may mean.</summary>
    public ImmutableArray<string> CandidateZones => [.. Parties.Select(p => p.Zone).Concat(MediatorZones).Where(z => z.Length > 0).Distinct()];

    /// <summary>The clocks that an event holds.</summary>
    public static Clocks Of(IEnumerable<V1.PartyZone> zones, IEnumerable<string> mediatorZones) =>
        new([.. zones.Select(z => new PartyZone(z.Party, z.Zone))], [.. mediatorZones]);

    /// <summary>A copy of the message with every instant in it on every party's clock, so that nobody has to convert.</summary>
    public T Render<T>(T message)
        where T : IMessage<T>
    {
        var copy = message.Clone();
        Walk(copy);
        return copy;
    }

    private void Walk(IMessage message)
    {
        if (message is ResolvedTime time)
        {
            time.Renderings.Clear();
            time.Renderings.AddRange(Renderings.For(time.ToInstant(), Parties));
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
                        Walk(item);
                    }

                    break;
                case IMessage inner:
                    Walk(inner);
                    break;
            }
        }
    }
}
