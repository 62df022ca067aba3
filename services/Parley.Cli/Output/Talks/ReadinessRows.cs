using Parley.V1;
using Spectre.Console;

namespace Parley.Cli.Output.Talks;

/// <summary>Who is ready for what, on which conditions, and who judges them.</summary>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class ReadinessRows(Glossary glossary)
{
    /// <summary>Declarations in a table.</summary>
    public Table Table(IEnumerable<Readiness> declarations)
    {
        var table = Tables.Of("Who", "Is ready", "On which conditions, and who judges them");
        foreach (var readiness in declarations)
        {
            table.AddRow(
                Tables.Lines(glossary.Party(readiness.Party)),
                Tables.Lines(Declared(readiness)),
                readiness.Conditions.Count > 0 ? new Rows(readiness.Conditions.SelectMany(c => Of(c, c.Judge != ConditionJudge.DeclaringPartyJudges))) : new RecordText("on none"));
        }

        return table;
    }

    /// <summary>A condition: what, on whom, who judges it, and what was judged.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="checkable">Whether anybody but the declaring party can say that it is met.</param>
    public IEnumerable<RecordText> Of(ReadinessCondition condition, bool checkable)
    {
        yield return new($"• {condition.Id}: {glossary.Of(condition.Text)}{(condition.On.Length > 0 ? $" (on {glossary.Party(condition.On)})" : "")}");
        yield return checkable
            ? new($"  checkable: {Words.Of(condition.Judge)}", Tables.Faint)
            : new("  not checkable: the declaring party judges it", Tables.Warning);
        yield return condition.Outcome == ConditionOutcome.Unspecified
            ? new("  open")
            : new($"  {Words.Of(condition.Outcome)} {Words.Of(condition.SettleTime)}, judged so by {glossary.Who(condition.SettledBy)}{glossary.Because(condition.Settlement)}");
    }

    private IEnumerable<string> Declared(Readiness readiness) =>
    [
        Words.Of(readiness.Subject),
        glossary.Of(readiness.Text) is { Length: > 0 } words ? $"“{words}”" : "",
        readiness.Level == Level.Unspecified ? "" : $"at least at the level of {Words.Of(readiness.Level)}",
        glossary.Of(readiness.Venue) is { Length: > 0 } venue ? $"in {venue}" : "",
        readiness.State == ReadinessState.Standing
            ? $"{readiness.Id}: stands since {Words.Of(readiness.DeclareTime)}"
            : $"{readiness.Id}: {Words.Of(readiness.State)}, declared {Words.Of(readiness.DeclareTime)}",
        readiness.ValidUntil is null ? "" : $"until {TalksWords.Of(readiness.ValidUntil)}",
    ];
}
