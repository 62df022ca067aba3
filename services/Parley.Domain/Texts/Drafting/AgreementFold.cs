using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What agreement, and its end, make of a clause.</summary>
internal static class AgreementFold
{
    /// <summary>A party agrees; agreement without reserve takes the place of one subject to confirmation.</summary>
    public static TextRecord Agreed(TextRecord text, ClauseAgreed agreed, Instant at) => With(Counted(text, agreed.Party), agreed.Clause, clause =>
    {
        if (clause.Agreements.FirstOrDefault(a => a.Party == agreed.Party) is { } earlier)
        {
            clause.Agreements.Remove(earlier);
        }

        Drop(clause, agreed.Party);
        clause.Agreements.Add(new ClauseAgreement { Party = agreed.Party, AdReferendum = agreed.AdReferendum, Time = at.ToTimestamp() });
    });

    /// <summary>
    /// A clause is opened again: every agreement to it falls, and with it every initial, for what was initialled is not the text any more.
    /// An authenticated text is on the table again.
    /// </summary>
    public static TextRecord Reopened(TextRecord text, string clause, Instant at) => With(text, clause, Open) with
    {
        Reopened = text.Reopened.Add(clause),
        Signatures = [.. text.Signatures.Select(s => Initials.Stands(s) ? Lapsed(s, at) : s)],
        Stage = NegotiatingTextState.Tabled,
        StageSince = text.Stage == NegotiatingTextState.Tabled ? text.StageSince : at,
    };

    /// <summary>A party wants a clause opened again.</summary>
    public static TextRecord Called(TextRecord text, ReopeningCalled called, Instant at) =>
        With(text, called.Clause, c => c.ReopeningCalls.Add(new ReopeningCall { Party = called.Party, Time = at.ToTimestamp() }));

    /// <summary>Whoever puts its name to the text as it stands no longer wants any of it opened.</summary>
    public static TextRecord Affirmed(TextRecord text, string party) =>
        WithAll(text, c => c.ReopeningCalls.Any(call => call.Party == party), c => Drop(c, party));

    /// <summary>A concluded text is opened no more.</summary>
    public static TextRecord Closed(TextRecord text) => WithAll(text, c => c.ReopeningCalls.Count > 0, c => c.ReopeningCalls.Clear());

    private static TextRecord Counted(TextRecord text, string party) =>
        text with { AgreedBy = text.AgreedBy.SetItem(party, text.AgreedBy.GetValueOrDefault(party) + 1) };

    private static void Open(TextClause clause)
    {
        clause.Agreements.Clear();
        clause.ReopeningCalls.Clear();
    }

    private static void Drop(TextClause clause, string party)
    {
        if (clause.ReopeningCalls.FirstOrDefault(c => c.Party == party) is { } call)
        {
            clause.ReopeningCalls.Remove(call);
        }
    }

    private static Signature Lapsed(Signature initial, Instant at)
    {
        var lapsed = initial.Clone();
        lapsed.LapseTime = at.ToTimestamp();
        return lapsed;
    }

    private static TextRecord WithAll(TextRecord text, Func<TextClause, bool> which, Action<TextClause> change) =>
        text.Clauses.Where(which).Select(c => c.Id).Aggregate(text, (t, id) => With(t, id, change));

    private static TextRecord With(TextRecord text, string id, Action<TextClause> change)
    {
        var i = text.Clauses.FindIndex(c => c.Id == id);
        var clause = text.Clauses[i].Clone();
        change(clause);
        return text with { Clauses = text.Clauses.SetItem(i, clause) };
    }
}
