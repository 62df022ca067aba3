using Google.Protobuf;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What comes of the requests by which a text is tabled, drafted and agreed clause by clause.</summary>
internal static class DraftingRules
{
    /// <summary>The decision; null when the request is none of these.</summary>
    public static Decision? Decide(TextRecord text, IMessage request, RuleContext context) => request switch
    {
        TableTextRequest r => Tabling.Table(text, r, context),
        ReviseTextRequest r => Revisions.Revise(text, r, context),
        WithdrawTextRequest r => Revisions.Withdraw(text, r, context),
        ProposeAmendmentRequest r => Amendments.Propose(text, r, context),
        WithdrawAmendmentRequest r => Amendments.Withdraw(text, r, context),
        ResolveBracketRequest r => Brackets.Resolve(text, r, context),
        AgreeClauseRequest r => Agreements.Agree(text, r, context),
        ReopenClauseRequest r => Reopening.Reopen(text, r, context),
        ChangeAccreditationCall r => TextAccreditation.Change(text, r, context),
        _ => default(Decision?),
    };
}
