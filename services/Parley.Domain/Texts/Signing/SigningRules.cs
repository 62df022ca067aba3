using Google.Protobuf;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>The rules by which a text is consented to (Vienna Convention on the Law of Treaties, articles 7, 10 to 12 and 18 to 23).</summary>
internal static class SigningRules
{
    /// <summary>What the request comes to; null when it is not about consent.</summary>
    public static Decision? Decide(TextRecord text, IMessage request, RuleContext context) => request switch
    {
        DepositFullPowersRequest r => FullPowersRules.Deposit(text, r, context),
        RevokeFullPowersRequest r => FullPowersRules.Revoke(text, r, context),
        InitialTextRequest r => Initialling.Initial(text, r, context),
        SignTextRequest r => Signatures.Sign(text, r, context),
        SignTextAdReferendumRequest r => Signatures.SignAdReferendum(text, r, context),
        ConfirmSignatureRequest r => Signatures.Confirm(text, r, context),
        WithdrawSignatureRequest r => Signatures.Withdraw(text, r, context),
        AccedeToTextRequest r => Accessions.Accede(text, r, context),
        ObjectToReservationRequest r => Reservations.Object(text, r, context),
        OpenSilenceProcedureRequest r => Silence.Open(text, r, context),
        BreakSilenceRequest r => Silence.Break(text, r, context),
        AgreeOpeningRequest r => Openings.Agree(text, r, context),
        ConcludeTextCall r => Openings.Conclude(text, r, context),
        _ => default(Decision?),
    };
}
