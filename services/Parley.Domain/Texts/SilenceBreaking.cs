using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>Silence is also broken by what changes, or asks to change, the words that it is about.</summary>
internal static class SilenceBreaking
{
    /// <summary>Who proposes an amendment of a clause, or calls for it to be opened again, is not silent on it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="clause">The clause; empty for the beginning of the text.</param>
    /// <param name="party">Who does; empty for a mediator.</param>
    public static IEnumerable<Event> ByWordOn(TextRecord text, string clause, string party) =>
        Running(text).Where(p => p.Clauses.Count == 0 || p.Clauses.Contains(clause)).Select(p => Broken(p, party));

    /// <summary>Who takes its signature back is not silent.</summary>
    /// <param name="text">The text.</param>
    /// <param name="party">Who takes it back; silence speaks for none but parties.</param>
    public static IEnumerable<Event> ByWithdrawal(TextRecord text, string party) =>
        text.Parties.Contains(party) ? Running(text).Select(p => Broken(p, party)) : [];

    /// <summary>Nobody can be silent on words that were not there: other words, or another meaning of them, break it.</summary>
    /// <param name="before">The text as it was.</param>
    /// <param name="after">The text as it is.</param>
    public static IEnumerable<Event> ByChange(TextRecord before, TextRecord after) =>
        Running(after).Where(p => ConsentedWords.HaveChanged(before, after, p.Clauses)).Select(p => Broken(p, ""));

    private static IEnumerable<SilenceProcedure> Running(TextRecord text) => text.Procedures.Where(p => p.State == SilenceState.Running);

    private static Event Broken(SilenceProcedure procedure, string party) => new() { SilenceBroken = new() { Procedure = procedure.Id, Party = party } };
}
