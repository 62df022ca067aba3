using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>A binding under examination: what it is about, and what was found wrong so far.</summary>
internal sealed class BindingReading
{
    /// <summary>How many words beside an excerpt are looked at: no phrase of a lexicon is longer, nor does a clock stand farther from its time.</summary>
    private const int Beside = 16;

    private readonly ImmutableArray<FieldViolation>.Builder _violations = ImmutableArray.CreateBuilder<FieldViolation>();
    private readonly ImmutableDictionary<string, string>.Builder _metadata = ImmutableDictionary.CreateBuilder<string, string>();

    /// <param name="text">The text.</param>
    /// <param name="clause">The clause whose words get a meaning.</param>
    /// <param name="binding">The binding as it was sent; never changed.</param>
    /// <param name="context">Who asks, and the conflict.</param>
    public BindingReading(TextRecord text, TextClause clause, Binding binding, RuleContext context)
    {
        (Text, Clause, Context) = (text, clause, context);
        Binding = binding.Clone();
        Binding.Discrepancies.Clear();
        Times = new(text.Clocks.CandidateZones);
        Conflict = context.Conflict(ResourceName.ConflictOf(text.Journal));
        Versions = [.. InOrder(text, Binding.Words).Select(v => InClause(clause, v.Language, v.Words))];
    }

    public TextRecord Text { get; }

    public TextClause Clause { get; }

    public RuleContext Context { get; }

    /// <summary>A copy of the binding, resolved as far as it was examined; to be recorded only when nothing was refused.</summary>
    public Binding Binding { get; }

    /// <summary>The conflict; null when the caller may not read it.</summary>
    public Conflict? Conflict { get; }

    public TimeResolver Times { get; }

    /// <summary>The language versions of the words, in the order of the text's languages.</summary>
    public ImmutableArray<LanguageVersion> Versions { get; }

    /// <summary>The name of the conflict that everything named must belong to.</summary>
    public string ConflictName => ResourceName.ConflictOf(Text.Journal);

    /// <summary>All that is wrong; null when nothing is.</summary>
    public Rejection? Rejection
    {
        get
        {
            ImmutableArray<FieldViolation> all = [.. _violations, .. Times.Violations];
            return all.IsEmpty ? null : Rejection.Invalid(all) with { Metadata = _metadata.ToImmutable().SetItems(Times.Metadata) };
        }
    }

    /// <summary>The field that holds the words in a language.</summary>
    public static string PathOf(string language) => $"binding.words.values[\"{language}\"]";

    public void Refuse(string path, string reason, string description) => _violations.Add(new(path, reason, description));

    public void Refuse(FieldViolation violation) => _violations.Add(violation);

    /// <summary>Takes over a refusal of something inside the binding, its paths made paths of the request.</summary>
    public void Refuse(Rejection rejection, string path)
    {
        _violations.AddRange(rejection.Fields.Select(f => f with { Field = $"{path}.{f.Field}" }));
        foreach (var (key, value) in rejection.Metadata)
        {
            // candidates, and candidates.{path}.
            var dot = key.IndexOf('.', StringComparison.Ordinal);
            _metadata[dot < 0 ? key : $"{key[..dot]}.{path}{key[dot..]}"] = value;
        }
    }

    /// <summary>The words of a language say something else than the parameter.</summary>
    public void Differs(LanguageVersion version, string words, string parameter, string reason = BindingReasons.BindingDiffers)
    {
        Refuse(
            PathOf(version.Language), reason,
            $"\"{version.Words}\" says {words}; the parameter says {parameter}. Correct the one or the other, or quote the words that say it and no more.");
        _metadata.TryAdd("language", version.Language);
        _metadata.TryAdd("words", words);
        _metadata.TryAdd("parameter", parameter);
    }

    /// <summary>Two of the words' versions, or the words and the parameter, say things that nobody but people can compare.</summary>
    public void Tell(LanguageVersion version, string message)
    {
        if (!Binding.Discrepancies.Any(d => d.Language == version.Language && d.Message == message))
        {
            Binding.Discrepancies.Add(new Discrepancy { Clause = Clause.Id, Language = version.Language, OtherLanguage = version.Language, Message = message });
        }
    }

    /// <summary>The whole clause in the language of a version.</summary>
    public LanguageVersion WholeClause(LanguageVersion version)
    {
        var text = Clause.Text.Values[version.Language];
        return new(version.Language, text, Token.In(text));
    }

    private static LanguageVersion InClause(TextClause clause, string language, string words)
    {
        var version = new LanguageVersion(language, words, Token.In(words));
        return clause.Text?.Values.TryGetValue(language, out var text) == true && Excerpts.IndexIn(text, words) is var at and >= 0
            ? version with { Before = [.. Token.In(text[..at]).TakeLast(Beside)], After = [.. Token.In(text[(at + words.Length)..]).Take(Beside)] }
            : version;
    }

    private static IEnumerable<(string Language, string Words)> InOrder(TextRecord text, LocalizedText? words)
    {
        var order = text.Tabled.Languages;
        return (words?.Values.AsEnumerable() ?? [])
            .OrderBy(w => order.IndexOf(w.Key) is var at && at < 0 ? int.MaxValue : at).ThenBy(w => w.Key, StringComparer.Ordinal)
            .Select(w => (w.Key, w.Value));
    }
}
