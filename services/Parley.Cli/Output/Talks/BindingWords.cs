using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>What words of a clause mean to a machine.</summary>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class BindingWords(Glossary glossary)
{
    /// <summary>The meaning, the first line of which stands alone.</summary>
    public IEnumerable<string> Of(Binding binding) => binding.MeaningCase switch
    {
        Binding.MeaningOneofCase.Instant => [$"instant {TalksWords.Of(binding.Instant)}", .. glossary.Clocks(binding.Instant.Resolved)],
        Binding.MeaningOneofCase.Deadline => Of(binding.Deadline),
        Binding.MeaningOneofCase.Area => [$"area {Words.Id(binding.Area)}"],
        Binding.MeaningOneofCase.Number => [$"number {binding.Number}"],
        Binding.MeaningOneofCase.Truce => [$"opens truce {binding.Truce.TruceId}", glossary.Of(binding.Truce.Terms?.Title)],
        Binding.MeaningOneofCase.Commitment => Of(binding.Commitment),
        _ => [Words.Nothing],
    };

    /// <summary>A deadline, and the instant from which it is too late.</summary>
    public IEnumerable<string> Of(DeadlineMeaning deadline)
    {
        yield return deadline.Word switch
        {
            DeadlineWord.At => $"deadline: at {TalksWords.Of(deadline.At)}",
            DeadlineWord.ByEndOfDay => $"deadline: by the end of {deadline.Date}, the day itself counts",
            DeadlineWord.Before => $"deadline: before {deadline.Date}, the day itself is too late",
            DeadlineWord.WithinPeriodFromEvent => $"deadline: within {Words.Period(deadline.Period)}",
            DeadlineWord.NoLaterThanDayN => $"deadline: by the end of day {deadline.Day}, the day itself counts",
            DeadlineWord.OnDayN => $"deadline: on day {deadline.Day}, not before and not after it",
            _ => "deadline",
        };
        if (deadline.Event is { } e)
        {
            yield return $"counted from {Of(e)}{(deadline.EventDay > 0 ? $", whose day is day {deadline.EventDay}" : "")}{(e.Assumed ? ", as it is read: the text does not say" : "")}";
        }

        if (deadline.Word is DeadlineWord.ByEndOfDay or DeadlineWord.Before)
        {
            yield return deadline.Zone.Length > 0 ? $"the day of {Words.City(deadline.Zone)}" : "the text does not say on whose clock";
        }

        if (deadline.DueBefore is { } due)
        {
            yield return $"too late from {Words.Of(due)}";
            foreach (var clock in glossary.Clocks(due))
            {
                yield return clock;
            }
        }
    }

    private string Of(DeadlineEvent e) => e.Event switch
    {
        AnchorEvent.Conclusion => "the conclusion of the text",
        AnchorEvent.Effect => "the effect of the truce",
        _ => glossary.Of(e.Text) is { Length: > 0 } text ? text : "an event",
    }
    + (e.At is { } at ? $" ({TalksWords.Of(at)})" : "");

    private IEnumerable<string> Of(Commitment commitment) =>
    [
        $"commitment: {Words.Of(commitment.Kind)}",
        $"owed by {(commitment.Debtors.Count > 0 ? glossary.Parties(commitment.Debtors) : "every party")} to {(commitment.Creditors.Count > 0 ? glossary.Parties(commitment.Creditors) : "every other")}",
        .. commitment.Due is { } due ? Of(due) : [],
    ];
}
