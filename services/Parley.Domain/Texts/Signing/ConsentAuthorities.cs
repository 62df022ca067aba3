using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// On what authority sealed consents sign. It is agreed with the opening, for all who are to seal and in the open, and not stated with a
/// filing: an authority that came or failed with a consent would tell who has one on file.
/// </summary>
internal static class ConsentAuthorities
{
    /// <summary>What is wrong with the list itself.</summary>
    public static IEnumerable<FieldViolation> Wrong(TextRecord text, ConsentOpening asked)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < asked.Authorities.Count; i++)
        {
            var (party, field) = (asked.Authorities[i].Party, $"opening.authorities[{i}].party");
            if (Strangers.Check(text.Members.Select(m => m.Party), party, text.Journal, field) is { } stranger)
            {
                yield return stranger;
            }
            else if (!seen.Add(party))
            {
                yield return new(field, "DUPLICATE_PARTY", $"{party} is named twice.");
            }
            else if (text.Members.First(m => m.Party == party).Capacity == MemberCapacity.Witness)
            {
                yield return new(field, "WITNESS_DOES_NOT_CONSENT", $"{party} is a witness and seals no consent, so it needs no authority to.");
            }
        }
    }

    /// <summary>
    /// Why consents could not sign on these authorities; null when they can. Each is measured as one that signs openly is, and whoever must
    /// sign must have one.
    /// </summary>
    public static Rejection? Check(TextRecord text, ConsentOpening asked)
    {
        var missing = string.Join(",", text.Required.Except(asked.Authorities.Select(a => a.Party)));
        return missing.Length > 0
            ? Rejection.Precondition(
                "OPENING_AUTHORITY_MISSING", text.Journal,
                $"A sealed consent becomes a signature, and on what authority {missing} would sign is not said. Name its rank or full powers in opening.authorities.")
                .With("missing", missing)
            : asked.Authorities
                .Select((a, i) => Authority.Check(text, a.Party, Of(a), ConsentAct.SealedConsent, caller: null, $"opening.authorities[{i}]"))
                .FirstOrDefault(r => r is not null);
    }

    /// <summary>
    /// Why members cannot conclude a text by sealed consents: one has no authority by the instant, for it was revoked before. The others
    /// cannot conclude without it, since nobody but the vault knows who consented only because that one did.
    /// </summary>
    public static Rejection? Lacking(TextRecord text, ConsentOpening opening, IEnumerable<ConcludingMember> members, Instant at) =>
        opening.Authorities.Count == 0 || members.All(m => Holds(text, opening, m.Party, at))
            ? null
            : Rejection.Precondition("FULL_POWERS_REVOKED", text.Journal, $"By {at.ToText()} not everybody who consented had authority to sign; nothing is concluded.");

    /// <summary>The authority that was agreed for a member; null for none, as in openings agreed before any was asked for.</summary>
    public static SigningAuthority? Of(ConsentOpening opening, string party) =>
        opening.Authorities.FirstOrDefault(a => a.Party == party) is { } agreed ? Of(agreed) : null;

    /// <summary>Full powers hold until they are revoked; what is revoked at the very instant of an opening comes after it.</summary>
    private static bool Holds(TextRecord text, ConsentOpening opening, string party, Instant at) => Of(opening, party) is { } agreed
        && (agreed.FullPowers.Length == 0
            || text.FullPowers.Exists(p => p.Id == agreed.FullPowers && p.Party == party && !(p.RevokeTime?.ToInstant() < at)));

    private static SigningAuthority Of(ConsentAuthority agreed) => new() { Level = agreed.Level, FullPowers = agreed.FullPowers };
}
