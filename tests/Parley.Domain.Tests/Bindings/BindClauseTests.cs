using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>Who binds words, which words can be bound, and how a binding ends.</summary>
public sealed class BindClauseTests
{
    private const string English = "Peacekeepers number 1 960 servicemen, and 90 carriers.";
    private const string Armenian = "Խաղաղապահները 1960 զինծառայող են, և 90 մեքենա։";

    private static readonly Caller Yerevan = new("yerevan", [new(Role.Party, Table.Armenia)]);
    private static readonly Caller Baku = new("baku", [new(Role.Party, Table.Azerbaijan)]);

    [Fact]
    public void Bound_words_stand_with_their_clause_until_they_are_unbound()
    {
        var table = New();
        Assert.Null(table.Bind(Soldiers()));
        Assert.Equal(Soldiers(), Assert.Single(table.State.Clauses[0].Bindings));

        Assert.Null(table.Send(new UnbindClauseRequest { Name = Table.TextName, Binding = "soldiers" }));
        Assert.Empty(table.State.Clauses[0].Bindings);
    }

    [Fact]
    public void Only_the_pen_holder_binds_and_unbinds()
    {
        var table = New();
        Assert.Equal("PEN_HELD_BY_ANOTHER", table.Bind(Soldiers(), caller: Yerevan)?.Reason);

        table.State.Tabled.PenHolder = Table.Armenia;
        Assert.Equal("PEN_HELD_BY_ANOTHER", table.Bind(Soldiers())?.Reason);
        Assert.Equal("PEN_HELD_BY_ANOTHER", table.Bind(Soldiers(), caller: Baku)?.Reason);
        Assert.Null(table.Bind(Soldiers(), caller: Yerevan));
        Assert.Equal("PEN_HELD_BY_ANOTHER", table.Send(new UnbindClauseRequest { Binding = "soldiers" })?.Reason);
        Assert.Null(table.Send(new UnbindClauseRequest { Binding = "soldiers" }, Yerevan));
    }

    [Fact]
    public void What_is_initialled_signed_or_about_to_be_opened_keeps_its_meaning()
    {
        foreach (var (reason, change) in new (string, Func<TextRecord, TextRecord>)[]
        {
            ("TEXT_INITIALLED", t => t with { Signatures = [new Signature { Party = Table.Armenia, Act = ConsentAct.Initial }] }),
            ("TEXT_SIGNED", t => t with { Signatures = [new Signature { Party = Table.Armenia, Act = ConsentAct.Sign }] }),
            ("OPENING_PENDING", t => t with { Openings = [new ConsentOpening { Id = "midnight", At = Parley.Domain.Time.LegalTimes.Resolve(new() { LocalTime = "2020-10-11T00:00", Zone = "UTC" }, [], "at").Time }] }),
            ("STATE_FORBIDS", t => t with { Stage = NegotiatingTextState.Concluded }),
        })
        {
            var table = New();
            Assert.Null(table.Bind(Soldiers()));
            table.State = change(table.State);
            Assert.Equal(reason, table.Bind(Carriers())?.Reason);
            Assert.Equal(reason, table.Send(new UnbindClauseRequest { Binding = "soldiers" })?.Reason);
        }
    }

    [Fact]
    public void A_clause_and_a_binding_that_are_not_there_are_named()
    {
        var table = New();
        var unknown = table.Bind(Soldiers(), clause: "other");
        Assert.Equal(("UNKNOWN_CLAUSE", "clause"), (unknown?.Reason, unknown?.Fields[0].Field));
        var binding = table.Send(new UnbindClauseRequest { Binding = "other" });
        Assert.Equal(("UNKNOWN_BINDING", "binding"), (binding?.Reason, binding?.Fields[0].Field));
    }

    [Fact]
    public void An_id_is_used_once_in_the_whole_text()
    {
        var table = new Table([("one", [("en", "One post, 90 men.")]), ("two", [("en", "Another, 90 men.")])]);
        Binding Men(string id) => new() { Id = id, Words = Table.Text(("en", "90 men")), Number = 90 };
        Assert.Null(table.Bind(Men("men"), "one"));
        Assert.Equal("ALREADY_EXISTS", table.Bind(Men("men"), "two")?.Reason);
        Assert.Null(table.Bind(Men("others"), "two"));
    }

    [Fact]
    public void Words_without_a_meaning_are_refused()
    {
        var binding = Soldiers();
        binding.ClearMeaning();
        Assert.Equal("ONE_OF_REQUIRED", New().Bind(binding)?.Reason);
    }

    [Theory]
    [InlineData("1,960 servicemen")] // The clause writes it otherwise.
    [InlineData("1960 servicemen")]
    [InlineData("1 960 Servicemen")]
    [InlineData("960 servicemen")] // A piece of a number.
    [InlineData("1 960 service")] // A piece of a word.
    [InlineData("90 c")]
    public void Words_that_do_not_stand_in_the_clause_are_refused(string words)
    {
        var binding = Soldiers();
        binding.Words.Values["en"] = words;
        var refused = New().Bind(binding);
        Assert.Equal(("WORDS_NOT_IN_CLAUSE", "binding.words.values[\"en\"]"), (refused?.Reason, refused?.Fields[0].Field));
    }

    [Fact]
    public void A_language_that_the_clause_does_not_have_is_refused()
    {
        var binding = Soldiers();
        binding.Words.Values.Add("ru", "1960 военнослужащих");
        var refused = New().Bind(binding);
        Assert.Equal(("WORDS_NOT_IN_CLAUSE", "binding.words.values[\"ru\"]"), (refused?.Reason, refused?.Fields[0].Field));
    }

    [Fact]
    public void Every_language_of_the_clause_needs_its_words()
    {
        var binding = Soldiers();
        binding.Words.Values.Remove("hy");
        var refused = New().Bind(binding);
        Assert.Equal(("WORDS_MISSING", "binding.words.values[\"hy\"]"), (refused?.Reason, refused?.Fields[0].Field));

        binding.Words.Values["hy"] = "";
        Assert.Equal("WORDS_MISSING", New().Bind(binding)?.Reason);
    }

    [Fact]
    public void What_a_client_writes_into_output_fields_is_not_believed()
    {
        var binding = Soldiers();
        binding.Discrepancies.Add(new Discrepancy { Clause = "other", Message = "made up" });
        var table = New();
        Assert.Null(table.Bind(binding));
        Assert.Empty(table.Bound("soldiers").Discrepancies);
    }

    [Fact]
    public void A_text_takes_bindings_up_to_its_limit()
    {
        var table = New();
        var clause = table.State.Clauses[0].Clone();
        clause.Bindings.AddRange(Enumerable.Range(0, TextLimits.Bindings - 1).Select(i => new Binding { Id = $"b{i}", Number = 1 }));
        table.State = table.State with { Clauses = [clause] };
        Assert.Null(table.Bind(Soldiers()));
        Assert.Equal((RejectionCode.LimitReached, "LIMIT_REACHED"), table.Bind(Carriers()) is { } full ? (full.Code, full.Reason) : default);
    }

    [Fact]
    public void A_binding_without_anything_in_it_is_refused_and_harms_nothing()
    {
        Assert.Equal("WORDS_MISSING", New().Send(new BindClauseRequest { Clause = Table.Clause })?.Reason);
        Assert.Equal("WORDS_MISSING", New().Bind(new() { Id = "empty" })?.Reason);
        foreach (var meaning in new Action<Binding>[]
        {
            b => b.Instant = new(), b => b.Deadline = new(), b => b.Area = "", b => b.Truce = new(), b => b.Commitment = new() { Due = new() },
            b => b.Truce = new() { Terms = new() }, b => b.Deadline = new() { Word = DeadlineWord.At }, b => b.Deadline = new() { Word = DeadlineWord.Before, Date = "9999-12-31" },
        })
        {
            Assert.NotNull(New().BindAll(meaning));
        }
    }

    private static Table New() => new(("en", English), ("hy", Armenian));

    private static Binding Soldiers() => new() { Id = "soldiers", Words = Table.Text(("en", "1 960 servicemen"), ("hy", "1960 զինծառայող")), Number = 1960 };

    private static Binding Carriers() => new() { Id = "carriers", Words = Table.Text(("en", "90 carriers"), ("hy", "90 մեքենա")), Number = 90 };
}
