using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>What a text lacks, leaves open, and says differently in its languages.</summary>
public sealed class CheckTextTests
{
    [Fact]
    public void The_statement_of_10_October_2020_dangles_and_lacks_a_zone_a_monitor_and_a_path_for_disputes()
    {
        var check = TenOctober().Check();
        Assert.False(check.Complete);
        Assert.Equal(
            [("parameters", "en", "to be agreed"), ("parameters", "ru", "согласованы дополнительно")],
            check.Dangling.Select(d => (d.Clause, d.Language, d.Words)));
        Assert.Equal(
            [TextElement.Instant, TextElement.Area, TextElement.Acts, TextElement.Monitoring, TextElement.DisputePath],
            check.Elements.Where(e => !e.Present).Select(e => e.Element));

        var instant = check.Elements.Single(e => e.Element == TextElement.Instant);
        Assert.Equal("ceasefire", instant.Clause);
        Assert.Contains("12:00", instant.Message, StringComparison.Ordinal);
        Assert.Contains("by whose clocks", instant.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_statement_of_10_November_2020_shows_by_and_before()
    {
        var table = TenNovember();
        Assert.Null(table.Bind(Aghdam("Asia/Baku"), "aghdam"));
        var check = table.Check();
        var discrepancy = Assert.Single(check.Discrepancies);
        Assert.Equal(("aghdam", "en-AM", "en-AZ"), (discrepancy.Clause, discrepancy.Language, discrepancy.OtherLanguage));
        Assert.Equal(TimeSpan.FromDays(1), discrepancy.DueBefore.ToDateTime() - discrepancy.OtherDueBefore.ToDateTime());
        Assert.Empty(check.Dangling);
        Assert.Equal([TextElement.DisputePath], check.Elements.Where(e => !e.Present).Select(e => e.Element));
        Assert.False(check.Complete);
    }

    [Fact]
    public void A_deadline_in_no_zone_is_told_of()
    {
        var table = TenNovember();
        Assert.Null(table.Bind(Aghdam(""), "aghdam"));
        var instant = table.Check().Elements.Single(e => e.Element == TextElement.Instant);
        Assert.False(instant.Present);
        Assert.Equal("aghdam", instant.Clause);
        Assert.Contains("in no zone", instant.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_holds_everything_is_complete_until_something_stands_in_brackets()
    {
        var table = Complete();
        var check = table.Check();
        Assert.Equal([TextElement.Parties, TextElement.Instant, TextElement.Area, TextElement.Acts, TextElement.Monitoring, TextElement.DisputePath], check.Elements.Select(e => e.Element));
        Assert.All(check.Elements, e => Assert.True(e.Present, $"{e.Element}: {e.Message}"));
        Assert.Empty(check.Discrepancies);
        Assert.True(check.Complete);

        table.State = table.State with
        {
            Amendments =
            [
                new Amendment { Id = "one", State = AmendmentState.Open }, new Amendment { Id = "two", State = AmendmentState.Rejected },
                new Amendment { Id = "three", State = AmendmentState.Open },
            ],
        };
        Assert.Equal((2, false), (table.Check().OpenBrackets, table.Check().Complete));
    }

    [Fact]
    public void Numbers_that_differ_between_languages_are_told_of()
    {
        var table = new Table(("en", "1 960 servicemen and 90 carriers until 10 November 2025."), ("ru", "1960 военнослужащих и 80 машин до 10 ноября 2025 года."), ("ar", "١٩٦٠ جنديًا و ٩٠ مركبة حتى ١٠ نوفمبر ٢٠٢٥"));
        var discrepancy = Assert.Single(table.Check().Discrepancies);
        Assert.Equal(("en", "ru"), (discrepancy.Language, discrepancy.OtherLanguage));
        Assert.Contains("en says 90 where ru says 80", discrepancy.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "at 8 p.m. on 10 November", "ru", "10 ноября в 20:00")]
    [InlineData("en", "by 20 November 2020", "az", "2020-ci il noyabrın 20-dək")]
    [InlineData("fr", "le 20 novembre", "ar", "يوم ٢٠ تشرين الثاني")]
    [InlineData("en", "1,960 men", "hy", "1 960 մարդ")]
    public void The_same_said_in_another_way_is_no_discrepancy(string one, string words, string other, string otherWords) =>
        Assert.Empty(new Table((one, words), (other, otherWords)).Check().Discrepancies);

    [Theory]
    [InlineData("en", "A hotline is to be negotiated.")]
    [InlineData("fr", "La ligne reste à préciser.")]
    [InlineData("ru", "Порядок подлежит согласованию.")]
    [InlineData("hy", "Պարամետրերը կհամաձայնեցվեն։")]
    [InlineData("az", "Parametrlər əlavə razılaşdırılır.")]
    [InlineData("ar", "تحدد لاحقًا")]
    public void Words_that_put_off_dangle_in_every_language(string language, string words) =>
        Assert.Equal(language, Assert.Single(new Table((language, words)).Check().Dangling).Language);

    [Theory]
    [InlineData(TextElement.Monitoring, "ar", "تشكل بعثة للتحقق من وقف إطلاق النار")]
    [InlineData(TextElement.Monitoring, "az", "Atəşkəsə sülhməramlılar nəzarət edir.")]
    [InlineData(TextElement.DisputePath, "hy", "Վեճերը լուծում է համատեղ հանձնաժողովը։")]
    [InlineData(TextElement.DisputePath, "fr", "Les différends sont soumis à une commission.")]
    [InlineData(TextElement.Acts, "ru", "Стороны прекращают военные действия.")]
    [InlineData(TextElement.Area, "ar", "على طول خط التماس")]
    [InlineData(TextElement.Parties, "az", "Tərəflər razılaşdılar.")]
    [InlineData(TextElement.Instant, "ru", "с 00:00 часов по московскому времени")]
    [InlineData(TextElement.Instant, "ar", "من الساعة ١٢:٠٠ بتوقيت باكو")]
    public void An_element_is_found_in_the_words_of_any_language_and_the_clause_is_named(TextElement element, string language, string words)
    {
        var found = new Table((language, words)).Check().Elements.Single(e => e.Element == element);
        Assert.True(found.Present);
        Assert.Equal(Table.Clause, found.Clause);
        Assert.Contains($"({language})", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "at 12:00 local time")]
    [InlineData("ru", "с 12:00 по местному времени")]
    [InlineData("ar", "من الساعة ١٢:٠٠ بالتوقيت المحلي")]
    public void Local_time_does_not_say_by_whose_clocks(string language, string words) =>
        Assert.False(new Table((language, words)).Check().Elements.Single(e => e.Element == TextElement.Instant).Present);

    [Fact]
    public void An_empty_text_lacks_everything_and_says_what_to_add()
    {
        var check = new Table(("en", "Nothing.")).Check();
        Assert.Equal(6, check.Elements.Count);
        Assert.All(check.Elements, e => Assert.False(e.Present));
        Assert.All(check.Elements, e => Assert.NotEmpty(e.Message));
    }

    private static Table TenOctober() => new(
    [
        ("ceasefire", [
            ("en", "The Republic of Azerbaijan and the Republic of Armenia declare a ceasefire from 12:00 on 10 October 2020, to exchange prisoners of war and bodies, by the criteria of the ICRC."),
            ("ru", "Азербайджанская Республика и Республика Армения объявляют прекращение огня с 12 часов 00 минут 10 октября 2020 года для обмена военнопленными и телами погибших, по критериям МККК."),
        ]),
        ("parameters", [
            ("en", "The parameters of the ceasefire regime are to be agreed additionally."),
            ("ru", "Конкретные параметры режима прекращения огня будут согласованы дополнительно."),
        ]),
        ("talks", [
            ("en", "They begin substantive negotiations, mediated by the co-chairs of the Minsk Group."),
            ("ru", "Они приступают к субстантивным переговорам при посредничестве сопредседателей Минской группы."),
        ]),
    ]);

    private static Table TenNovember() => new(
    [
        ("ceasefire", [
            ("en-AM", "A complete ceasefire and an end to all hostilities begin at 00:00 hours Moscow time on 10 November 2020. The Parties stop at their current positions."),
            ("en-AZ", "A complete ceasefire and an end to all hostilities begin at 00:00 hours Moscow time on 10 November 2020. The Parties stop at their current positions."),
        ]),
        ("aghdam", [
            ("en-AM", "The Aghdam district is returned by 20 November 2020."),
            ("en-AZ", "The Aghdam district is returned before 20 November 2020."),
        ]),
        ("peacekeepers", [
            ("en-AM", "A peacekeeping force of 1 960 servicemen stands along the line of contact."),
            ("en-AZ", "A peacekeeping force of 1,960 servicemen stands along the line of contact."),
        ]),
    ]);

    private static Table Complete() => new(
    [
        ("all", [
            ("en", "The Parties end all hostilities along the line of contact at 00:00 Moscow time on 10 November 2020. Observers verify it; disputes go to a joint commission."),
            ("ru", "Стороны прекращают военные действия вдоль линии соприкосновения в 00:00 по московскому времени 10 ноября 2020 года. Наблюдатели следят за этим; споры решает совместная комиссия."),
        ]),
    ]);

    private static Binding Aghdam(string zone) => new()
    {
        Id = "aghdam",
        Words = Table.Text(("en-AM", "by 20 November 2020"), ("en-AZ", "before 20 November 2020")),
        Deadline = new() { Word = DeadlineWord.ByEndOfDay, Date = "2020-11-20", Zone = zone },
    };
}
