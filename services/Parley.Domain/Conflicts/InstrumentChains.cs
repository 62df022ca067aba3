using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>Where an instrument stands in its chain, as of one instant.</summary>
/// <param name="Announced">The instrument.</param>
/// <param name="Position">Its place in the chain, from 1, in order of effect.</param>
/// <param name="TimeInForce">How long it has been in force.</param>
/// <param name="ChainTimeInForce">How long any instrument of the chain has been in force; overlaps count once.</param>
internal sealed record ChainedInstrument(AnnouncedInstrument Announced, int Position, Duration TimeInForce, Duration ChainTimeInForce);

/// <summary>
/// The chains of a conflict's instruments: those that reaffirm, extend, amend or supersede one another, directly or over others
/// that were announced. "The third truce in sixteen days" is read off here.
/// </summary>
internal static class InstrumentChains
{
    /// <summary>Every instrument, in order of effect, then of first announcement, with its place in its chain.</summary>
    public static ImmutableArray<ChainedInstrument> InOrder(IReadOnlyDictionary<string, AnnouncedInstrument> instruments, Instant now)
    {
        var ordered = instruments.Values
            .OrderBy(EffectOf).ThenBy(a => a.AnnouncedAt).ThenBy(a => a.Instrument.Truce, StringComparer.Ordinal).ToImmutableArray();
        var chains = ordered.ToLookup(ChainsOf(ordered));
        var placed = chains.SelectMany(chain => Placed([.. chain], now)).ToDictionary(c => c.Announced.Instrument.Truce);
        return [.. ordered.Select(a => placed[a.Instrument.Truce])];
    }

    private static IEnumerable<ChainedInstrument> Placed(ImmutableArray<AnnouncedInstrument> chain, Instant now)
    {
        var spans = chain.Select(a => InForce(a.Instrument, now)).ToImmutableArray();
        var together = Union(spans);
        return chain.Select((a, i) => new ChainedInstrument(a, i + 1, spans[i].To - spans[i].From, together));
    }

    /// <summary>When it takes or took effect; while the text leaves that open, the earliest that it may mean; unknown comes last.</summary>
    private static Instant EffectOf(AnnouncedInstrument announced)
    {
        var instrument = announced.Instrument;
        var effect = instrument.Effect?.Instant ?? instrument.InForceFrom;
        return effect is not null ? effect.ToInstant()
            : instrument.EffectCandidates.Count > 0 ? instrument.EffectCandidates.Min(c => c.ToInstant())
            : Instant.MaxValue;
    }

    private static (Instant From, Instant To) InForce(Instrument instrument, Instant now)
    {
        if (instrument.InForceFrom?.ToInstant() is not { } from || from >= now)
        {
            return (now, now);
        }

        var to = instrument.InForceUntil?.ToInstant() is { } until && until < now ? until : now;
        return (from, Instant.Max(from, to));
    }

    private static Duration Union(IEnumerable<(Instant From, Instant To)> spans)
    {
        var total = Duration.Zero;
        var covered = Instant.MinValue;
        foreach (var (from, to) in spans.OrderBy(s => s.From))
        {
            var start = Instant.Max(from, covered);
            if (to > start)
            {
                total += to - start;
                covered = to;
            }
        }

        return total;
    }

    /// <summary>For each instrument one that stands for its whole chain: the connected components of the relations.</summary>
    private static Func<AnnouncedInstrument, string> ChainsOf(ImmutableArray<AnnouncedInstrument> instruments)
    {
        var towards = instruments.ToDictionary(a => a.Instrument.Truce, a => a.Instrument.Truce);
        string Root(string truce)
        {
            while (towards[truce] != truce)
            {
                towards[truce] = towards[towards[truce]];
                truce = towards[truce];
            }

            return truce;
        }

        foreach (var instrument in instruments.Select(a => a.Instrument))
        {
            foreach (var relation in instrument.Relations.Where(r => Links(r.Kind) && towards.ContainsKey(r.Truce)))
            {
                towards[Root(instrument.Truce)] = Root(relation.Truce);
            }
        }

        return announced => Root(announced.Instrument.Truce);
    }

    /// <summary>Carrying out or citing an instrument does not continue it.</summary>
    private static bool Links(RelationKind kind) =>
        kind is RelationKind.Reaffirms or RelationKind.Extends or RelationKind.Amends or RelationKind.Supersedes;
}
