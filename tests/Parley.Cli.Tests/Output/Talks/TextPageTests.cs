using Parley.Cli.Output;
using Parley.Cli.Output.Talks;
using Parley.V1;

namespace Parley.Cli.Tests.Output.Talks;

/// <summary>A text as negotiators read it: brackets, languages side by side, meanings, signatures.</summary>
public sealed class TextPageTests
{
    private const string Halt = "All fire ceases by 12 May.";
    private const string HaltInArabic = "يتوقف إطلاق النار بحلول 12 مايو.";

    [Fact]
    public void On_a_wide_terminal_the_languages_of_a_clause_stand_side_by_side()
    {
        var lines = Show(100, Text());
        Assert.Contains(lines, l => l.Contains("│ en ", StringComparison.Ordinal) && l.Contains("│ ar (prevails) ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("Prisoners are exchanged.", StringComparison.Ordinal) && l.Contains("يتم تبادل الأسرى.", StringComparison.Ordinal));
    }

    [Fact]
    public void On_a_narrow_terminal_they_stand_one_below_the_other_and_nothing_is_lost()
    {
        var lines = Show(60, Text());
        Assert.DoesNotContain(lines, l => l.Contains("Prisoners are exchanged.", StringComparison.Ordinal) && l.Contains("يتم", StringComparison.Ordinal));
        var english = IndexOf(lines, "Prisoners are exchanged.");
        Assert.Equal("ar (prevails)", lines[english + 1].Trim());
        Assert.Contains("يتم تبادل الأسرى.", lines[english + 2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void Right_to_left_text_is_isolated_on_every_line_and_no_line_is_wider_than_the_terminal(int width)
    {
        var lines = Show(width, Text());
        Assert.All(lines, l => Assert.InRange(Cli.WidthOf(l), 0, width));
        Assert.All(lines, l => Assert.Equal(l.Count(c => c == Bidi.Open), l.Count(c => c == Bidi.Close)));
        Assert.All(lines.Where(Bidi.IsRightToLeft), l => Assert.Contains(Bidi.Open, l));
    }

    [Fact]
    public void Words_stand_in_square_brackets_while_an_amendment_of_them_is_open_each_with_its_proposer()
    {
        var text = Text();
        text.Clauses[0].Status = ClauseStatus.Bracketed;
        text.OpenBrackets = 3;
        text.Amendments.Add(new Amendment { Id = "later", Clause = "halt", Kind = AmendmentKind.Option, Proposer = Valley.South, State = AmendmentState.Open, Text = Valley.In(("en", "All fire ceases by 20 May.")), Rationale = Valley.In(("en", "Roads are flooded.")) });
        text.Amendments.Add(new Amendment { Id = "none", Clause = "halt", Kind = AmendmentKind.Delete, State = AmendmentState.Open });
        text.Amendments.Add(new Amendment { Id = "mines", Clause = "prisoners", Kind = AmendmentKind.Insert, Proposer = Valley.North, State = AmendmentState.Open, Text = Valley.In(("en", "Mines are cleared.")) });
        text.Amendments.Add(new Amendment { Id = "old", Clause = "halt", Kind = AmendmentKind.Replace, Proposer = Valley.North, State = AmendmentState.Rejected, Text = Valley.In(("en", "Fire pauses.")) });
        var lines = Show(140, text);
        Assert.Contains(lines, l => l.Contains($"[{Halt}]", StringComparison.Ordinal) && l.Contains($"[{HaltInArabic}]", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("later: option", StringComparison.Ordinal) && l.Contains("[All fire ceases by 20 May.]", StringComparison.Ordinal) && l.Contains("not yet in this language", StringComparison.Ordinal));
        Assert.Equal("proposed by South", LabelBelow(lines, "later: option"));
        Assert.Contains(lines, l => l.Contains("none: take it out", StringComparison.Ordinal) && l.Contains("│ [–]", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("│ because: Roads are flooded.", StringComparison.Ordinal));
        Assert.Equal("proposed by the mediators", LabelBelow(lines, "none: take it out"));
        Assert.Contains(lines, l => l.Contains("│ Prisoners are exchanged.", StringComparison.Ordinal));
        Assert.True(IndexOf(lines, "mines: new clause after prisoners") > IndexOf(lines, "Prisoners are exchanged."));
        Assert.Contains("not clean: 3 brackets are open", Flat(140, text), StringComparison.Ordinal);
        Assert.Contains("old by North, other words (halt): rejected, “Fire pauses.”", Flat(140, text), StringComparison.Ordinal);
        Assert.DoesNotContain("[Fire pauses.]", Flat(140, text), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_agrees_to_a_clause_is_said_beside_it()
    {
        var text = Text();
        text.Clauses[0].Agreements.Add(new ClauseAgreement { Party = Valley.North });
        text.Clauses[0].Agreements.Add(new ClauseAgreement { Party = Valley.South, AdReferendum = true });
        var lines = Show(120, text);
        Assert.Equal("agreed", LabelBelow(lines, "halt"));
        Assert.Equal("agreed by North", LabelBelow(lines, "agreed"));
        Assert.Equal("agreed ad referendum by South", LabelBelow(lines, "agreed by North"));
        text.Clauses[0].Agreements.Add(new ClauseAgreement { Party = Valley.Witness });
        Assert.Contains("agreed by North and Lakeland", Flat(160, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    public void A_meaning_is_shown_with_its_words_in_each_language_and_where_the_languages_differ(int width)
    {
        var text = Text();
        text.Clauses[0].Bindings.Add(new Binding
        {
            Id = "day",
            Words = Valley.In(("en", "by 12 May"), ("ar", "بحلول 12 مايو")),
            Deadline = new DeadlineMeaning { Word = DeadlineWord.ByEndOfDay, Date = "2022-05-12", DueBefore = Valley.At("2022-05-12T22:00:00Z") },
            Discrepancies = { new Discrepancy { Language = "en", OtherLanguage = "ar", Message = "the day counts in one only", DueBefore = Valley.At("2022-05-12T22:00:00Z"), OtherDueBefore = Valley.At("2022-05-11T22:00:00Z") } },
        });
        var lines = Show(width, text);
        var page = Screen.Letters(string.Concat(lines));
        Assert.Contains("“by12May”", page, StringComparison.Ordinal);
        Assert.Contains("“بحلول12مايو”", page, StringComparison.Ordinal);
        Assert.Contains("enandardiffer", page, StringComparison.Ordinal);
        Assert.Contains("toolatefrom2022-05-1122:00Z", page, StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains("by the end of", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("too late from 2022-05-12", StringComparison.Ordinal));
    }

    [Fact]
    public void A_deadline_says_from_what_it_counts_and_whether_the_text_says_that()
    {
        var text = Text();
        text.Clauses[0].Bindings.Add(new Binding
        {
            Id = "day",
            Words = Valley.In(("en", "no later than D+3")),
            Deadline = new DeadlineMeaning { Word = DeadlineWord.NoLaterThanDayN, Day = 3, Event = new() { Event = AnchorEvent.Effect } },
        });
        text.Clauses[0].Bindings.Add(new Binding
        {
            Id = "week",
            Words = Valley.In(("en", "within a week")),
            Deadline = new DeadlineMeaning { Word = DeadlineWord.WithinPeriodFromEvent, Period = "P7D", Event = new() { Event = AnchorEvent.ConditionsMet, Text = Valley.In(("en", "the announcement")), Assumed = true } },
        });
        var page = Screen.Letters(string.Concat(Show(200, text)));
        Assert.Contains(Screen.Letters("by the end of day 3, the day itself counts"), page, StringComparison.Ordinal);
        Assert.Contains(Screen.Letters("counted from the effect of the truce"), page, StringComparison.Ordinal);
        Assert.Contains(Screen.Letters("counted from the announcement, as it is read: the text does not say"), page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clean_text_says_so_and_one_that_lacks_a_language_says_that()
    {
        var text = Text();
        Assert.Contains("not clean: no bracket is open, but not every clause is there in every language", Flat(120, text), StringComparison.Ordinal);
        text.Clean = true;
        Assert.Contains("clean: no bracket is open, and every clause is there in every language", Flat(120, text), StringComparison.Ordinal);
        text.Clauses[1].Text.Values.Remove("ar");
        Assert.Contains("not yet in this language", Flat(120, text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_tells_what_it_does_on_what_authority_and_that_a_witness_is_not_bound()
    {
        var text = Text();
        text.Signatures.Add(new Signature
        {
            Party = Valley.South,
            Act = ConsentAct.SignAdReferendum,
            Capacity = MemberCapacity.Party,
            Authority = new SigningAuthority { Level = Level.SpecialEnvoy, FullPowers = "envoy" },
            Reservation = Valley.In(("en", "The ford is ours.")),
            Objections = { new ReservationObjection { Party = Valley.North, Text = Valley.In(("en", "It is not.")) } },
            Time = Valley.At("2022-05-01T10:00:00Z"),
        });
        text.Signatures.Add(new Signature { Party = Valley.Witness, Act = ConsentAct.Sign, Capacity = MemberCapacity.Witness });
        var page = Flat(200, text);
        Assert.Contains("signed ad referendum", page, StringComparison.Ordinal);
        Assert.Contains("does not count until it is confirmed", page, StringComparison.Ordinal);
        Assert.Contains("special envoy, with full powers envoy", page, StringComparison.Ordinal);
        Assert.Contains("does not accept: The ford is ours.", page, StringComparison.Ordinal);
        Assert.Contains("North objects to that, – – It is not.", page, StringComparison.Ordinal);
        Assert.Contains("a witness is not bound", page, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page, "is not bound"));
    }

    [Fact]
    public void A_signature_that_was_taken_back_says_so_and_a_confirmed_one_on_which_instructions()
    {
        var text = Text();
        text.Signatures.Add(new Signature
        {
            Party = Valley.South,
            Act = ConsentAct.SignAdReferendum,
            Capacity = MemberCapacity.Party,
            WithdrawTime = Valley.At("2022-05-01T10:00:00Z"),
            WithdrawReason = Valley.In(("en", "The council refuses.")),
        });
        text.Signatures.Add(new Signature
        {
            Party = Valley.North,
            Act = ConsentAct.SignAdReferendum,
            Capacity = MemberCapacity.Party,
            ConfirmTime = Valley.At("2022-05-01T11:00:00Z"),
            Instructions = Valley.In(("en", "Note 7.")),
        });
        var page = Flat(200, text);
        Assert.Contains("taken back 2022-05-01 10:00Z", page, StringComparison.Ordinal);
        Assert.Contains("takes it back: The council refuses.", page, StringComparison.Ordinal);
        Assert.Contains("confirms on instructions: Note 7.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("does not count until it is confirmed", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OriginalsForm.Alternat, "Originals: one for each, signed by all, which names its holder first")]
    [InlineData(OriginalsForm.Counterparts, "Counterparts: one for each, signed by it alone; together they are one instrument")]
    public void Originals_are_told_with_whom_each_names_first_and_who_has_signed_it(OriginalsForm form, string heading)
    {
        var text = Text();
        text.Originals.AddRange([new Original { Holder = Valley.North, Order = { Valley.North, Valley.South }, SignedBy = { Valley.South } }, new Original { Holder = Valley.South, Order = { Valley.South, Valley.North } }]);
        Assert.DoesNotContain(heading, Flat(160, text), StringComparison.Ordinal);
        text.OriginalsForm = form;
        Assert.Contains($"{heading} North: names North and South; signed by South South: names South and North; not signed yet", Flat(160, text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_concluded_text_tells_what_was_done_and_no_longer_what_is_to_come()
    {
        var text = Text();
        text.ConfirmationDeadline = Valley.Time("2022-05-03T12:00:00Z");
        text.Truces.Add(new BoundTruce { TruceId = "pause", Terms = new TruceTerms { Title = Valley.In(("en", "A pause")) } });
        text.FullPowers.Add(new FullPowers { Id = "envoy", Party = Valley.North, Holder = Valley.In(("en", "The envoy")), Issuer = Level.ForeignMinister, Acts = { ConsentAct.SealedConsent } });
        var before = Flat(120, text);
        Assert.Contains("Confirmation signatures ad referendum lapse", before, StringComparison.Ordinal);
        Assert.Contains("Truces that its conclusion opens pause A pause", before, StringComparison.Ordinal);
        Assert.Contains("envoy: The envoy for North, issued by foreign minister: to consent under seal", before, StringComparison.Ordinal);

        text.State = NegotiatingTextState.Concluded;
        text.ConcludeTime = Valley.At("2022-05-01T11:00:00Z");
        text.Truces[0].Truce = Valley.Conflict + "/truces/pause";
        var page = Flat(120, text);
        Assert.Contains("concluded 2022-05-01 11:00Z", page, StringComparison.Ordinal);
        Assert.Contains($"Truces that its conclusion opened pause A pause: {Valley.Conflict}/truces/pause", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirmation", page, StringComparison.Ordinal);
        text.Signatures.Add(new Signature { Party = Valley.South, Act = ConsentAct.SignAdReferendum, Capacity = MemberCapacity.Party });
        Assert.Contains("Confirmation signatures ad referendum lapse", Flat(120, text), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_calls_for_a_clause_to_be_opened_again_is_said_beside_it()
    {
        var text = Text();
        text.Clauses[0].ReopeningCalls.Add(new ReopeningCall { Party = Valley.South });
        Assert.Contains("South calls for it to be opened again", Flat(200, text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_silence_procedure_tells_the_time_that_is_left_on_the_server_s_clock()
    {
        var text = Text();
        text.SilenceProcedures.Add(new SilenceProcedure { Id = "quiet", Effect = SilenceEffect.AgreeClauses, Clauses = { "halt", "prisoners" }, Expiry = Valley.Time("2022-05-02T13:30:00Z"), State = SilenceState.Running });
        text.SilenceProcedures.Add(new SilenceProcedure { Id = "loud", Effect = SilenceEffect.AdoptText, Expiry = Valley.Time("2022-05-02T13:30:00Z"), State = SilenceState.Broken, BrokenBy = Valley.South, Objection = Valley.In(("en", "Too soon.")), EndTime = Valley.At("2022-05-01T11:00:00Z") });
        var page = Flat(200, text);
        Assert.Contains("quiet: silence agrees the clauses (halt and prisoners) running until 2022-05-02 13:30Z: 1 day 1 hour 30 minutes left", page, StringComparison.Ordinal);
        Assert.Contains("loud: silence adopts the text as if every party had initialled it (the whole text) broken 2022-05-01 11:00Z by South – Too soon.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_opening_says_why()
    {
        var text = Text();
        var cancellation = new OpeningCancellation { Reason = Valley.In(("en", "The wrong year.")), AgreedBy = { Valley.North, Valley.South }, Time = Valley.At("2022-05-01T10:00:00Z") };
        text.Openings.Add(new ConsentOpening { Id = "one", At = Valley.Time("2022-05-03T12:00:00Z"), Over = true, Cancellation = cancellation });
        Assert.Contains("cancelled 2022-05-01 10:00Z – The wrong year.; nothing that was sealed for it is ever looked at", Flat(160, text), StringComparison.Ordinal);
        Assert.Equal(
            "opening one is cancelled, as agreed by North and South – The wrong year.",
            new EventWords(Valley.English).Of(new() { ConsentOpeningOver = new() { Opening = "one", Cancellation = cancellation } }));
    }

    [Fact]
    public void An_opening_that_is_over_says_nothing_but_that_unless_it_concluded_the_text()
    {
        var text = Text();
        text.Openings.Add(new ConsentOpening { Id = "first", At = Valley.Time("2022-04-30T12:00:00Z"), AgreedBy = { Valley.North, Valley.South }, Over = true });
        text.Openings.Add(new ConsentOpening { Id = "second", At = Valley.Time("2022-05-01T13:00:00Z"), WhenAllFiled = true, AgreedBy = { Valley.North, Valley.South }, Authorities = { new ConsentAuthority { Party = Valley.North, Level = Level.ForeignMinister }, new ConsentAuthority { Party = Valley.South, Level = Level.SpecialEnvoy, FullPowers = "envoy" } }, Events = { new OpeningEvent { Id = "list", Text = "The list is handed over." } } });
        var page = Flat(200, text);
        Assert.Contains("first: at 2022-04-30 12:00Z, as agreed by North and South its instant has passed; nothing else is ever said of it", page, StringComparison.Ordinal);
        Assert.Contains("second: as soon as every required signatory has filed, at the latest 2022-05-01 13:00Z, as agreed by North and South 1 hour left", page, StringComparison.Ordinal);
        Assert.Contains("North would consent by its foreign minister South would consent by its special envoy, with full powers envoy consent", page, StringComparison.Ordinal);
        Assert.Contains("consent may depend on list: The list is handed over.", page, StringComparison.Ordinal);
        text.ConcludedByOpening = "first";
        Assert.Contains("the text was concluded by it", Flat(200, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NegotiatingTextState.Authenticated, "Binds once every party has signed")]
    [InlineData(NegotiatingTextState.Concluded, "Binds those whose signature or accession stands below, witnesses aside")]
    [InlineData(NegotiatingTextState.Withdrawn, "Binds nobody: it was taken off the table")]
    public void Whom_a_text_binds_is_said_as_it_stands(NegotiatingTextState state, string said)
    {
        var text = Text();
        text.State = state;
        Assert.Contains(said, Flat(200, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NegotiationState.BrokenOff, NegotiatingTextState.Authenticated, "The talks are broken off What is on the table or sealed stays so")]
    [InlineData(NegotiationState.Suspended, NegotiatingTextState.Tabled, "The talks are suspended What is on the table or sealed stays so")]
    [InlineData(NegotiationState.Open, NegotiatingTextState.Tabled, "")]
    [InlineData(NegotiationState.BrokenOff, NegotiatingTextState.Concluded, "")]
    public void Where_the_talks_stop_a_text_that_is_on_the_table_says_that_it_can_still_be_signed(NegotiationState talks, NegotiatingTextState state, string said)
    {
        var text = Text();
        text.State = state;
        var page = Valley.Flat(400, new TextPage(text, Valley.English, Valley.Now, talks).Render());
        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal(said.Length > 0, page.Contains("can still be signed", StringComparison.Ordinal));
    }

    private static NegotiatingText Text() => new()
    {
        Name = Valley.Draft,
        Title = Valley.In(("en", "Ceasefire in the valley"), ("ar", "وقف إطلاق النار في الوادي")),
        Languages = { "en", "ar" },
        PrevailingLanguage = "ar",
        State = NegotiatingTextState.Tabled,
        Clauses =
        {
            new TextClause { Id = "halt", Status = ClauseStatus.Agreed, Text = Valley.In(("en", Halt), ("ar", HaltInArabic)) },
            new TextClause { Id = "prisoners", Status = ClauseStatus.Proposed, Text = Valley.In(("en", "Prisoners are exchanged."), ("ar", "يتم تبادل الأسرى.")) },
        },
    };

    private static IReadOnlyList<string> Show(int width, NegotiatingText text) => Screen.Show(width, new TextPage(text, Valley.English, Valley.Now).Render());

    private static string Flat(int width, NegotiatingText text) => Valley.Flat(width, new TextPage(text, Valley.English, Valley.Now).Render());

    private static int IndexOf(IReadOnlyList<string> lines, string words)
    {
        var index = lines.ToList().FindIndex(l => l.Contains(words, StringComparison.Ordinal));
        Assert.True(index >= 0, words);
        return index;
    }

    /// <summary>The line below in the first column of the table.</summary>
    private static string LabelBelow(IReadOnlyList<string> lines, string label) => lines[IndexOf(lines, $"│ {label} ") + 1].Split('│')[1].Trim();
}
