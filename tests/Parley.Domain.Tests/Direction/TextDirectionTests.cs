using Parley.Domain.Frame;

namespace Parley.Domain.Tests.Direction;

/// <summary>Marks of direction: what Arabic, Hebrew and Persian need is accepted, and what reads otherwise than it is stored is not.</summary>
public sealed class TextDirectionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Ceasefire from 12:00")]
    [InlineData("هدنة قصيرة")]
    [InlineData("می\u200cخواهد و عبدال\u200dله")] // Persian needs the joiner and the non-joiner.
    [InlineData("\u200eabc\u200f عربي\u061c 12")]
    [InlineData("the \u2067עברית\u2069 text")]
    [InlineData("\u2068هدنة\u2069 and \u2066abc\u2069")]
    [InlineData("\u202aabc\u202c \u202bعربي\u202c")]
    [InlineData("\u202bعربي \u2066abc \u202aa\u202c\u2069 نص\u202c")]
    [InlineData("\u2067\u202bעברית\u2069 after")] // The end of the isolate ends the embedding in it.
    [InlineData("\u2067one\u2028line\u2069")] // A line separator ends no paragraph.
    public void A_text_that_reads_as_it_is_stored_is_accepted(string text) => Assert.Null(TextDirection.FaultIn(text));

    [Theory]
    [InlineData("pays \u202e000,1\u202c euros", TextDirection.Override, 5, 0x202e)]
    [InlineData("\u202dعربي\u202c", TextDirection.Override, 0, 0x202d)]
    [InlineData("\ud83d\ude00\ud83d\ude00 \u202ex", TextDirection.Override, 3, 0x202e)] // Counted in code points.
    [InlineData("a\u202bb", TextDirection.Unclosed, 1, 0x202b)]
    [InlineData("a\u202ab\nc\u202c", TextDirection.Unclosed, 1, 0x202a)]
    [InlineData("a \u2066b", TextDirection.Unclosed, 2, 0x2066)]
    [InlineData("\u2067\u2068x\u2069", TextDirection.Unclosed, 0, 0x2067)]
    [InlineData("\u2068x\u2029y\u2069", TextDirection.Unclosed, 0, 0x2068)]
    [InlineData("\u2068x\ry\u2069", TextDirection.Unclosed, 0, 0x2068)]
    [InlineData("\u2068x\u0085y\u2069", TextDirection.Unclosed, 0, 0x2068)]
    [InlineData("\u2068x\u001cy\u2069", TextDirection.Unclosed, 0, 0x2068)]
    [InlineData("\u2068x\u001ey\u2069", TextDirection.Unclosed, 0, 0x2068)]
    [InlineData("ab\u202c", TextDirection.Unopened, 2, 0x202c)]
    [InlineData("ab\u2069", TextDirection.Unopened, 2, 0x2069)]
    [InlineData("\u202bx\u2069\u202c", TextDirection.Unopened, 2, 0x2069)]
    [InlineData("\u202b\u2067x\u202c\u2069\u202c", TextDirection.Unopened, 3, 0x202c)] // It reaches no further out than its isolate.
    [InlineData("fine\u2067x\u2069\nbut \u2069", TextDirection.Unopened, 12, 0x2069)]
    public void A_text_that_reads_otherwise_is_refused_at_its_place(string text, string reason, int position, int codePoint)
    {
        var fault = TextDirection.FaultIn(text);

        Assert.Equal(new(reason, position, codePoint), fault);
        Assert.StartsWith($"U+{codePoint:X4} at character {position} (counted from 0) ", fault!.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\u2067', '\u2069')]
    [InlineData('\u202a', '\u202c')]
    public void At_most_125_stand_inside_one_another(char open, char close)
    {
        Assert.Null(TextDirection.FaultIn(Nested(125)));
        Assert.Equal(new(TextDirection.TooDeep, 125, open), TextDirection.FaultIn(Nested(126)));

        string Nested(int depth) => new string(open, depth) + "x" + new string(close, depth);
    }
}
