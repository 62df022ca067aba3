using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>What each event makes of a vault.</summary>
internal static class VaultFold
{
    /// <summary>Folds one head event into the record.</summary>
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public static VaultRecord Apply(VaultRecord vault, Event e)
    {
        var at = e.HappenedAt().ToInstant();
        return e.BodyCase switch
        {
            Event.BodyOneofCase.VaultOpened => vault with
            {
                Delegations = new() { Members = [.. e.VaultOpened.Members], Version = e.VaultOpened.AccreditationVersion },
                MediatorZones = [.. e.VaultOpened.MediatorZones],
            },
            Event.BodyOneofCase.VaultAccreditationChanged => vault with
            {
                Delegations = new() { Members = [.. e.VaultAccreditationChanged.Members], Version = e.VaultAccreditationChanged.AccreditationVersion },
                DelegationsSince = at,
            },
            Event.BodyOneofCase.ConsentOpeningRegistered => vault with { Openings = vault.Openings.Add(new(e.ConsentOpeningRegistered)) },
            Event.BodyOneofCase.BlindRangeRegistered => vault with { Ranges = vault.Ranges.Add(new(e.BlindRangeRegistered.Range)) },
            Event.BodyOneofCase.VenuesRegistered => vault with { Venues = [.. vault.Venues.Union(e.VenuesRegistered.Venues)] },
            Event.BodyOneofCase.ConsentSealed => Filed(vault, new ConsentFiling(e.ConsentSealed.Hash, at, e.ConsentSealed)),
            Event.BodyOneofCase.ReadinessSealed => Filed(vault, new ReadinessFiling(e.ReadinessSealed.Hash, at, e.ReadinessSealed)),
            Event.BodyOneofCase.RangeSealed => Filed(
                vault, new RangeFilingOfRound(e.RangeSealed.Hash, at, e.RangeSealed, vault.Range(e.RangeSealed.Range)!.CurrentRound)),
            Event.BodyOneofCase.FilingWithdrawn => Ended(vault, f => f.Hash == e.FilingWithdrawn.Hash, at),
            Event.BodyOneofCase.OpeningEventCertified => Opening(
                vault, e.OpeningEventCertified.Text, e.OpeningEventCertified.Opening,
                o => o with { Certified = o.Certified.Add(e.OpeningEventCertified.Event) }),
            Event.BodyOneofCase.ConsentOpeningHeld => Opening(
                vault, e.ConsentOpeningHeld.Text, e.ConsentOpeningHeld.Opening,
                o => o with { HeldAt = at, Concluding = [.. e.ConsentOpeningHeld.Members] }),
            Event.BodyOneofCase.ConsentOpeningCancelled => Opening(
                vault, e.ConsentOpeningCancelled.Text, e.ConsentOpeningCancelled.Opening,
                o => o with { HasEnded = true, Cancellation = Dated(e.ConsentOpeningCancelled.Cancellation, e.RecordedAt) }),
            Event.BodyOneofCase.ConsentOpeningEnded => Opening(
                vault, e.ConsentOpeningEnded.Text, e.ConsentOpeningEnded.Opening, o => o with { HasEnded = true }),
            Event.BodyOneofCase.SealedReadinessMatched =>
                Compared(vault, e.SealedReadinessMatched.Subject, e.SealedReadinessMatched.Parties, at, isMatch: true),
            Event.BodyOneofCase.SealedReadinessMissed =>
                Compared(vault, e.SealedReadinessMissed.Subject, e.SealedReadinessMissed.Parties, at, isMatch: false),
            Event.BodyOneofCase.RangeRoundClosed => Closed(vault, e.RangeRoundClosed, at),
            _ => throw new UnknownEventException(e),
        };
    }

    /// <summary>
    /// The text has answered: only now has something come of the consents. Where it did not take a conclusion, because somebody had no
    /// authority left to sign, the look came to nothing like any other.
    /// </summary>
    public static VaultRecord Settled(VaultRecord vault, PendingCall call, CallSettled settled) => call.Request.ConcludeText is { Members.Count: > 0 } conclude
        ? settled.Refusal.Length == 0
            ? Opening(
                Used(vault, conclude.Members.Select(m => m.Hash), conclude.Time.ToInstant()), conclude.Name, conclude.Opening,
                o => o with { IsConcluded = true })
            : Opening(vault, conclude.Name, conclude.Opening, o => o with { Concluding = [] })
        : vault;

    private static OpeningCancellation Dated(OpeningCancellation cancellation, Timestamp at)
    {
        var dated = cancellation.Clone();
        dated.Time = at;
        return dated;
    }

    /// <summary>A later filing takes the place of an earlier one in the same matter.</summary>
    private static VaultRecord Filed(VaultRecord vault, SealedFiling filing)
    {
        var replaced = Ended(vault, f => f.Stands && f.Matter == filing.Matter, filing.FiledAt);
        return replaced with { Filings = replaced.Filings.Add(filing) };
    }

    private static VaultRecord Ended(VaultRecord vault, Predicate<SealedFiling> which, Instant at)
    {
        var place = vault.Filings.FindIndex(which);
        return place < 0 ? vault : vault with { Filings = vault.Filings.SetItem(place, vault.Filings[place] with { EndedAt = at }) };
    }

    private static VaultRecord Opening(VaultRecord vault, string text, string id, Func<OpeningFile, OpeningFile> change)
    {
        var opening = vault.Opening(text, id)!;
        return vault with { Openings = vault.Openings.Replace(opening, change(opening)) };
    }

    /// <summary>Which filings were compared follows from whose they are: of each member one stands.</summary>
    private static VaultRecord Compared(VaultRecord vault, ReadinessSubject subject, RepeatedField<string> parties, Instant at, bool isMatch)
    {
        ReadinessFiling Of(string party, string with) =>
            vault.Standing<ReadinessFiling>().First(f => f.Party == party && f.With == with && f.Subject == subject);
        var pair = new ReadinessPair(Of(parties[0], parties[1]), Of(parties[1], parties[0]), at, isMatch);
        var compared = vault with { Comparisons = vault.Comparisons.Add(pair) };
        return isMatch ? Used(compared, [pair.One.Hash, pair.Other.Hash], at) : compared;
    }

    private static VaultRecord Closed(VaultRecord vault, RangeRoundClosed closed, Instant at)
    {
        var range = vault.Range(closed.Range)!;
        var over = vault with { Ranges = vault.Ranges.Replace(range, range with { RoundsClosed = closed.Round, Result = closed.Result }) };
        return closed.Result is null ? over : Used(over, vault.FiledFor(range).Select(f => f.Hash), at);
    }

    /// <summary>Filings went into something that came about.</summary>
    private static VaultRecord Used(VaultRecord vault, IEnumerable<string> hashes, Instant at) => hashes.Aggregate(vault, (state, hash) =>
    {
        var place = state.Filings.FindIndex(f => f.Hash == hash);
        return place < 0 ? state : state with { Filings = state.Filings.SetItem(place, state.Filings[place] with { UsedAt = at }) };
    });
}
