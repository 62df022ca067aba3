using Parley.V1;
using static Parley.Gateway.Tests.Edge.Deeds;
using static Parley.Gateway.Tests.Edge.World;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Acts on texts that say a lot: drafting, binding, signing.</summary>
internal static class TextDeeds
{
    private static readonly SigningAuthority ExOfficio = new() { Level = Level.HeadOfState };

    /// <summary>Sets the scene, then returns acts of which each is possible in it.</summary>
    public static async Task<IReadOnlyList<Deed>> Possible(EdgeServer server)
    {
        var talks = await TalksDeeds.Opened(server, "deed-texts");
        return [.. await Drafting(server, talks), .. await Binding(server, talks), .. await Signing(server, talks)];
    }

    /// <summary>A text on the table, clean and with as little in it as may be.</summary>
    public static async Task<string> Tabled(EdgeServer server, string talks, string id, NegotiatingText? text = null) =>
        (await server.Negotiations.TableTextAsync(new() { Parent = talks, TextId = id, Text = text ?? Small() }, server.Mediator)).Name;

    private static async Task<IReadOnlyList<Deed>> Drafting(EdgeServer server, string talks)
    {
        var (mediator, north, south) = (server.Mediator, server.Of(North), server.Of(South));
        var drafted = await Tabled(server, talks, "drafted");
        await server.Negotiations.ProposeAmendmentAsync(new() { Name = drafted, Amendment = Amend("first") }, south);
        await server.Negotiations.ProposeAmendmentAsync(new() { Name = drafted, Amendment = Amend("withdrawn") }, south);
        var agreed = await Tabled(server, talks, "agreed");
        foreach (var party in new[] { North, South })
        {
            await server.Negotiations.AgreeClauseAsync(new() { Name = agreed, Clause = "halt" }, server.Of(party));
        }

        var silent = await Tabled(server, talks, "silent");
        await server.Negotiations.OpenSilenceProcedureAsync(new() { Name = silent, Procedure = Silence("first") }, mediator);
        var withdrawn = await Tabled(server, talks, "withdrawn");
        return
        [
            new("TableText", new TableTextRequest { Parent = talks, TextId = "full", Text = Full() }, mediator),
            new("ReviseText", Revise(drafted), mediator),
            new("WithdrawText", new WithdrawTextRequest { Name = withdrawn, Reason = Text("Another is better.") }, mediator),
            new("ProposeAmendment", new ProposeAmendmentRequest { Name = drafted, Party = South, Amendment = Amend("second") }, south),
            new("WithdrawAmendment", new WithdrawAmendmentRequest { Name = drafted, Amendment = "withdrawn" }, south),
            new("ResolveBracket", new ResolveBracketRequest { Name = drafted, Amendment = "first", Accept = true, Text = Text("Full lists are exchanged.") }, mediator),
            new("AgreeClause", new AgreeClauseRequest { Name = agreed, Clause = "lists", Party = North, AdReferendum = true }, north),
            new("ReopenClause", new ReopenClauseRequest { Name = agreed, Clause = "halt", Party = North, AgreedBy = { North }, Reason = Text("The hour.") }, north),
            new("OpenSilenceProcedure", new OpenSilenceProcedureRequest { Name = silent, Procedure = Silence("second") }, mediator),
            new("BreakSilence", new BreakSilenceRequest { Name = silent, Procedure = "first", Party = North, Objection = Text("Not so.") }, north),
        ];
    }

    private static async Task<IReadOnlyList<Deed>> Binding(EdgeServer server, string talks)
    {
        const string Instant = "at 12:00 on 10 October 2020";
        const string Day = "by 20 November 2020";
        const string Period = "within 10 days";
        var text = new NegotiatingText { Title = Text("A text"), Languages = { "en" } };
        text.Clauses.AddRange([
            Clause("halt", $"All fire stops {Instant}."), Clause("lists", $"Lists of 15 people are exchanged {Day}."),
            Clause("bodies", $"Bodies are exchanged {Period} of that along The line."),
        ]);
        var bound = await Tabled(server, talks, "bound", text);
        await server.Negotiations.BindClauseAsync(new() { Name = bound, Clause = "lists", Binding = new() { Id = "unbound", Words = Text("15"), Number = 15 } }, server.Mediator);
        var at = new DeadlineMeaning { Word = DeadlineWord.At, At = Stated("2020-10-10T12:00") };
        var day = new DeadlineMeaning { Word = DeadlineWord.ByEndOfDay, Date = "2020-11-20", Zone = "Asia/Baku" };
        var after = new DeadlineEvent { Event = AnchorEvent.ConditionsMet, Text = Text("All fire stops."), At = Stated("2020-10-10T12:00") };
        var within = new DeadlineMeaning { Word = DeadlineWord.WithinPeriodFromEvent, Period = "P10D", Zone = "Asia/Baku", Event = after };
        var owed = new Commitment { Kind = ObligationKind.ProvideList, Debtors = { North }, Creditors = { South }, Due = day };
        return
        [
            Bind("halt", new() { Id = "instant", Words = Text(Instant), Instant = Stated("2020-10-10T12:00") }),
            Bind("halt", new() { Id = "at", Words = Text(Instant), Deadline = at }),
            Bind("halt", new() { Id = "truce", Words = Text("All fire stops"), Truce = new() { TruceId = "deed-bound", Terms = Create().Terms } }),
            Bind("lists", new() { Id = "day", Words = Text(Day), Deadline = day }),
            Bind("lists", new() { Id = "owed", Words = Text($"Lists of 15 people are exchanged {Day}"), Commitment = owed }),
            Bind("lists", new() { Id = "number", Words = Text("15 people"), Number = 15 }),
            Bind("bodies", new() { Id = "within", Words = Text(Period), Deadline = within }),
            Bind("bodies", new() { Id = "area", Words = Text("along The line"), Area = Line }),
            new("UnbindClause", new UnbindClauseRequest { Name = bound, Binding = "unbound" }, server.Mediator),
        ];

        Deed Bind(string clause, Binding binding) => new("BindClause", new BindClauseRequest { Name = bound, Clause = clause, Binding = binding }, server.Mediator);
    }

    private static async Task<IReadOnlyList<Deed>> Signing(EdgeServer server, string talks)
    {
        var (north, south) = (server.Of(North), server.Of(South));
        var signed = await Tabled(server, talks, "signed");
        foreach (var (party, id) in new[] { (South, "envoy"), (South, "revoked") })
        {
            await server.Negotiations.DepositFullPowersAsync(new() { Name = signed, FullPowers = Powers(id, party) }, server.Of(party));
        }

        var authority = new SigningAuthority { Level = Level.SpecialEnvoy, FullPowers = "envoy" };
        var confirmed = await Tabled(server, talks, "confirmed");
        await server.Negotiations.SignTextAdReferendumAsync(new() { Name = confirmed, Authority = ExOfficio }, north);
        var open = Small();
        open.Accession = new();
        var concluded = await Tabled(server, talks, "concluded", open);
        await server.Negotiations.SignTextAsync(new() { Name = concluded, Authority = ExOfficio }, north);
        await server.Negotiations.SignTextAsync(new() { Name = concluded, Authority = ExOfficio, Reservation = Text("Not the lists.") }, south);
        return
        [
            new("DepositFullPowers", new DepositFullPowersRequest { Name = signed, FullPowers = Powers("other", North) }, north),
            new("RevokeFullPowers", new RevokeFullPowersRequest { Name = signed, FullPowers = "revoked" }, south),
            new("InitialText", new InitialTextRequest { Name = confirmed, Party = South, Authority = new() { Level = Level.Expert } }, south),
            new("SignTextAdReferendum", new SignTextAdReferendumRequest
            {
                Name = signed, Party = North, Authority = ExOfficio, Remote = true, Declaration = Text("As we read it."), Reservation = Text("Not the lists."),
            }, north),
            new("SignText", new SignTextRequest
            {
                Name = signed, Party = South, Authority = authority, Remote = true, Declaration = Text("As we read it."), Reservation = Text("Not the lists."),
            }, south),
            new("ConfirmSignature", new ConfirmSignatureRequest { Name = confirmed, Party = North, Authority = ExOfficio, Instructions = Text("Note 7 of the ministry.") }, north),
            new("WithdrawSignature", new WithdrawSignatureRequest { Name = confirmed, Party = North, Reason = Text("The others do not sign.") }, north),
            new("AccedeToText", new AccedeToTextRequest
            {
                Name = concluded, Party = East, Authority = ExOfficio, Declaration = Text("As we read it."), Reservation = Text("Not the lists."),
            }, server.Of(East)),
            new("ObjectToReservation", new ObjectToReservationRequest { Name = concluded, Party = North, ReservingParty = South, Objection = Text("They are the heart of it.") }, north),
        ];
    }

    private static NegotiatingText Small() => new()
    {
        Title = Text("A text"),
        Languages = { "en" },
        Clauses = { Clause("halt", "All fire stops."), Clause("lists", "Lists are exchanged.") },
    };

    private static NegotiatingText Full()
    {
        var text = Small();
        text.PrevailingLanguage = "en";
        text.PenHolder = North;
        text.OriginalsForm = OriginalsForm.Counterparts;
        text.Clauses[0].Heading = Text("The halt");
        text.RequiredSignatories.AddRange([North, South]);
        text.ConfirmationDeadline = Stated("2020-11-10T12:00");
        text.Accession = new() { OpenTo = { East }, Excluded = { South }, Deadline = Stated("2021-10-10T12:00") };
        return text;
    }

    private static ReviseTextRequest Revise(string text)
    {
        var request = new ReviseTextRequest { Name = text, Title = Text("A better text"), Order = { "bodies", "halt", "lists" } };
        request.Clauses.Add(Clause("halt", "All fire stops at once."));
        request.Clauses.Add(Clause("bodies", "Bodies are exchanged."));
        request.Clauses[1].Heading = Text("The fallen");
        return request;
    }

    private static Amendment Amend(string id) => new()
    {
        Id = id,
        Clause = "lists",
        Kind = AmendmentKind.Option,
        Text = Text("Lists are exchanged in full."),
        Rationale = Text("Half of it helps nobody."),
    };

    private static SilenceProcedure Silence(string id) => new()
    {
        Id = id,
        Effect = SilenceEffect.AgreeClauses,
        Clauses = { "halt" },
        Expiry = Stated("2020-10-09T12:00"),
    };

    private static FullPowers Powers(string id, string party) => new()
    {
        Id = id,
        Party = party,
        Holder = Text("The envoy"),
        Issuer = Level.HeadOfState,
        Acts = { ConsentAct.Sign, ConsentAct.Initial },
    };

    private static TextClause Clause(string id, string words) => new() { Id = id, Text = Text(words) };
}
