using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Consents;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// Openings of sealed consents. Consents are looked at once: at the instant agreed or, where that was agreed, as soon as everybody who
/// is to seal has one on file and every event is certified, at the whole minute after the last of these (<see cref="Looks"/>). Either the text
/// is concluded, or nobody learns anything; what is filed or withdrawn between a look that came to nothing and the instant is taken like
/// any other filing, so that nobody can tell that there was a look.
/// </summary>
internal static class OpeningsHeld
{
    /// <summary>What is due of openings that are not over.</summary>
    public static IEnumerable<Due> Due(VaultRecord vault)
    {
        foreach (var opening in vault.Openings.Where(o => !vault.IsOver(o)))
        {
            if (opening.Registered.Opening.WhenAllFiled && opening.HeldAt is null && CompleteAt(vault, opening) is { } complete)
            {
                yield return new(Instant.Min(Looks.After(complete), opening.At), () => [Held(vault, opening)]);
            }

            yield return new(opening.At, () => opening.HeldAt is null ? [Held(vault, opening), Ended(opening)] : [Ended(opening)]);
        }
    }

    /// <summary>
    /// The instant since which nothing can come that a consent may wait for: every event is certified, and everybody who is to seal has. Null
    /// while something is missing.
    /// </summary>
    private static Instant? CompleteAt(VaultRecord vault, OpeningFile opening)
    {
        if (opening.Registered.Opening.Events.Any(e => !opening.Certified.Contains(e.Id)))
        {
            return null;
        }

        var latest = opening.CertifiedAt;
        foreach (var party in opening.Sealers)
        {
            if (Filed(vault, opening).FirstOrDefault(f => f.Party == party) is not { } filing)
            {
                return null;
            }

            latest = Instant.Max(latest, filing.FiledAt);
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

    /// <summary>
    /// The consents that count. Not those of a member for whom nobody is accredited any more: what nobody could withdraw binds nobody.
    /// </summary>
    private static IEnumerable<ConsentFiling> Filed(VaultRecord vault, OpeningFile opening) => vault.Standing<ConsentFiling>().Where(f =>
        f.Sealed.Text == opening.Text && f.Sealed.Opening == opening.Id
        && vault.Members.Any(m => m.Party == f.Party && !(m.Narrowed && m.Accredited.Count == 0)));
}
