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
            return NothingToConfirm(text, member.Party);
        }

        if (!SignatureSet.AwaitsConfirmation(signature))
        {
            return AlreadySigned(text, member.Party, "It needs no confirmation.");
        }

        if ((Openings.Bar(text)
            ?? CleanText.Check(text)
            ?? Authority.Check(text, member.Party, request.Authority, ConsentAct.Sign, context.Caller)
            ?? TextLimits.Words(text, request.Instructions)) is { } refusal)
        {
            return refusal;
        }

        return new Event { SignatureConfirmed = new() { Party = member.Party, Authority = request.Authority, Instructions = request.Instructions } };
    }

    /// <summary>
    /// A member takes its signature back. That needs nobody of rank: whoever may bind the member may keep it unbound. Once the text is
    /// concluded it is too late (<see cref="TextLifecycle"/>).
    /// </summary>
    public static Decision Withdraw(TextRecord text, WithdrawSignatureRequest request, RuleContext context)
    {
        var (member, rejection) = ActingMember.ResolveBinding(request.Party, text.Members, text.Journal, context);
        return member is null ? rejection!
            : SignatureSet.Of(text, member.Party) is null ? NotSigned(text, member.Party)
            : TextLimits.Words(text, request.Reason) is { } tooLong ? tooLong
            : new Event { SignatureWithdrawn = new() { Party = member.Party, Reason = request.Reason } };
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

        if ((Openings.Bar(text)
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

    private static Rejection NothingToConfirm(TextRecord text, string party)
    {
        var last = text.Signatures.FindLast(s => s.Party == party && SignatureSet.IsSignature(s));
        return last is { WithdrawTime: not null } ? NotSigned(text, party)
            : last is not { Act: ConsentAct.SignAdReferendum, LapseTime: { } lapsed }
            ? Rejection.Precondition("NOTHING_TO_CONFIRM", text.Journal, $"{party} has not signed this text ad referendum.")
            : Rejection.Precondition("SIGNATURE_LAPSED", text.Journal, $"{party}'s signature lapsed at {lapsed.ToInstant().ToText()}. It can sign anew.")
                .With("lapse_time", lapsed.ToInstant().ToText());
    }

    /// <summary>The refusal of an act on a signature that is not there: never given, lapsed, or taken back.</summary>
    private static Rejection NotSigned(TextRecord text, string party) =>
        text.Signatures.FindLast(s => s.Party == party && s.WithdrawTime is not null) is { } withdrawn
            ? Rejection.Precondition("SIGNATURE_WITHDRAWN", text.Journal, $"{party} took its signature back at {withdrawn.WithdrawTime.ToInstant().ToText()}. It can sign anew.")
                .With("withdraw_time", withdrawn.WithdrawTime.ToInstant().ToText())
            : Rejection.Precondition("NOT_SIGNED", text.Journal, $"No signature of {party} stands on this text.").With("party", party);
}
