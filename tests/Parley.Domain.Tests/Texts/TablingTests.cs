using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Negotiations;
using Parley.Domain.Texts;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

public sealed class TablingTests
{
    [Fact]
    public void A_mediator_tables_a_text()
    {
        var view = Tabled().View;

        Assert.Equal(Name, view.Name);
        Assert.Equal(NegotiatingTextState.Tabled, view.State);
        Assert.Equal(["fire", "line"], view.Clauses.Select(c => c.Id));
        Assert.All(view.Clauses, c => Assert.Equal(ClauseStatus.Proposed, c.Status));
        Assert.Equal((0, 0, true), (view.Revision, view.OpenBrackets, view.Clean));
        Assert.Equal(Instant.FromUtc(2020, 10, 10, 9, 0).ToUnixTimeSeconds(), view.CreateTime.Seconds);
        Assert.Equal("v1", view.Etag);
    }

    [Fact]
    public void The_party_that_holds_the_pen_tables_its_text()
    {
        var text = new PlayedText();
        text.Accept(NorthEnvoy, Table(t => t.PenHolder = North));
        Assert.Equal(North, text.View.PenHolder);
    }

    [Fact]
    public void A_party_tables_no_text_of_which_another_holds_the_pen()
    {
        var text = new PlayedText();
        text.Refuse("PERMISSION_DENIED", SouthEnvoy, Table(t => t.PenHolder = North));
        text.Refuse("PERMISSION_DENIED", SouthEnvoy, Table());
        text.Refuse("NOT_A_MEMBER", FarEnvoy, Table(t => t.PenHolder = Far));
        text.Refuse("FOREIGN_NAME", NorthEnvoy, Table(t => t.PenHolder = "conflicts/other/parties/north"));
        text.Refuse("PERMISSION_DENIED", Observer, Table());
    }

    [Fact]
    public void Whoever_is_not_accredited_for_a_member_for_whom_others_are_tables_nothing()
    {
        var talks = Geneva();
        talks.Accreditations.Add(new Accreditation { Id = "a2", Subject = "nils", Party = North, Active = true });
        var text = new PlayedText { References = References(talks) };
        text.Refuse("PERMISSION_DENIED", NorthEnvoy, Table(t => t.PenHolder = North));
        text.Accept(new("nils", NorthEnvoy.Grants), Table(t => t.PenHolder = North));
        text.Open();
        Assert.False(text.Admits(NorthEnvoy));
        Assert.True(text.Admits(new("nils", NorthEnvoy.Grants)));
    }

    [Fact]
    public void Those_in_the_talks_read_it_and_nobody_else()
    {
        var text = Tabled();
        Assert.All([Mediator, NorthEnvoy, SouthEnvoy, EastEnvoy, WestEnvoy, Observer], c => Assert.True(text.Admits(c)));
        Assert.False(text.Admits(FarEnvoy));
        Assert.False(text.Admits(new("oleg", Observer.Grants)));
    }

    [Fact]
    public void Talks_that_the_caller_cannot_see_are_not_found_whether_the_text_exists_or_not()
    {
        var hidden = ImmutableDictionary<string, IMessage>.Empty.Add(TextCast.Conflict, Valley());
        var rejection = new PlayedText { References = hidden }.Refuse("NOT_FOUND", Mediator, Table());
        Assert.Equal(Talks, rejection.Resource);

        var there = Tabled();
        there.References = hidden;
        Assert.Equal(Talks, there.Refuse("NOT_FOUND", Mediator, Table()).Resource);
    }

    [Fact]
    public void A_text_is_tabled_once()
    {
        var rejection = Tabled().Refuse("ALREADY_EXISTS", Mediator, Table());
        Assert.Equal((RejectionCode.AlreadyExists, Name), (rejection.Code, rejection.Resource));
    }

    [Theory]
    [InlineData(NegotiationState.Concluded)]
    [InlineData(NegotiationState.BrokenOff)]
    [InlineData(NegotiationState.Lapsed)]
    public void Nothing_is_tabled_in_talks_that_are_over(NegotiationState state) =>
        new PlayedText { References = References(Geneva(state)) }.Refuse("NEGOTIATION_OVER", Mediator, Table());

    [Theory]
    [InlineData(NegotiationState.Proposed)]
    [InlineData(NegotiationState.Suspended)]
    [InlineData(NegotiationState.Deadlocked)]
    [InlineData(NegotiationState.TextAuthenticated)]
    public void A_text_is_tabled_in_talks_however_they_stand(NegotiationState state) =>
        new PlayedText { References = References(Geneva(state)) }.Accept(Mediator, Table());

    [Fact]
    public void What_a_text_cannot_be_is_said_all_at_once()
    {
        var rejection = new PlayedText().Refuse("DUPLICATE_LANGUAGE", Mediator, Table(t =>
        {
            t.Languages.Add("EN");
            t.PrevailingLanguage = "fr";
            t.Clauses.Add(Clause("fire", "Again."));
            t.Clauses.Add(new TextClause { Id = "empty" });
            t.Clauses.Add(new TextClause { Id = "german", Text = Words("Feuer", "de"), Heading = Words("Titre", "fr") });
            t.PenHolder = West;
            t.RequiredSignatories.AddRange([North, North, Far, West]);
            t.Accession = new() { OpenTo = { Far, "conflicts/other/parties/north" }, Excluded = { Far, TextCast.Conflict + "/parties/nobody" } };
        }));
        Assert.Equal(RejectionCode.InvalidArgument, rejection.Code);
        Assert.Equal(
            [
                ("text.languages[1]", "DUPLICATE_LANGUAGE"),
                ("text.prevailing_language", "LANGUAGE_NOT_AUTHENTIC"),
                ("text.clauses[2].id", "DUPLICATE_ID"),
                ("text.clauses[3].text", "WORDS_MISSING"),
                ("text.clauses[4].heading", "LANGUAGE_NOT_AUTHENTIC"),
                ("text.clauses[4].text", "LANGUAGE_NOT_AUTHENTIC"),
                ("text.pen_holder", "WITNESS_NEVER_DRAFTS"),
                ("text.required_signatories[1]", "DUPLICATE_PARTY"),
                ("text.required_signatories[2]", "UNKNOWN_MEMBER"),
                ("text.required_signatories[3]", "WITNESS_NEVER_BINDS"),
                ("text.accession.open_to[1]", "FOREIGN_NAME"),
                ("text.accession.excluded[1]", "UNKNOWN_PARTY"),
                ("text.accession.excluded[0]", "PARTY_EXCLUDED"),
            ],
            rejection.Fields.Select(f => (f.Field, f.Reason)));
    }

    [Fact]
    public void A_text_without_clauses_says_nothing() =>
        new PlayedText().Refuse("CLAUSES_MISSING", Mediator, Table(t => t.Clauses.Clear()));

    [Fact]
    public void Parties_and_guarantors_can_be_needed_to_sign()
    {
        var text = Tabled(t => t.RequiredSignatories.AddRange([South, East]));
        Assert.Equal([South, East], text.State.Required);
        Assert.Equal([North, South], Tabled().State.Required);
    }

    [Fact]
    public void Deadlines_are_resolved_and_shown_on_every_partys_clock()
    {
        var view = Tabled(t =>
        {
            t.ConfirmationDeadline = At("2020-10-20T12:00", "Asia/Yerevan");
            t.Accession = new() { Deadline = At("2021-01-01T00:00") };
        }).View;
        Assert.Equal(Instant.FromUtc(2020, 10, 20, 8, 0).ToUnixTimeSeconds(), view.ConfirmationDeadline.Resolved.Instant.Seconds);
        Assert.Equal("2020-10-20T11:00:00+03:00", view.ConfirmationDeadline.Resolved.Renderings.Single(r => r.Party == South).LocalTime);
        Assert.NotEmpty(view.Accession.Deadline.Resolved.Renderings);
    }

    [Fact]
    public void A_deadline_that_has_passed_is_refused_and_one_a_second_later_is_not()
    {
        new PlayedText().Refuse("DEADLINE_PASSED", Mediator, Table(t => t.ConfirmationDeadline = At("2020-10-10T09:00:00")));
        new PlayedText().Accept(Mediator, Table(t => t.ConfirmationDeadline = At("2020-10-10T09:00:01")));
        new PlayedText().Refuse("DEADLINE_PASSED", Mediator, Table(t => t.Accession = new() { Deadline = At("2020-10-10T09:00:00") }));
        new PlayedText().Accept(Mediator, Table(t => t.Accession = new() { Deadline = At("2020-10-10T09:00:01") }));
    }

    [Fact]
    public void A_deadline_without_zone_is_refused_with_the_instants_that_it_may_mean()
    {
        var rejection = new PlayedText().Refuse("ZONE_MISSING", Mediator, Table(t => t.ConfirmationDeadline = At("2020-10-20T12:00", "")));
        Assert.Equal("text.confirmation_deadline.zone", rejection.Fields.Single().Field);
        Assert.NotEmpty(rejection.Metadata["candidates"]);
    }

    [Fact]
    public void What_only_follows_is_not_taken_from_whoever_tables_it()
    {
        var text = Tabled(t =>
        {
            t.State = NegotiatingTextState.Concluded;
            t.Revision = 7;
            t.Signatures.Add(Signed(North, ConsentAct.Sign));
            t.Amendments.Add(new Amendment { Id = "a" });
            t.Clauses[0].Status = ClauseStatus.Agreed;
            t.Clauses[0].Agreements.Add(new ClauseAgreement { Party = North });
            t.Clauses[0].Bindings.Add(new Binding { Id = "b" });
        });
        Assert.Equal(Tabled().View, text.View);
    }

    [Fact]
    public void A_text_can_be_tabled_with_clauses_to_the_limit_and_not_one_more()
    {
        static Action<NegotiatingText> Of(int count) => t =>
        {
            t.Clauses.Clear();
            t.Clauses.AddRange(Enumerable.Range(0, count).Select(i => Clause($"c{i}", "Words.")));
        };
        new PlayedText().Accept(Mediator, Table(Of(TextLimits.Clauses)));
        Assert.Equal(RejectionCode.LimitReached, new PlayedText().Refuse("LIMIT_REACHED", Mediator, Table(Of(TextLimits.Clauses + 1))).Code);
    }

    [Fact]
    public void Texts_are_tabled_to_the_limit_of_the_talks_and_not_one_more_those_withdrawn_counted()
    {
        static Negotiation With(int texts)
        {
            var talks = Geneva();
            talks.Texts.AddRange(Enumerable.Range(0, texts).Select(i => new TextStanding { Name = $"{Talks}/texts/t{i}", State = NegotiatingTextState.Withdrawn }));
            return talks;
        }

        new PlayedText { References = References(With(NegotiationLimits.Texts - 1)) }.Accept(Mediator, Table());
        var refusal = new PlayedText { References = References(With(NegotiationLimits.Texts)) }.Refuse("LIMIT_REACHED", Mediator, Table());
        Assert.Equal((RejectionCode.LimitReached, NegotiationLimits.Texts.ToString()), (refusal.Code, refusal.Metadata["limit"]));
    }

    [Fact]
    public void One_party_tables_texts_to_its_own_limit_and_leaves_the_rest_to_others()
    {
        static Negotiation With(int texts)
        {
            var talks = Geneva();
            talks.Texts.AddRange(Enumerable.Range(0, texts).Select(i => new TextStanding { Name = $"{Talks}/texts/t{i}", TabledBy = North }));
            return talks;
        }

        new PlayedText { References = References(With(NegotiationLimits.TextsOfOneParty - 1)) }.Accept(NorthEnvoy, Table(t => t.PenHolder = North));
        var full = References(With(NegotiationLimits.TextsOfOneParty));
        new PlayedText { References = full }.Refuse("LIMIT_REACHED", NorthEnvoy, Table(t => t.PenHolder = North));
        new PlayedText { References = full }.Accept(SouthEnvoy, Table(t => t.PenHolder = South));
        new PlayedText { References = full }.Accept(Mediator, Table(t => t.PenHolder = North));
    }

    [Fact]
    public void Who_tabled_a_text_is_told_to_the_talks()
    {
        static string TabledBy(Caller caller, Action<NegotiatingText>? change = null)
        {
            var text = new PlayedText();
            var before = text.State;
            text.Accept(caller, Table(change));
            return PlayedText.Law.CallsAfter(before, text.State).Single().CallRequested.TextProgress.Progress.TabledBy;
        }

        Assert.Equal(North, TabledBy(NorthEnvoy, t => t.PenHolder = North));
        Assert.Equal("", TabledBy(Mediator, t => t.PenHolder = North));
    }

    [Fact]
    public void A_party_tables_no_text_that_binds_without_another()
    {
        var refusal = new PlayedText().Refuse("SIGNATORIES_MISSING", NorthEnvoy, Table(t => Needing(t, North, North)));
        Assert.Equal("text.required_signatories", Assert.Single(refusal.Fields).Field);
        Assert.Contains(South, refusal.Message, StringComparison.Ordinal);
        new PlayedText().Refuse("SIGNATORIES_MISSING", NorthEnvoy, Table(t => Needing(t, North, North, East)));
        new PlayedText().Accept(NorthEnvoy, Table(t => Needing(t, North, South, North, East)));
        new PlayedText().Accept(NorthEnvoy, Table(t => Needing(t, North)));
    }

    [Fact]
    public void A_mediator_says_who_must_sign_and_at_least_one_of_them_is_a_party()
    {
        new PlayedText().Accept(Mediator, Table(t => t.RequiredSignatories.Add(North)));
        new PlayedText().Refuse("SIGNATORIES_MISSING", Mediator, Table(t => t.RequiredSignatories.Add(East)));
    }

    [Fact]
    public void Odd_input_is_refused_and_never_thrown_at()
    {
        var text = new PlayedText();
        Assert.NotNull(text.Send(Mediator, new TableTextRequest { Parent = Talks }));
        Assert.NotNull(text.Send(Mediator, new TableTextRequest()));
    }

    private static void Needing(NegotiatingText text, string pen, params string[] signatories)
    {
        text.PenHolder = pen;
        text.RequiredSignatories.AddRange(signatories);
    }
}
