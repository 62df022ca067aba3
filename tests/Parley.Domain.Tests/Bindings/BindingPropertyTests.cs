using CsCheck;
using NodaTime;
using Parley.Testing;
using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>Whatever date, time or number is put into words: bound as it is said it is accepted, and with one digit changed it never is.</summary>
public sealed class BindingPropertyTests
{
    private static readonly string[] Digits = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"];
    private static readonly string[] Groups = ["", " ", "\u00a0", "\u202f", ",", ".", "٬"];

    private static readonly (string Language, string By, string[] Months, bool MonthFirst)[] Writers =
    [
        ("en", "by {0}", ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"], false),
        ("ru", "не позднее {0} года", ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"], false),
        ("fr", "au plus tard le {0}", ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"], false),
        ("hy", "ոչ ուշ, քան {0}-ը", ["հունվարի", "փետրվարի", "մարտի", "ապրիլի", "մայիսի", "հունիսի", "հուլիսի", "օգոստոսի", "սեպտեմբերի", "հոկտեմբերի", "նոյեմբերի", "դեկտեմբերի"], true),
        ("az", "{0}-dən gec olmayaraq", ["yanvarın", "fevralın", "martın", "aprelin", "mayın", "iyunun", "iyulun", "avqustun", "sentyabrın", "oktyabrın", "noyabrın", "dekabrın"], true),
        ("ar", "بحلول {0}", ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"], false),
    ];

    private static readonly Gen<LocalDate> AnyDate = Gen.Int[0, 40_000].Select(days => new LocalDate(1990, 1, 1).PlusDays(days));

    [Fact]
    public void A_number_in_digits_is_what_it_says() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Int[0, Groups.Length - 1], Gen.Int[0, Digits.Length - 1], Gen.Int[0, 20], Gen.Int[1, 9])
            .Sample((number, group, script, at, shift) =>
            {
                var words = In(script, Grouped(number, Groups[group]));
                Assert.Null(Of(("ar", $"عدد {words} جندي")).BindAll(b => b.Number = number));
                Assert.Equal("BINDING_DIFFERS", Of(("ar", $"عدد {Changed(words, at, shift)} جندي")).BindAll(b => b.Number = number)?.Reason);
            }, iter: Round.Of(400, 10000));

    [Fact]
    public void A_date_in_words_is_what_it_says() =>
        Gen.Select(AnyDate, Gen.Int[0, Writers.Length - 1], Gen.Int[0, Digits.Length - 1], Gen.Int[0, 20], Gen.Int[1, 9])
            .Sample((date, writer, script, at, shift) =>
            {
                var (language, by, months, monthFirst) = Writers[writer];
                var day = date.Day.ToString();
                var month = months[date.Month - 1];
                var words = In(script, string.Format(by, monthFirst ? $"{date.Year} {month} {day}" : $"{day} {month} {date.Year}"));
                var deadline = new DeadlineMeaning { Word = DeadlineWord.ByEndOfDay, Date = $"{date.Year}-{date.Month:00}-{day.PadLeft(2, '0')}", Zone = "UTC" };
                Assert.Null(Of((language, words)).BindAll(b => b.Deadline = deadline.Clone()));
                Assert.Equal("BINDING_DIFFERS", Of((language, Changed(words, at, shift))).BindAll(b => b.Deadline = deadline.Clone())?.Reason);
            }, iter: Round.Of(400, 10000));

    [Fact]
    public void A_clock_time_in_words_is_what_it_says() =>
        Gen.Select(AnyDate, Gen.Int[0, 1439], Gen.Int[0, Digits.Length - 1], Gen.Int[0, 20], Gen.Int[1, 9])
            .Sample((date, minute, script, at, shift) =>
            {
                var time = $"{minute / 60:00}:{minute % 60:00}";
                var words = In(script, $"{time} {date.Day}.{date.Month:00}.{date.Year}");
                var instant = Table.At($"{date.Year}-{date.Month:00}-{date.Day:00}T{time}", "UTC");
                Assert.Null(Of(("ru", words)).BindAll(b => b.Instant = instant.Clone()));
                Assert.Equal("BINDING_DIFFERS", Of(("ru", Changed(words, at, shift))).BindAll(b => b.Instant = instant.Clone())?.Reason);
            }, iter: Round.Of(400, 10000));

    [Fact]
    public void What_is_accepted_stands_in_the_clause() =>
        Gen.Select(Gen.String[Gen.Char["ab1 .-٢"], 0, 12], Gen.String[Gen.Char["ab1 .-٢"], 0, 6], Gen.Int[0, 30])
            .Sample((clause, words, number) =>
            {
                var table = Of(("en", clause));
                var refused = table.Bind(new() { Id = "meaning", Words = Table.Text(("en", words)), Number = number });
                if (refused is null)
                {
                    Assert.Contains(table.Bound().Words.Values["en"], table.State.Clauses[0].Text.Values["en"], StringComparison.Ordinal);
                    Assert.Equal(words, table.Bound().Words.Values["en"]);
                }
                else if (words.Length > 0 && !clause.Contains(words, StringComparison.Ordinal))
                {
                    Assert.Equal("WORDS_NOT_IN_CLAUSE", refused.Reason);
                }
            }, iter: Round.Of(1000, 25000));

    [Fact]
    public void No_words_however_strange_break_the_reading() =>
        Gen.Select(Gen.String[Gen.Char["0129:.,-+/ \u0661\u200f\u0301h\nap.mutcжվ½a'"], 0, 24], Gen.Int[0, 5], Gen.Int[0, 5])
            .Sample((words, meaning, writer) =>
            {
                var table = Of((Writers[writer].Language, words));
                table.BindAll(b =>
                {
                    switch (meaning)
                    {
                        case 0: b.Number = 1; break;
                        case 1: b.Instant = Table.At("2020-11-10T00:00", "UTC"); break;
                        case 2: b.Deadline = new() { Word = DeadlineWord.Before, Date = "2020-11-10" }; break;
                        case 3: b.Deadline = new() { Word = DeadlineWord.WithinPeriodFromEvent, Period = "P1D" }; break;
                        case 4: b.Area = Table.Lachin; break;
                        default: b.Commitment = new() { Kind = ObligationKind.Report, Due = new() { Word = DeadlineWord.At, At = Table.At("2020-11-10T00:00", "UTC") } }; break;
                    }
                });
                Assert.Equal(6, table.Check().Elements.Count);
            }, iter: Round.Of(1000, 25000));

    private static Table Of((string, string) words) => new(words);

    private static string Grouped(long number, string sign)
    {
        var digits = Math.Abs(number).ToString();
        for (var at = digits.Length - 3; at > 0; at -= 3)
        {
            digits = digits.Insert(at, sign);
        }

        return number < 0 ? "-" + digits : digits;
    }

    private static string In(int script, string words) =>
        string.Concat(words.Select(c => c is >= '0' and <= '9' ? Digits[script][c - '0'] : c));

    /// <summary>The words with one of their digits another one.</summary>
    private static string Changed(string words, int which, int shift)
    {
        var places = Enumerable.Range(0, words.Length).Where(i => char.IsDigit(words[i])).ToList();
        var at = places[which % places.Count];
        var script = Array.Find(Digits, d => d.Contains(words[at], StringComparison.Ordinal))!;
        return words[..at] + script[(script.IndexOf(words[at], StringComparison.Ordinal) + shift) % 10] + words[(at + 1)..];
    }
}
