using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What agreement, and its end, make of a clause.</summary>
internal static class AgreementFold
{
    /// <summary>A party agrees; agreement without reserve takes the place of one subject to confirmation.</summary>
    public static TextRecord Agreed(TextRecord text, ClauseAgreed agreed, Instant at) => With(text, agreed.Clause, clause =>
    {
        if (clause.Agreements.FirstOrDefault(a => a.Party == agreed.Party) is { } earlier)
        {
            clause.Agreements.Remove(earlier);
        }

        clause.Agreements.Add(new ClauseAgreement { Party = agreed.Party, AdReferendum = agreed.AdReferendum, Time = at.ToTimestamp() });
    });

    /// <summary>
    /// A clause is opened again: every agreement to it falls, and with it every initial, for what was initialled is not the text any more.
    /// An authenticated text is on the table again.
    /// </summary>
    public static TextRecord Reopened(TextRecord text, string clause, Instant at) => With(text, clause, c => c.Agreements.Clear()) with
    {
        Reopened = text.Reopened.Add(clause),
        Signatures = [.. text.Signatures.Select(s => Initials.Stands(s) ? Lapsed(s, at) : s)],
        Stage = NegotiatingTextState.Tabled,
        StageSince = text.Stage == NegotiatingTextState.Tabled ? text.StageSince : at,
    };

    private static Signature Lapsed(Signature initial, Instant at)
    {
        var lapsed = initial.Clone();
        lapsed.LapseTime = at.ToTimestamp();
        return lapsed;
    }

    private static TextRecord With(TextRecord text, string id, Action<TextClause> change)
    {
        var i = text.Clauses.FindIndex(c => c.Id == id);
        var clause = text.Clauses[i].Clone();
        change(clause);
        return text with { Clauses = text.Clauses.SetItem(i, clause) };
    }
}
