using Parley.Contract;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What a truce tells the public record of its conflict: all of its terms, or only that it exists and when it holds.</summary>
internal static class Announcement
{
    /// <summary>The call to the conflict, when what the public may know has changed.</summary>
    public static IEnumerable<Event> Calls(TruceRecord before, TruceRecord after)
    {
        if (Instrument(after) is not { } instrument || instrument.Equals(Instrument(before)))
        {
            yield break;
        }

        var conflict = ResourceName.ConflictOf(after.Journal);
        yield return new()
        {
            CallRequested = new()
            {
                Target = conflict,
                AnnounceInstrument = new() { Parent = conflict, Instrument = instrument, TruceVersion = after.HeadVersion },
            },
        };
    }

    /// <summary>What the public may know; null for a draft, what never left it, and a secret truce.</summary>
    public static Instrument? Instrument(TruceRecord truce)
    {
        if (truce.ConcludedAt is null || truce.Terms.Publicity is not (Publicity.Public or Publicity.PartlyPublic))
        {
            return null;
        }

        var isPublic = truce.Terms.Publicity == Publicity.Public;
        var effect = Effects.First(truce);
        var instrument = new Instrument
        {
            Truce = truce.Journal,
            Title = truce.Terms.Title,
            Publicity = truce.Terms.Publicity,
            State = Standing.Of(truce),
            Terms = isPublic ? truce.Terms : null,
            Effect = effect?.Time.WithRenderings(Rendering.Clocks(truce)),
            End = (truce.Running.GetValueOrDefault(TermHolder.Truce)?.End ?? (effect is null ? null : Effects.TermEnd(truce, effect.Time)))?.Instant,
            InForceFrom = truce.InForceFrom?.ToTimestamp(),
            InForceUntil = truce.InForceFrom is null ? null : truce.Ending?.Time,
        };
        instrument.Parties.AddRange(truce.Bound);
        instrument.EffectCandidates.AddRange((truce.OwnEffect?.Candidates ?? []).Select(c => c.Instant));
        instrument.Relations.AddRange(truce.Terms.Relations.Select(r => isPublic ? r : new() { Kind = r.Kind, Truce = r.Truce }));
        return instrument;
    }
}
