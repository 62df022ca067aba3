using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>Whether something can be offered now, and why: an answer with its reasons, and with what no machine can know named as such.</summary>
/// <param name="subject">What was asked about.</param>
/// <param name="assessment">What Parley answers.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class AssessmentPage(ReadinessSubject subject, AssessReadinessResponse assessment, Glossary glossary)
{
    public IEnumerable<IRenderable> Render()
    {
        yield return Tables.Heading(Question(subject));
        yield return new RecordText(Answer, new Style(ColorOf(assessment.Answer), decoration: Decoration.Bold));
        var table = Tables.Of("Party", "Its answer", "Why");
        var rows = new ReadinessRows(glossary);
        foreach (var party in assessment.Parties)
        {
            table.AddRow(
                Tables.Lines(glossary.Party(party.Party)),
                new Rows([new RecordText(Words.Of(party.Answer), new Style(ColorOf(party.Answer))), .. party.Readiness.Select(r => new RecordText(r, Tables.Faint))]),
                new Rows([new RecordText(glossary.Labelled(party.Reason)), .. party.Conditions.SelectMany(c => rows.Of(c.Condition ?? new(), c.Checkable))]));
        }

        yield return table;
        if (assessment.Parties.Any(p => p.Conditions.Any(c => !c.Checkable)))
        {
            yield return new RecordText("What is not checkable only the party that set it can say; Parley computes nothing of it.", Tables.Faint);
        }
    }

    /// <summary>What is asked, in words.</summary>
    public static string Question(ReadinessSubject subject) => subject switch
    {
        ReadinessSubject.Meet => "Can a meeting be offered now?",
        ReadinessSubject.Talk => "Can negotiations be offered now?",
        ReadinessSubject.CeaseFire => "Can a ceasefire be offered now?",
        ReadinessSubject.Exchange => "Can an exchange be offered now?",
        ReadinessSubject.AcceptMediation => "Can mediation be offered now?",
        _ => "Can a signing be offered now?",
    };

    /// <summary>An answer in a word.</summary>
    public static string Word(ReadinessAnswer answer) => answer switch
    {
        ReadinessAnswer.Yes => "Yes",
        ReadinessAnswer.Conditional => "On conditions",
        ReadinessAnswer.No => "No",
        _ => "The record does not say",
    };

    private string Answer => assessment.Reason.Length == 0
        ? $"{Word(assessment.Answer)}."
        : $"{Word(assessment.Answer)}: {char.ToLowerInvariant(assessment.Reason[0])}{glossary.Labelled(assessment.Reason[1..])}";

    /// <summary>The colour of an answer.</summary>
    public static Color ColorOf(ReadinessAnswer answer) => answer switch
    {
        ReadinessAnswer.Yes => Color.Green,
        ReadinessAnswer.Conditional => Color.Yellow,
        _ => Color.Red,
    };
}
