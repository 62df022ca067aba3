using Parley.Cli.Output;
using Spectre.Console;

namespace Parley.Cli.Tests.Output;

/// <summary>Right-to-left text among left-to-right text: isolated line by line, never cut.</summary>
public sealed class BidiTests
{
    private const string Arabic = "يُعلن وقف إطلاق النار اعتبارًا من الساعة 12:00 يوم 10 أكتوبر لأغراض إنسانية، ويُتفق على تفاصيله لاحقًا.";

    [Theory]
    [InlineData("هدنة قصيرة", "\u2068هدنة قصيرة\u2069")]
    [InlineData("הפסקת אש", "\u2068הפסקת אש\u2069")]
    [InlineData("Moscow: موسكو", "\u2068Moscow: موسكو\u2069")]
    [InlineData("Հրադադար", "Հրադադար")]
    [InlineData("перемирие", "перемирие")]
    [InlineData("", "")]
    public void Only_text_with_a_right_to_left_script_is_isolated(string text, string shown) => Assert.Equal(shown, Bidi.Isolate(text));

    [Fact]
    public void What_would_control_the_terminal_is_shown_as_a_picture() =>
        Assert.Equal("a␛[31mb␀c␡\n\td", Bidi.Isolate("a\u001b[31mb\0c\u007f\n\td"));

    [Theory]
    [InlineData("pays \u202e0001\u202c", "pays [U+202E]0001[U+202C]")]
    [InlineData("\u2067هدنة", "\u2068[U+2067]هدنة\u2069")]
    [InlineData("\u2067x\u2069 \u202ay\u202c", "\u2067x\u2069 \u202ay\u202c")]
    public void Marks_that_make_a_text_read_otherwise_than_it_is_stored_are_shown_by_name(string text, string shown) =>
        Assert.Equal(shown, Bidi.Isolate(text));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_line_of_a_wrapped_text_has_its_own_isolates_and_no_letter_is_lost(int width)
    {
        var lines = Screen.Show(width, new RecordText($"Lavrov, joint statement: {Bidi.Isolate(Arabic)} (10 Oct)"));
        Assert.All(lines, Balanced);
        Assert.All(lines, l => Assert.InRange(Cli.WidthOf(l), 1, width));
        Assert.Equal(Screen.Letters($"Lavrov, joint statement: {Arabic} (10 Oct)"), Screen.Letters(string.Concat(lines)));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void In_a_table_the_isolates_of_a_cell_end_before_its_border_and_borders_stay_in_line(int width)
    {
        var table = Tables.Of("Party", "Names");
        table.AddRow(Tables.Lines("north"), Tables.Lines($"ar: {Bidi.Isolate(Arabic)}", "en: North"));
        table.AddRow(Tables.Lines(Bidi.Isolate("الشمال")), Tables.Lines("שלום"));
        var lines = Screen.Show(width, table);
        Assert.Single(lines.Select(Cli.WidthOf).Distinct());
        Assert.InRange(Cli.WidthOf(lines[0]), 40, width);
        Assert.All(lines, l => Assert.All(l.Split('│'), Balanced));
        Assert.Equal(Screen.Letters($"PartyNames north ar: {Arabic} en: North الشمال שלום").Order(), Screen.Letters(string.Concat(lines)).Order());
    }

    [Fact]
    public void A_word_longer_than_its_column_is_folded_not_cut()
    {
        var word = new string('ق', 200);
        Assert.Equal(200, string.Concat(Screen.Show(60, new RecordText(word))).Count(c => c == 'ق'));
    }

    [Fact]
    public void A_tab_does_not_move_the_border_of_its_table()
    {
        var table = Tables.Of("Party", "Names");
        table.AddRow(Tables.Lines("north\tof the river"), Tables.Lines("x"));
        var lines = Screen.Show(60, table);
        Assert.DoesNotContain(lines, l => l.Contains('\t', StringComparison.Ordinal));
        Assert.Single(lines.Select(Cli.WidthOf).Distinct());
    }

    [Fact]
    public void A_heading_is_never_cut_however_long()
    {
        var heading = string.Join(' ', Enumerable.Repeat("هدنة", 60));
        var lines = Screen.Show(60, Tables.Heading(heading));
        Assert.Equal(60, string.Join(' ', lines).Split(' ').Count(w => w.Trim(Bidi.Open, Bidi.Close) == "هدنة"));
        Assert.All(lines, Balanced);
    }

    private static void Balanced(string text)
    {
        var open = 0;
        foreach (var c in text)
        {
            open += c == Bidi.Open ? 1 : c == Bidi.Close ? -1 : 0;
            Assert.True(open >= 0, text);
        }

        Assert.Equal(0, open);
    }
}
