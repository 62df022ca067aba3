using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// What the vault tells others after a change: a caucus its own receipts and matches, a text that an opening is over and what came of it,
/// the negotiation a value. Nothing else ever leaves it. What a caucus is told of its own filings has the same form whatever others have
/// filed.
/// </summary>
internal static class VaultCalls
{
    /// <summary>The calls.</summary>
    public static ImmutableArray<Event> After(VaultRecord before, VaultRecord after) =>
        [.. Receipts(before, after), .. Matches(before, after), .. Conclusions(before, after), .. Values(before, after)];

    /// <summary>
    /// What was filed, and what became of it: first of the filings that no longer stand or that something has come of, then of the new one.
    /// That one was compared and nothing came of it is told nowhere.
    /// </summary>
    private static IEnumerable<Event> Receipts(VaultRecord before, VaultRecord after)
    {
        if (ReferenceEquals(before.Filings, after.Filings))
        {
            yield break;
        }

        // A filing keeps its place, so the two lists go along with each other.
        foreach (var (was, now) in before.Filings.Zip(after.Filings))
        {
            if (was.EndedAt != now.EndedAt || was.UsedAt != now.UsedAt)
            {
                yield return Receipt(after, now);
            }
        }

        foreach (var filed in after.Filings.Skip(before.Filings.Count))
        {
            yield return Receipt(after, filed);
        }
    }

    private static Event Receipt(VaultRecord vault, SealedFiling filing)
    {
        var caucus = ResourceName.Caucus(vault.Negotiation, filing.Party);
        return new() { CallRequested = new() { Target = caucus, RecordReceipt = new() { Name = caucus, Receipt = Sealing.ReceiptOf(filing) } } };
    }

    /// <summary>Both members learn of a match, and each only that it is the other, and which of its own filings it came from.</summary>
    private static IEnumerable<Event> Matches(VaultRecord before, VaultRecord after) =>
        after.Comparisons.Skip(before.Comparisons.Count).Where(pair => pair.IsMatch).SelectMany(pair => (IEnumerable<Event>)
        [
            Match(after, pair, pair.One, pair.Other),
            Match(after, pair, pair.Other, pair.One),
        ]);

    private static Event Match(VaultRecord vault, ReadinessPair pair, ReadinessFiling own, ReadinessFiling other)
    {
        var caucus = ResourceName.Caucus(vault.Negotiation, own.Party);
        var match = new ReadinessMatch { Subject = own.Subject, With = other.Party, Time = pair.Time.ToTimestamp(), Hash = own.Hash };
        return new() { CallRequested = new() { Target = caucus, RecordMatch = new() { Name = caucus, Match = match } } };
    }

    /// <summary>
    /// A text is told of a conclusion when it comes about and otherwise, or where it did not take the conclusion, at the opening's instant
    /// or at its cancellation that it is over, which everybody knows by then. Until it is told, nothing changes the text.
    /// </summary>
    private static IEnumerable<Event> Conclusions(VaultRecord before, VaultRecord after) =>
        from opening in after.Openings
        let known = before.Opening(opening.Text, opening.Id)
        where (Concludes(opening) && !Concludes(known)) || (IsMissed(opening) && !IsMissed(known))
        select new Event
        {
            CallRequested = new()
            {
                Target = opening.Text,
                ConcludeText = new()
                {
                    Name = opening.Text,
                    Opening = opening.Id,
                    Members = { opening.Concluding },
                    Time = opening.Cancellation?.Time ?? (opening.Concluding.IsEmpty ? opening.At : opening.HeldAt!.Value).ToTimestamp(),
                    Cancellation = opening.Cancellation,
                },
            },
        };

    private static bool Concludes(OpeningFile? opening) => opening is { Concluding.IsEmpty: false };

    private static bool IsMissed(OpeningFile? opening) => opening is { HasEnded: true, Concluding.IsEmpty: true };

    private static IEnumerable<Event> Values(VaultRecord before, VaultRecord after) =>
        from range in after.Ranges
        where range.Result is not null && before.Range(range.Range.Id) is null or { Result: null }
        select new Event
        {
            CallRequested = new()
            {
                Target = after.Negotiation,
                RangeFound = new()
                {
                    Name = after.Negotiation,
                    Range = range.Range.Id,
                    Value = range.Result,
                    Time = range.CloseOf(range.RoundsClosed).ToTimestamp(),
                },
            },
        };
}
