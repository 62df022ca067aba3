using Google.Protobuf;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Texts.Drafting;
using Parley.Domain.Truces;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// What comes of the requests by which words of a clause get a meaning. The words bind people and the parameter binds machines; where the
/// two say different things the binding is refused, so that nobody is surprised by a machine.
/// </summary>
internal static class BindingRules
{
    private const string BindingPath = "binding";

    /// <summary>The decision; null when the request is none of these.</summary>
    public static Decision? Decide(TextRecord text, IMessage request, RuleContext context) => request switch
    {
        BindClauseRequest bind => Bind(text, bind, context),
        UnbindClauseRequest unbind => Unbind(text, unbind, context),
        _ => (Decision?)null,
    };

    /// <summary>The journals whose resources the rule for the request needs to see; none when the request is none of these.</summary>
    public static IEnumerable<string> References(TextRecord text, IMessage request) => request switch
    {
        BindClauseRequest { Binding.Truce: { } truce } => Creation.References(TruceMeaning.NameOf(text, truce), truce.Terms),
        BindClauseRequest => [ResourceName.ConflictOf(text.Journal)],
        _ => [],
    };

    private static Decision Bind(TextRecord text, BindClauseRequest request, RuleContext context)
    {
        if (MayNot(text, context) is { } forbidden)
        {
            return forbidden;
        }

        if (text.Clause(request.Clause) is not { } clause)
        {
            return Clauses.Unknown(text, request.Clause, "clause");
        }

        var binding = request.Binding ?? new();
        var known = text.Clauses.SelectMany(c => c.Bindings).ToList();
        if (known.Exists(b => b.Id == binding.Id))
        {
            return Rejection.Taken(text.Journal, "binding", binding.Id, "Choose another id, or unbind that one first.");
        }

        if ((TextLimits.Check(text.Journal, known.Count + 1, TextLimits.Bindings, "bindings")
            ?? TextLimits.Check(text.Journal, text.Bound + 1, TextLimits.BindingsInAll, "bindings, those that have ended too")) is { } full)
        {
            return full;
        }

        var reading = new BindingReading(text, clause, binding, context);
        return Examine(reading) is { } refused
            ? refused
            : new Event { ClauseBound = new() { Clause = clause.Id, Binding = reading.Binding } };
    }

    private static Decision Unbind(TextRecord text, UnbindClauseRequest request, RuleContext context)
    {
        if (MayNot(text, context) is { } forbidden)
        {
            return forbidden;
        }

        return text.Clauses.FirstOrDefault(c => c.Bindings.Any(b => b.Id == request.Binding)) is { } clause
            ? new Event { ClauseUnbound = new() { Clause = clause.Id, Binding = request.Binding } }
            : Rejection.Unknown(
                "binding", BindingReasons.UnknownBinding, $"binding {request.Binding} in the text", text.Clauses.SelectMany(c => c.Bindings).Select(b => b.Id));
    }

    /// <summary>
    /// The pen-holder's, and not any more once somebody has put a name to the text or is about to: what it means to a machine, and which truces
    /// it opens, is part of what they put it to.
    /// </summary>
    private static Rejection? MayNot(TextRecord text, RuleContext context) =>
        Pen.Check(text, context) ?? Freeze.Check(text) ?? Freeze.Initialled(text);

    private static Rejection? Examine(BindingReading reading)
    {
        // Without its words a meaning cannot be compared with anything.
        CheckWords(reading);
        if (reading.Rejection is { } words)
        {
            return words;
        }

        switch (reading.Binding.MeaningCase)
        {
            case Binding.MeaningOneofCase.Instant:
                InstantMeaning.Check(reading);
                break;
            case Binding.MeaningOneofCase.Deadline:
                DeadlineRules.Check(reading, reading.Binding.Deadline, $"{BindingPath}.deadline", mustSay: true);
                break;
            case Binding.MeaningOneofCase.Area:
                AreaMeaning.Check(reading);
                break;
            case Binding.MeaningOneofCase.Number:
                CheckNumber(reading);
                break;
            case Binding.MeaningOneofCase.Truce:
                TruceMeaning.Check(reading);
                break;
            case Binding.MeaningOneofCase.Commitment:
                CommitmentMeaning.Check(reading);
                break;
            case Binding.MeaningOneofCase.None:
            default:
                reading.Refuse(BindingPath, TermsReasons.OneOfRequired, "Say what the words mean: set one of instant, deadline, area, number, truce, commitment.");
                break;
        }

        return reading.Rejection;
    }

    /// <summary>Every language of the clause has its words, and they stand in it.</summary>
    private static void CheckWords(BindingReading reading)
    {
        var clause = reading.Clause.Text?.Values;
        foreach (var language in clause?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
        {
            if (!reading.Versions.Any(v => v.Language == language && v.Words.Length > 0))
            {
                reading.Refuse(BindingReading.PathOf(language), BindingReasons.WordsMissing, $"Quote the words that say it in {language}: the clause is in that language too.");
            }
        }

        foreach (var version in reading.Versions.Where(v => v.Words.Length > 0))
        {
            if (clause?.TryGetValue(version.Language, out var text) != true)
            {
                reading.Refuse(BindingReading.PathOf(version.Language), BindingReasons.WordsNotInClause, $"The clause has no text in {version.Language}.");
            }
            else if (Excerpts.IndexIn(text!, version.Words) < 0)
            {
                reading.Refuse(
                    BindingReading.PathOf(version.Language), BindingReasons.WordsNotInClause,
                    $"\"{version.Words}\" does not stand in the clause with whole words and numbers. Quote it exactly as it stands, mark for mark.");
            }
        }
    }

    private static void CheckNumber(BindingReading reading)
    {
        var number = reading.Binding.Number.ToString();
        foreach (var version in reading.Versions)
        {
            var numbers = Numbers.In(version.Tokens);
            if (numbers.Count == 0 || numbers.Exists(n => n != number))
            {
                reading.Differs(version, numbers.Count == 0 ? "no number in digits" : string.Join(", ", numbers), number);
            }
        }
    }
}
