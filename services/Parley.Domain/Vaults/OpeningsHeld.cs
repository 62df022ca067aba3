using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Consents;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// Openings of sealed consents. Consents are looked at once: at the instant agreed or, where that was agreed, as soon as every
/// required signatory has one on file, at the whole minute after the last of them (<see cref="Looks"/>). Either the text is concluded,
/// or nobody learns anything; what is filed or withdrawn between a look that came to nothing and the instant is taken like any other
/// filing, so that nobody can tell that there was a look.
/// </summary>
internal static class OpeningsHeld
{
    /// <summary>What is due of openings that are not over.</summary>
    public static IEnumerable<TimedTransition> Due(VaultRecord vault)
    {
        foreach (var opening in vault.Openings.Where(o => !vault.IsOver(o)))
        {
            var whenAllFiled = opening.Registered.Opening.WhenAllFiled;
            if (whenAllFiled && opening.HeldAt is null && AllFiledSince(vault, opening) is { } since)
            {
                yield return new(Instant.Min(Looks.After(since), opening.At), () => [Held(vault, opening)]);
            }

            // With when_all_filed there is nothing left to look at then: if all had filed, it would have been held by then.
            yield return new(opening.At, () => whenAllFiled ? [Ended(opening)] : [Held(vault, opening), Ended(opening)]);
        }
    }

    /// <summary>The instant since which every required signatory has a consent on file that counts; null while one has none.</summary>
    private static Instant? AllFiledSince(VaultRecord vault, OpeningFile opening)
    {
        Instant? latest = null;
        foreach (var party in opening.Registered.Required)
        {
            if (Filed(vault, opening).FirstOrDefault(f => f.Party == party) is not { } filing)
            {
                return null;
            }

            var since = vault.StandsSince(filing);
            latest = latest is { } later && later > since ? later : since;
        }

        return latest;
    }

    private static Event Held(VaultRecord vault, OpeningFile opening)
    {
        var filed = Filed(vault, opening).ToDictionary(f => f.Party);
        var concluding = ConsentLaw.Concluding(filed.ToDictionary(f => f.Key, f => f.Value.Sealed.Consent), opening.Certified, opening.Registered.Required);
        return new()
        {
            ConsentOpeningHeld = new()
            {
                Text = opening.Text,
                Opening = opening.Id,
                Members = { concluding.Select(party => new ConcludingMember { Party = party, Hash = filed[party].Hash }) },
            },
        };
    }

    private static Event Ended(OpeningFile opening) => new() { ConsentOpeningEnded = new() { Text = opening.Text, Opening = opening.Id } };

    private static IEnumerable<ConsentFiling> Filed(VaultRecord vault, OpeningFile opening) =>
        vault.Backed<ConsentFiling>().Where(f => f.Sealed.Text == opening.Text && f.Sealed.Opening == opening.Id);
}
