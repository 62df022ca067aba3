using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings.Checking;

/// <summary>The elements that a text should hold: shown by what is bound, or else by words in any of its languages.</summary>
internal static class TextElements
{
    private static readonly ImmutableArray<(TextElement Element, TruceElement OfTruce, string Missing)> Elements =
    [
        (TextElement.Parties, TruceElement.Parties, "Nobody is bound. Say who the parties are."),
        (TextElement.Instant, TruceElement.Effect, "Say at which instant it takes effect: a date, a clock time and its zone."),
        (TextElement.Area, TruceElement.Geography, "Say where it holds: name areas, or lines."),
        (TextElement.Acts, TruceElement.ProhibitedActs, "Say which acts are forbidden."),
        (TextElement.Monitoring, TruceElement.Monitoring, "Nobody monitors or verifies. Name a body, who sits on it, and where it goes."),
        (TextElement.DisputePath, TruceElement.DisputeResolution, "Say who settles disputes and violations, in which steps."),
    ];

    public static IEnumerable<CheckedTextElement> Of(TextRecord text, ImmutableArray<ClauseReading> clauses) => Elements.Select(e =>
        (e.Element == TextElement.Instant ? WithoutZone(clauses) : null)
        ?? Bound(e.Element, e.OfTruce, clauses)
        ?? Said(e.Element, text, clauses)
        ?? Element(e.Element, false, "", e.Missing));

    /// <summary>A deadline whose day is counted in no zone has no instant, whatever else the text says.</summary>
    private static CheckedTextElement? WithoutZone(ImmutableArray<ClauseReading> clauses) => clauses
        .SelectMany(c => c.Clause.Bindings.Select(b => (Clause: c.Clause.Id, b.Id, Due: b.Deadline ?? b.Commitment?.Due)))
        .Where(b => b.Due is { Zone.Length: 0 } due && DueInstants.DayOf(due) is not null)
        .Select(b => Element(
            TextElement.Instant, false, b.Clause,
            $"{b.Id} counts {DeadlineRules.Text(DueInstants.DayOf(b.Due!)!.Value)} in no zone, so nobody can say when that day begins and ends. Say in the text by whose clocks, and bind it with deadline.zone."))
        .FirstOrDefault();

    private static CheckedTextElement? Bound(TextElement element, TruceElement ofTruce, ImmutableArray<ClauseReading> clauses)
    {
        foreach (var clause in clauses.Select(c => c.Clause))
        {
            foreach (var binding in clause.Bindings)
            {
                if (Shows(element, binding))
                {
                    return Element(element, true, clause.Id, $"Bound by {binding.Id}.");
                }

                if (binding.Truce?.Terms is { } terms && TermsCheck.Check(terms).Elements.First(e => e.Element == ofTruce) is var found && Counts(found))
                {
                    return Element(element, true, clause.Id, $"In the terms of {binding.Truce.TruceId}: {found.Message}");
                }
            }
        }

        return null;
    }

    /// <summary>A monitor whose members are not said is a monitor; a truce that begins at one of two instants has no beginning.</summary>
    private static bool Counts(CheckedElement found) =>
        found.Presence == ElementPresence.Present || found is { Element: TruceElement.Monitoring, Presence: ElementPresence.Partial };

    private static bool Shows(TextElement element, Binding binding) => element switch
    {
        TextElement.Parties => binding.Commitment?.Debtors.Count > 0,
        TextElement.Instant => binding.Instant is not null || binding.Deadline?.At is not null,
        TextElement.Area => binding.MeaningCase == Binding.MeaningOneofCase.Area,
        TextElement.Acts => binding.Commitment?.Kind is ObligationKind.CeaseFire or ObligationKind.Refrain,
        TextElement.Monitoring => binding.Commitment?.Kind is ObligationKind.DeployPeacekeepers,
        _ => false,
    };

    private static CheckedTextElement? Said(TextElement element, TextRecord text, ImmutableArray<ClauseReading> clauses)
    {
        CheckedTextElement? almost = null;
        foreach (var clause in clauses)
        {
            foreach (var version in clause.Versions)
            {
                if (ElementWords.Stand(element, version) || (element == TextElement.Parties && NamesMember(text, version)))
                {
                    return InWords(element, clause, version);
                }

                if (element == TextElement.Instant && Times(version) is { Count: > 0 } times)
                {
                    if (ClockWords.Stand(version))
                    {
                        return InWords(element, clause, version);
                    }

                    almost ??= Element(element, false, clause.Clause.Id, $"It says {string.Join(", ", times)} ({version.Language}) and not by whose clocks. Add the zone, such as \"Moscow time\", and bind the instant.");
                }
            }
        }

        return almost;
    }

    private static List<ClockTimes.Said> Times(LanguageVersion version) => WordReading.Of(version.Language, version.Tokens, compact: false).Times;

    /// <summary>True where a member's id stands in the words; a party's other names are no part of the text's journal.</summary>
    private static bool NamesMember(TextRecord text, LanguageVersion version) =>
        text.Parties.Any(p => new Phrase(ResourceName.IdOf(p).Replace('-', ' ')).IsIn(version.Tokens));

    private static CheckedTextElement InWords(TextElement element, ClauseReading clause, LanguageVersion version) =>
        Element(element, true, clause.Clause.Id, $"In words ({version.Language}), bound to nothing: a machine cannot act on it.");

    private static CheckedTextElement Element(TextElement element, bool present, string clause, string message) =>
        new() { Element = element, Present = present, Clause = clause, Message = message };
}
