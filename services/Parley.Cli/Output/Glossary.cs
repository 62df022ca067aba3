using Google.Protobuf.WellKnownTypes;
using NodaTime;
using NodaTime.Text;
using Parley.V1;

namespace Parley.Cli.Output;

/// <summary>How one reader is told things: in which language, and who is who.</summary>
/// <param name="language">The reader's language, a BCP 47 tag.</param>
/// <param name="conflict">Whose parties have names and clocks; null where it is not known: parties are then called by their ids.</param>
internal sealed class Glossary(string language, Conflict? conflict = null)
{
    private static readonly OffsetDateTimePattern Rendered = OffsetDateTimePattern.ExtendedIso;
    private static readonly OffsetDateTimePattern Day = OffsetDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm o<g>");
    private static readonly OffsetDateTimePattern DaySeconds = OffsetDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm:ss o<g>");

    /// <summary>A text in the reader's language, else in English, else in the first that there is; isolated, to stand in a sentence.</summary>
    public string Of(LocalizedText? text) => Bidi.Isolate(Choose(text).Text);

    /// <summary>A text in every language that it has, the reader's first.</summary>
    public IEnumerable<string> AllOf(LocalizedText? text)
    {
        var chosen = Choose(text).Language;
        return (text?.Values ?? []).OrderBy(v => v.Key != chosen).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}: {Bidi.Isolate(v.Value)}");
    }

    /// <summary>A text in its original language, with the tag; empty where the reader reads just that.</summary>
    public string Original(LocalizedText text, string original) =>
        original != Choose(text).Language && text.Values.TryGetValue(original, out var first) ? $"{original}: {Bidi.Isolate(first)}" : "";

    /// <summary>A party by its label.</summary>
    public string Party(string name) => conflict?.Parties.FirstOrDefault(p => p.Name == name) is { } party ? Of(party.Label) : Words.Id(name);

    /// <summary>Parties by their labels.</summary>
    public string Parties(IEnumerable<string> names) => Words.List(names.Select(Party));

    /// <summary>A sentence of the server's with the parties' names in it, which people know by their labels.</summary>
    public string Labelled(string sentence) => (conflict?.Parties ?? []).OrderByDescending(p => p.Name.Length)
        .Aggregate(sentence, (said, party) => said.Replace(party.Name, Of(party.Label), StringComparison.Ordinal));

    /// <summary>A text as the reason of something, to stand after it; empty where there is none.</summary>
    public string Because(LocalizedText? reason) => Of(reason) is { Length: > 0 } text ? $" – {text}" : "";

    /// <summary>A contested matter by its subject.</summary>
    public string Fact(string name) => conflict?.ContestedFacts.FirstOrDefault(f => f.Name == name) is { } fact ? Of(fact.Subject) : Words.Id(name);

    /// <summary>Who did something.</summary>
    public string Who(Actor? actor) =>
        actor is null ? "somebody"
        : actor.Party.Length > 0 ? Party(actor.Party)
        : actor.Role switch { Role.Parley => "the clock", Role.Secretariat => "the secretariat", _ => $"a {Words.Of(actor.Role)}" };

    /// <summary>An instant on the clocks of the parties as Parley gives it, those that show the same together: one line each.</summary>
    public IEnumerable<string> Clocks(ResolvedTime? time) =>
        (time?.Renderings ?? []).GroupBy(r => r.LocalTime)
            .Select(g => $"{(Rendered.Parse(g.Key) is { Success: true } local ? Local(local.Value) : g.Key)} in {Words.List(g.Select(Place).Distinct())}");

    /// <summary>An instant on the clocks of the conflict's parties; one line where they all show the same.</summary>
    public IEnumerable<string> Clocks(Timestamp time)
    {
        var instant = Instant.FromDateTimeOffset(time.ToDateTimeOffset());
        var clocks = (conflict?.Parties ?? []).Select(p => (Party: p, Zone: DateTimeZoneProviders.Tzdb.GetZoneOrNull(p.Zone))).Where(p => p.Zone is not null)
            .GroupBy(p => instant.InZone(p.Zone!).ToOffsetDateTime()).ToList();
        return clocks.Select(c => clocks.Count == 1 ? Local(c.Key) : $"{Local(c.Key)} {Words.List(c.Select(p => Of(p.Party.Label)))}");
    }

    private static string Local(OffsetDateTime time) => (time.Second == 0 ? Day : DaySeconds).Format(time);

    private string Place(RenderedTime rendered) => rendered.Party.Length > 0 ? Party(rendered.Party) : Words.City(rendered.Zone);

    private (string Language, string Text) Choose(LocalizedText? text)
    {
        var values = (text?.Values ?? []).OrderBy(v => v.Key, StringComparer.Ordinal).ToList();
        var (tag, chosen) = new[] { language, "en" }
            .SelectMany(wanted => values.Where(v => IsOrIsKindOf(v.Key, wanted)))
            .Concat(values).FirstOrDefault();
        return (tag ?? "", chosen ?? "");
    }

    private static bool IsOrIsKindOf(string tag, string wanted) =>
        tag.Equals(wanted, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(wanted + "-", StringComparison.OrdinalIgnoreCase);
}
