using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// Members sign in their capacity: at once, or subject to confirmation, which counts from the confirmation on (Vienna Convention on the
/// Law of Treaties, articles 11 and 12). What is not confirmed before the deadline lapses by the clock and can be given anew; so can what is
/// taken back before the text is concluded.
/// </summary>
internal static class Signatures
{
    /// <summary>A member signs.</summary>
    public static Decision Sign(TextRecord text, SignTextRequest request, RuleContext context) => Sign(
        text, request.Party, context, new()
        {
            Act = ConsentAct.Sign,
            Authority = request.Authority,
            Remote = request.Remote,
            Declaration = request.Declaration,
            Reservation = request.Reservation,
        });

    /// <summary>A member that can be bound signs subject to confirmation.</summary>
    public static Decision SignAdReferendum(TextRecord text, SignTextAdReferendumRequest request, RuleContext context) => Sign(
        text, request.Party, context, new()
        {
            Act = ConsentAct.SignAdReferendum,
            Authority = request.Authority,
            Remote = request.Remote,
            Declaration = request.Declaration,
            Reservation = request.Reservation,
        });

    /// <summary>
    /// A member confirms what it signed ad referendum. To confirm is to be bound: the signer needs the authority to sign, not only that
    /// to sign ad referendum.
    /// </summary>
    public static Decision Confirm(TextRecord text, ConfirmSignatureRequest request, RuleContext context)
    {
        var (member, rejection) = ActingMember.ResolveBinding(request.Party, text.Members, text.Journal, context);
        if (member is null)
        {
            return rejection!;
        }

        if (SignatureSet.Of(text, member.Party) is not { } signature)
        {
            return NothingStands(text, member.Party, "NOTHING_TO_CONFIRM", $"{member.Party} has not signed this text ad referendum.");
        }

        if (!SignatureSet.AwaitsConfirmation(signature))
        {
            return AlreadySigned(text, member.Party, "It needs no confirmation.");
        }

        if ((PendingOpening.Bar(text)
            ?? CleanText.Check(text)
            ?? Authority.Check(text, member.Party, request.Authority, ConsentAct.Sign, context.Caller)
            ?? TextLimits.Words(text, request.Instructions)) is { } refusal)
        {
            return refusal;
        }

        return new Event { SignatureConfirmed = new() { Party = member.Party, Authority = request.Authority, Instructions = request.Instructions } };
    }

    /// <summary>
    /// A member takes its signature back. That needs nobody of rank: whoever may bind the member may keep it unbound; and where nobody is left
    /// who could, mediators record what it has notified to them. Once the text is concluded it is too late, but for what still waits for its
    /// confirmation. Who takes a signature back is not silent on what it had signed.
    /// </summary>
    public static Decision Withdraw(TextRecord text, WithdrawSignatureRequest request, RuleContext context)
    {
        var (party, rejection) = Signatory.OrDepositary(text, request.Party, context);
        return party is null ? rejection!
            : SignatureSet.Of(text, party) is not { } signature ? NothingStands(text, party, "NOT_SIGNED", $"No signature of {party} stands on this text.")
            : text.ConcludedAt is not null && !SignatureSet.AwaitsConfirmation(signature) ? Concluded(text, party)
            : TextLimits.Reason(text, request.Reason) is { } tooLong ? tooLong
            : (List<Event>)[new() { SignatureWithdrawn = new() { Party = party, Reason = request.Reason } }, .. SilenceBreaking.ByWithdrawal(text, party)];
    }

    /// <summary>From when on a signature ad referendum can no longer be confirmed; null where it waits for ever.</summary>
    public static Instant? ConfirmationDeadline(TextRecord text) => text.Tabled.ConfirmationDeadline?.Resolved?.Instant?.ToInstant();

    private static Decision Sign(TextRecord text, string requested, RuleContext context, Signature signature)
    {
        var (member, rejection) = ActingMember.ResolveBinding(requested, text.Members, text.Journal, context);
        if (member is null)
        {
            return rejection!;
        }

        if (SignatureSet.Of(text, member.Party) is { } given)
        {
            return AlreadySigned(text, member.Party, SignatureSet.AwaitsConfirmation(given) ? "It was signed ad referendum: use ConfirmSignature." : "A signature is given once; while the text is not concluded it can be taken back with WithdrawSignature.");
        }

        if ((PendingOpening.Bar(text)
            ?? CleanText.Check(text)
            ?? (signature.Act == ConsentAct.SignAdReferendum ? CannotWait(text, member, context.Now) : null)
            ?? Authority.Check(text, member.Party, signature.Authority, signature.Act, context.Caller)
            ?? TextLimits.Consent(text, member.Party, signature.Declaration, signature.Reservation)) is { } refusal)
        {
            return refusal;
        }

        signature.Party = member.Party;
        signature.Capacity = member.Capacity;
        return new Event { TextSigned = new() { Signature = signature } };
    }

    /// <summary>Why a signature cannot wait for confirmation: it could never bind, or never be confirmed any more.</summary>
    private static Rejection? CannotWait(TextRecord text, AccreditedMember member, Instant now)
    {
        if (member.Capacity == MemberCapacity.Witness)
        {
            return Rejection.Precondition("WITNESS_NEVER_BOUND", text.Journal, $"{member.Party} is a witness: its signature binds nobody, and there is nothing to confirm. Use SignText.");
        }

        return ConfirmationDeadline(text) is { } deadline && now >= deadline
            ? Rejection.Precondition(
                "CONFIRMATION_DEADLINE_PASSED", text.Journal,
                $"Signatures ad referendum had to be confirmed before {deadline.ToText()}, so one given now would lapse at once. Use SignText.")
                .With("deadline", deadline.ToText())
            : null;
    }

    private static Rejection AlreadySigned(TextRecord text, string party, string hint) =>
        Rejection.Precondition("ALREADY_SIGNED", text.Journal, $"{party} has signed this text. {hint}").With("party", party);

    private static Rejection Concluded(TextRecord text, string party) =>
        Rejection.Precondition("TEXT_CONCLUDED", text.Journal, $"The text is concluded, and what {party} has signed stands with it.").With("party", party);

    /// <summary>The refusal of an act on a signature that does not stand: the last one lapsed or was taken back, or there was none.</summary>
    private static Rejection NothingStands(TextRecord text, string party, string reason, string message) =>
        text.Signatures.FindLast(s => s.Party == party && SignatureSet.IsSignature(s)) switch
        {
            { WithdrawTime: { } withdrawn } =>
                Rejection.Precondition("SIGNATURE_WITHDRAWN", text.Journal, $"{party} took its signature back at {withdrawn.ToInstant().ToText()}. It can sign anew.")
                    .With("withdraw_time", withdrawn.ToInstant().ToText()),
            { LapseTime: { } lapsed } =>
                Rejection.Precondition("SIGNATURE_LAPSED", text.Journal, $"{party}'s signature lapsed at {lapsed.ToInstant().ToText()}. It can sign anew.")
                    .With("lapse_time", lapsed.ToInstant().ToText()),
            _ => Rejection.Precondition(reason, text.Journal, message).With("party", party),
        };
}
