using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Cli.Output;
using Parley.Cli.Output.Talks;
using Parley.V1;
using Spectre.Console.Rendering;

namespace Parley.Cli.Tests.Output.Talks;

/// <summary>Whatever a server answers is shown: nothing is too odd for a page, and no page shows names of code.</summary>
public sealed class TalksLawTests
{
    private const string NamesOfCode = "[A-Z]+_[A-Z_]+|Unspecified|\u001b";

    private static readonly Glossary English = new("en");

    private static readonly Dictionary<string, Func<IMessage, IEnumerable<IRenderable>>> Pages = new(StringComparer.Ordinal)
    {
        [nameof(NegotiatingText)] = m => new TextPage((NegotiatingText)m, English, Valley.Now).Render(),
        [nameof(Negotiation)] = m => new NegotiationPage(new((Negotiation)m, [], []), English, Valley.Now).Render(),
        [nameof(Session)] = m => new SessionRows(English).Page((Session)m).Append(new SessionRows(English).Table([(Session)m])),
        [nameof(Caucus)] = m => new CaucusPage(new((Caucus)m, [], []), English).Render(),
        [nameof(CaucusMessage)] = m => [TalksTables.Messages([(CaucusMessage)m], English)],
        [nameof(AssessReadinessResponse)] = m => new AssessmentPage(ReadinessSubject.Sign, (AssessReadinessResponse)m, English).Render(),
        [nameof(CheckTextResponse)] = m => new TextCheckPage((CheckTextResponse)m).Render(),
    };

    public static TheoryData<string, int> Shown => [.. from name in Pages.Keys from width in new[] { 60, 120 } select (name, width)];

    public static TheoryData<string> Events => [.. Event.Descriptor.Oneofs.Single().Fields.Where(f => f.FieldNumber is >= 400 and < 650).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Shown))]
    public void Every_message_has_a_page_within_the_terminal_and_without_names_of_code(string name, int width)
    {
        var type = typeof(Negotiation).Assembly.GetType($"Parley.V1.{name}")!;
        var descriptor = (MessageDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!;
        Gen.Int.Sample(seed =>
        {
            var lines = Screen.Show(width, Pages[name](AnyMessage.Of(descriptor, new Random(seed))));
            Assert.All(lines, l => Assert.InRange(Cli.WidthOf(l), 0, width));
            Assert.All(lines, l => Assert.DoesNotMatch(NamesOfCode, l));
        }, iter: 100);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_that_anybody_may_read_is_told_in_a_sentence_of_its_own(string name)
    {
        var field = Event.Descriptor.FindFieldByName(name);
        Gen.Int.Sample(seed =>
        {
            var e = new Event();
            field.Accessor.SetValue(e, AnyMessage.Whole(field.MessageType, new Random(seed)));
            var words = new EventWords(English).Of(e);
            Assert.NotEqual(Words.Of(e.BodyCase), words);
            Assert.DoesNotMatch(NamesOfCode, words);
        }, iter: 20);
    }
}
