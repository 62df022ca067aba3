using NodaTime;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// Whether words say when a truce begins and how long it lasts as its terms do. A clause may say more than that: one of its times is the
/// effect, with the date beside it. What neither the words nor their clause say is left to the terms.
/// </summary>
internal static class TruceWords
{
    public static void Compare(BindingReading reading, TruceTerms terms)
    {
        foreach (var version in reading.Versions)
        {
            if (terms.Effect?.At is { Resolved: not null } effect)
            {
                CompareEffect(reading, version, effect);
            }

            CompareTerm(reading, version, terms);
        }
    }

    private static void CompareEffect(BindingReading reading, LanguageVersion version, LegalTime effect)
    {
        var excerpt = WordReading.Of(version.Language, version.WithTail, compact: false);
        var within = excerpt.SaysTime ? version : reading.WholeClause(version);
        var words = excerpt.SaysTime ? excerpt : WordReading.Of(within.Language, within.Tokens, compact: false);

        var clocks = NamedClocks.Of(within, words);
        var stated = StatedClock.Of(effect).ToList();
        var parameter = $"that it takes effect at {string.Join(", or ", stated)}";
        if (words.Times.Count > 0)
        {
            if (!ClockMeaning.Agrees(clocks, [.. stated]) || !Enumerable.Range(0, words.Times.Count).Any(t => IsEffect(words, clocks, t, stated)))
            {
                reading.Differs(version, clocks.With(words) + (within == version ? "" : " in its clause"), parameter);
            }

            ClockMeaning.Tell(reading, version, clocks.Unread, parameter);
        }
        else if (words.Midnight)
        {
            reading.Tell(version, $"The clause says ({version.Language}) midnight, which is the midnight of two dates; the terms say {parameter}. Write 00:00 and the date.");
        }
        else if (excerpt.Dates.Count > 0 && !excerpt.Dates.Exists(d => stated.Exists(s => IsOn(s.Shown, d.Day, d.Month))))
        {
            reading.Differs(version, excerpt.ToString(), parameter);
        }
    }

    /// <summary>True for a time that is the effect's, with the date next to it, if there is one, and the years.</summary>
    private static bool IsEffect(WordReading words, NamedClocks clocks, int time, List<StatedClock> stated)
    {
        if (!InstantMeaning.Denotes(words, clocks, time, stated))
        {
            return false;
        }

        var instant = stated[0].Shown.ToInstant();
        var shown = clocks.OfTime(time).Select(c => c.ShownAt(instant)).Concat(stated.Select(s => s.Shown)).Where(s => words.Times[time].Is(s.TimeOfDay)).ToList();
        var (at, end) = words.TimeSpans[time];
        var dates = words.Dates.OrderBy(d => d.At >= end ? d.At - end : at - d.At).ToList();
        return (dates.Count == 0 || shown.Exists(s => IsOn(s, dates[0].Day, dates[0].Month)))
            && (words.Years.Count == 0 || shown.Exists(s => words.Years.Contains(s.Year)));
    }

    private static bool IsOn(OffsetDateTime shown, int day, int month) => shown.Day == day && shown.Month == month;

    private static void CompareTerm(BindingReading reading, LanguageVersion version, TruceTerms terms)
    {
        var (within, lasting) = (version, PeriodWords.Lasting(version.Language, version.Tokens).ToList());
        if (lasting.Count == 0)
        {
            within = reading.WholeClause(version);
            lasting = [.. PeriodWords.Lasting(within.Language, within.Tokens)];
        }

        if (lasting.Count == 0 || lasting.Exists(l => Lasts(l.Said, terms)))
        {
            return;
        }

        var words = $"that it lasts {string.Join(", ", lasting.Select(l => l.Said))}";
        if (Parameter(terms.Term) is { } parameter && (within == version || lasting.Exists(l => l.Sure)))
        {
            reading.Differs(version, words + (within == version ? "" : " in its clause"), parameter);
        }
        else
        {
            reading.Tell(version, $"The clause says ({version.Language}) {words}; the terms of the truce say {Parameter(terms.Term) ?? "no period"}. Compare them.");
        }
    }

    /// <summary>What the terms say of how long it lasts, for people; null where they say no length.</summary>
    private static string? Parameter(Term? term) => term switch
    {
        { Fixed.Period: { Length: > 0 } period } => $"that it lasts {period}",
        { Fixed.Until.Resolved: { } until } => $"that it lasts until {until.ToInstant().ToText()}",
        { AutoRenewing: { } renewing } => $"that it lasts {renewing.Period} at a time",
        { PerformanceExtended: { } extended } => $"that it lasts {extended.Period}, and longer with performance",
        _ => null,
    };

    private static bool Lasts(PeriodSaid said, TruceTerms terms) => terms.Term switch
    {
        { Fixed.Until.Resolved: { } until } when terms.Effect?.At?.Resolved is { } from => EndsAt(said, from, until.ToInstant()),
        { Fixed: { } term } => Is(said, term.Period) || Is(said, term.MaximumTotal),
        { AutoRenewing: { } term } => Is(said, term.Period) || Is(said, term.RenewalPeriod) || Is(said, term.NoticePeriod),
        { PerformanceExtended: { } term } => Is(said, term.Period) || Is(said, term.Extension) || Is(said, term.MaximumTotal),
        { UntilEvent: { } term } => Is(said, term.MinimumPeriod),
        _ => false,
    };

    private static bool Is(PeriodSaid said, string period) => period.Length > 0 && Periods.TryParse(period, out var parsed) && said.Is(parsed);

    private static bool EndsAt(PeriodSaid said, ResolvedTime from, Instant until) =>
        UnitWords.Of(said.Unit, said.Number) is { } period && Periods.Add(from.ToInstant(), period, from.CountingZone()).ToInstant() == until;
}
