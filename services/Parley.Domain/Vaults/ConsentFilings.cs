using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Consents;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>A member seals its consent until the opening that was agreed for it.</summary>
internal static class ConsentFilings
{
    /// <summary>The rule.</summary>
    public static Decision Seal(VaultRecord vault, AccreditedMember member, SealConsentRequest request, RuleContext context)
    {
        if (ForeignName.In(request.Text, ResourceName.ConflictOf(vault.Journal), "text") is { } foreign)
        {
            return Rejection.Invalid(foreign);
        }

        if (vault.Opening(request.Text, request.Opening) is not { } opening)
        {
            return Unknown(request.Text, request.Opening);
        }

        if (member.Capacity == MemberCapacity.Witness)
        {
            return Rejection.Precondition("WITNESS_DOES_NOT_CONSENT", request.Text,
                $"{member.Party} is a witness: it witnesses that others sign, and its consent is not asked for.").With("party", member.Party);
        }

        if (opening.Registered.Opening.Authorities is { Count: > 0 } agreed && agreed.All(a => a.Party != member.Party))
        {
            return Rejection.Precondition("OPENING_AUTHORITY_MISSING", request.Text,
                $"On what authority a consent of {member.Party} would sign was not agreed with the opening {opening.Id}. Sign openly when it is over, or agree on another.")
                .With("missing", member.Party);
        }

        if (vault.IsOver(opening))
        {
            return Over(opening);
        }

        if (Unaccredited(opening, member, context.Caller) is { } refused)
        {
            return refused;
        }

        if (request.Consent is not { } consent)
        {
            return Rejection.Invalid("consent", "FIELD_REQUIRED", "Say what you consent to; an empty consent is one to the whole text, without conditions.");
        }

        if (VaultLimits.CheckBytes(vault, consent) is { } large)
        {
            return large;
        }

        var violations = ConsentChecks.Check(consent, member.Party, GroundOf(vault, opening), "consent");
        if (!violations.IsEmpty)
        {
            return Rejection.Invalid(violations);
        }

        if (VaultLimits.CheckRounds(vault, new(member.Party, SealedKind.Consent, request.Text, request.Opening), VaultLimits.ConsentFilings) is { } exhausted)
        {
            return exhausted;
        }

        return Concluding(opening) is { } undecided ? undecided : Sealing.Seal(
            consent, SealedKind.Consent, Sealing.SubjectOf(request.Text, request.Opening),
            hash => new() { ConsentSealed = new() { Party = member.Party, Text = request.Text, Opening = request.Opening, Consent = consent, Hash = hash } },
            context);
    }

    /// <summary>The refusal of what names an opening that nobody agreed.</summary>
    public static Rejection Unknown(string text, string opening) => Rejection.Invalid(
        "opening", "UNKNOWN_OPENING", $"No opening {opening} of {text} is known here. Name one of the text's openings; where it has only just been agreed, send this again in a moment.");

    /// <summary>The refusal of what comes after an opening. All in the talks know that its instant has passed, or that the text is concluded.</summary>
    public static Rejection Over(OpeningFile opening) => Rejection.Precondition(
        "OPENING_OVER", opening.Text,
        $"The opening {opening.Id} of {opening.Text} is over; nothing is filed, withdrawn or certified for it any more. Agree on another, or sign openly.")
        .With("opening", opening.Id);

    /// <summary>
    /// While consents that hold together are on their way to the text, what would be accepted is decided when the text has answered: nothing
    /// that is acknowledged is overtaken by a conclusion. It is the last thing to be asked, so that what is refused anyhow tells nobody that
    /// they are.
    /// </summary>
    public static Rejection? Concluding(OpeningFile opening) => opening.IsConcluding ? Rejection.Retry : null;

    /// <summary>
    /// The refusal of somebody who was admitted in another rank than the one in which the member's consent is to sign by virtue of an office; null
    /// for everybody else, as when signing openly.
    /// </summary>
    private static Rejection? Unaccredited(OpeningFile opening, AccreditedMember member, Caller caller)
    {
        var levels = ActingMember.LevelsOf(caller, member);
        return opening.Registered.Opening.Authorities.FirstOrDefault(a => a.Party == member.Party) is { FullPowers: "" } agreed
            && !levels.IsEmpty && !levels.Contains(agreed.Level)
            ? Rejection.Precondition(
                "LEVEL_NOT_ACCREDITED", opening.Text,
                $"A consent of {member.Party} would sign by virtue of another office than the rank in which you were admitted. Whoever holds that office seals it, or another opening is agreed, with full powers.")
                .With("party", member.Party)
            : null;
    }

    private static ConsentGround GroundOf(VaultRecord vault, OpeningFile opening) => new(
        [.. vault.Members.Where(m => m.Capacity is MemberCapacity.Party or MemberCapacity.Guarantor).Select(m => m.Party)],
        [.. opening.Registered.Opening.Events.Select(e => e.Id)],
        opening.Registered.Clauses.ToHashSet());
}
