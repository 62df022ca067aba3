using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// Initials say: this is the text (Vienna Convention on the Law of Treaties, article 10). They bind nobody, and a text can be signed
/// without them.
/// </summary>
internal static class Initialling
{
    /// <summary>A party initials a clean text.</summary>
    public static Decision Initial(TextRecord text, InitialTextRequest request, RuleContext context)
    {
        var (member, rejection) = ActingMember.ResolveBinding(request.Party, text.Members, text.Journal, context);
        if (member is null)
        {
            return rejection!;
        }

        if (member.Capacity != MemberCapacity.Party)
        {
            return SigningRefusals.NotAParty(text, member.Party, "initial");
        }

        if (SignatureSet.HasInitialled(text, member.Party))
        {
            return Rejection.Precondition("ALREADY_INITIALLED", text.Journal, $"{member.Party} has initialled this text. Its initials stand until the words are changed.");
        }

        if ((PendingOpening.BarDue(text, context.Now)
            ?? CleanText.Check(text)
            ?? Authority.Check(text, member.Party, request.Authority, ConsentAct.Initial, context.Caller)
            ?? TextLimits.Consent(text, member.Party)) is { } refusal)
        {
            return refusal;
        }

        return new Event
        {
            TextSigned = new()
            {
                Signature = new() { Party = member.Party, Act = ConsentAct.Initial, Capacity = member.Capacity, Authority = request.Authority },
            },
        };
    }
}
