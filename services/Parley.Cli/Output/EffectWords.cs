using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Cli.Output;

/// <summary>When a truce takes effect, on every clock, with the readings of a text that leaves it open.</summary>
internal static class EffectWords
{
    /// <summary>A line each.</summary>
    /// <param name="effect">The instant that counts; null while unknown.</param>
    /// <param name="candidates">The instants that the text may mean; fewer than two: it is settled.</param>
    /// <param name="text">What the text says, where it leaves the instant open and the reader may know.</param>
    /// <param name="glossary">The reader's language and names.</param>
    public static IEnumerable<string> Of(ResolvedTime? effect, IReadOnlyCollection<Timestamp> candidates, UnresolvedTime? text, Glossary glossary)
    {
        if (candidates.Count < 2)
        {
            return [Words.Of(effect), .. glossary.Clocks(effect)];
        }

        return
        [
            text is null ? "The text leaves the instant open. It may mean" : $"The text says “{Bidi.Isolate(text.AsStated)}”, which leaves the instant open. It may mean",
            .. candidates.SelectMany(c => Candidate(c, text, glossary)),
            "The earliest counts as its effect; whether what happened in between came before or after it stays open.",
        ];
    }

    private static IEnumerable<string> Candidate(Timestamp candidate, UnresolvedTime? text, Glossary glossary)
    {
        var stated = text?.Candidates.FirstOrDefault(c => c.Resolved?.Instant?.Equals(candidate) == true);
        var where = stated is null ? "" : stated.Zone.Length > 0 ? Words.City(stated.Zone) : stated.UtcOffset;
        yield return $"• {Words.Of(candidate)}{(where.Length > 0 ? $", by the clock of {where}" : "")}: {string.Join("; ", glossary.Clocks(candidate))} on the parties' clocks";
    }
}
