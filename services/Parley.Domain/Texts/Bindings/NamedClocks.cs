using Parley.Domain.Texts.Bindings.Wording;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// The clocks that words name, each with the time that is told by it. Of as many times as clocks the first belongs to the first, in whatever
/// order a language puts them; else a clock belongs to the time next to it. An excerpt that names none has that which stands beside it.
/// </summary>
internal sealed class NamedClocks
{
    /// <summary>How many words may stand between a time and a name that is in no table, for it to be one of a clock.</summary>
    private const int Near = 3;

    private readonly List<(int Time, ClockName Clock)> _told = [];

    private NamedClocks(List<ClockName> named) => Named = named;

    /// <summary>All that are named.</summary>
    public List<ClockName> Named { get; }

    /// <summary>Those that cannot be read, where none that can be stands beside them.</summary>
    public IEnumerable<ClockName> Unread => Named.Exists(c => c.IsRead) ? Named.Where(c => c.Kind == ClockKind.Unread) : Named;

    /// <summary>The clocks of a version's words.</summary>
    /// <param name="version">The version.</param>
    /// <param name="words">Its words, with what belongs to them, read.</param>
    public static NamedClocks Of(LanguageVersion version, WordReading words)
    {
        var named = ClockWords.In(version.Language, version.WithTail);
        return named.Count > 0 ? Within(named, words.TimeSpans) : Beside(version, words.Times.Count);
    }

    /// <summary>The clocks by which a time is told, that can be read.</summary>
    public IEnumerable<ClockName> OfTime(int time) => _told.Where(t => t.Time == time && t.Clock.IsRead).Select(t => t.Clock);

    /// <summary>Words and clocks, for people.</summary>
    public string With(WordReading words) => string.Join(", ", Named.Select(c => c.ToString()).Prepend(words.ToString()));

    private static NamedClocks Within(List<ClockName> named, List<(int At, int End)> times)
    {
        var clocks = new NamedClocks(named.FindAll(c => c.Kind != ClockKind.Unread || times.Exists(t => Distance(t, c) <= Near)));
        for (var i = 0; i < clocks.Named.Count && times.Count > 0; i++)
        {
            var clock = clocks.Named[i];
            var nearest = Enumerable.Range(0, times.Count).MinBy(t => (Distance(times[t], clock), times[t].At > clock.At));
            clocks._told.Add((clocks.Named.Count == times.Count ? i : nearest, clock));
        }

        return clocks;
    }

    private static int Distance((int At, int End) time, ClockName clock) =>
        clock.At >= time.End ? clock.At - time.End : time.At - (clock.At + clock.Length);

    /// <summary>
    /// The clock that stands in the same sentence as the excerpt, with no other time nearer to it: after the last time, or else before the first.
    /// </summary>
    private static NamedClocks Beside(LanguageVersion version, int times)
    {
        List<Token> after = [.. UntilEnd(version.After.Skip(version.TailLength))];
        var next = Times(version, after).Select(t => (int?)t.At).FirstOrDefault() ?? int.MaxValue;
        var follows = ClockWords.In(version.Language, after).Find(c => c.At < next && (next == int.MaxValue || c.At <= 1));
        if (follows is null)
        {
            List<Token> before = [.. Sentence(version.Before)];
            follows = Times(version, before).Count == 0 ? ClockWords.In(version.Language, before).LastOrDefault() : null;
            times = follows is null ? times : Math.Min(times, 1);
        }

        var clocks = new NamedClocks(follows is null ? [] : [follows]);
        if (follows is not null && times > 0)
        {
            clocks._told.Add((times - 1, follows));
        }

        return clocks;
    }

    private static List<(int At, int End)> Times(LanguageVersion version, List<Token> tokens) => WordReading.Of(version.Language, tokens, compact: false).TimeSpans;

    private static IEnumerable<Token> UntilEnd(IEnumerable<Token> tokens)
    {
        List<Token> all = [.. tokens];
        var end = Enumerable.Range(0, all.Count).FirstOrDefault(i => IsEnd(all, i), all.Count);
        return all.Take(end);
    }

    private static IEnumerable<Token> Sentence(List<Token> tokens)
    {
        var end = Enumerable.Range(0, tokens.Count).LastOrDefault(i => IsEnd(tokens, i), -1);
        return tokens.Skip(end + 1);
    }

    /// <summary>The sign at which a sentence ends: a space or nothing follows it.</summary>
    private static bool IsEnd(List<Token> tokens, int at) =>
        tokens[at].IsSign(".!?;։؟\n") && (at + 1 == tokens.Count || tokens[at + 1].Spaced || tokens[at].Text == "\n");
}
