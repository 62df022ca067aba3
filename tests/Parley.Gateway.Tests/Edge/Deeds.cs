using Google.Protobuf;
using Grpc.Core;
using Parley.V1;
using static Parley.Gateway.Tests.Edge.World;

namespace Parley.Gateway.Tests.Edge;

/// <summary>An act that would be accepted, for tests to spoil: the rpc, its request and who sends it.</summary>
internal sealed record Deed(string Rpc, IMessage Request, Metadata By);

/// <summary>Acts that say a lot: every stated time, name, period and choice that their requests can hold.</summary>
internal static class Deeds
{
    /// <summary>Sets the scene, then returns acts of which each is possible in it.</summary>
    public static async Task<IReadOnlyList<Deed>> Possible(EdgeServer server)
    {
        var open = Draft("deed-open");
        open.Terms.Effect = new() { Unresolved = new() { AsStated = "12:00, 10 October", Candidates = { At("2020-10-10T12:00", "Asia/Yerevan"), At("2020-10-10T12:00", "UTC") } } };
        var toClarify = await server.Concluded(open);
        var running = Draft("deed-running");
        running.Terms.Term = new() { Fixed = new() { Period = "P1Y", Renewable = true } };
        running.Terms.Areas.Add(Line);
        running.Terms.Clauses.Add(new Clause { Id = "stop", Text = Text("All fire stops.") });
        running.Terms.Effect = new() { After = new() { Event = AnchorEvent.Conclusion } };
        var inForce = await server.Concluded(running);
        var toMove = await server.Concluded(Draft("deed-moved"));
        var toAmend = await server.Truces.CreateTruceAsync(Draft("deed-amended"), server.Mediator);
        var toAccept = await server.Truces.CreateTruceAsync(Draft("deed-accepted"), server.Mediator);

        return
        [
            new("RegisterParty", Register(), server.Mediator),
            new("DefineArea", Define(), server.Mediator),
            new("AddNarrative", Narrate(), server.Of(North)),
            new("PublishStatement", State(), server.Of(North)),
            new("CreateTruce", Create(), server.Mediator),
            new("AmendTruce", new AmendTruceRequest { Name = toAmend.Name, Terms = Create().Terms, UpdateMask = new() { Paths = { "*" } } }, server.Mediator),
            new("AcceptTruce", new AcceptTruceRequest { Name = toAccept.Name, Party = North }, server.Of(North)),
            new("RescheduleTruce", new RescheduleTruceRequest { Name = toMove.Name, Effect = Stated("2020-10-12T08:00"), AgreedBy = { North, South } }, server.Mediator),
            new("ClarifyEffect", new ClarifyEffectRequest { Name = toClarify.Name, Effect = At("2020-10-10T12:00", "UTC"), AgreedBy = { North, South }, Basis = Text("Letters.") }, server.Mediator),
            new("ProposeExtension", new ProposeExtensionRequest { Name = inForce.Name, Party = North, Until = Stated("2022-01-01T00:00") }, server.Of(North)),
            new("ProposeExtension", new ProposeExtensionRequest { Name = inForce.Name, Period = "P1M" }, server.Mediator),
            new("SuspendTruce", Suspend(inForce.Name), server.Of(North)),
            new("ReportObservation", Report(inForce.Name), server.Mediator),
            new("JudgeCollapsed", new JudgeCollapsedRequest { Name = inForce.Name, Author = Text("The co-chairs"), Basis = Text("Guns."), Since = Stated("2020-10-01T04:00") }, server.Mediator),
            .. await TalksDeeds.Possible(server),
            .. await TextDeeds.Possible(server),
            .. await SealedDeeds.Possible(server),
        ];
    }

    private static RegisterPartyRequest Register() => new()
    {
        Parent = Valley,
        PartyId = "west",
        Party = new() { Kind = PartyKind.ArmedGroup, Label = Text("West"), Zone = "Asia/Baku", AnswersFor = { East } },
    };

    private static DefineAreaRequest Define() => new()
    {
        Parent = Valley,
        AreaId = "buffer",
        Area = new()
        {
            Kind = AreaKind.BufferZone,
            Toponyms = { new Toponym { Label = Text("Buffer"), Party = South } },
            Versions = { new AreaVersion { ValidFrom = "2020-10-01", Geojson = """{"type":"Point","coordinates":[46.7,39.8]}""" } },
        },
    };

    private static AddNarrativeRequest Narrate() => new()
    {
        Name = Valley + "/contestedFacts/who-began",
        Narrative = new() { Party = North, Text = Text("They did.") },
    };

    private static PublishStatementRequest State()
    {
        var request = Said("We are ready.");
        request.Statement.MadeAt = Stated("2020-09-30T10:00");
        request.Statement.EmbargoUntil = Stated("2020-10-20T10:00");
        return request;
    }

    private static SuspendTruceRequest Suspend(string truce) => new()
    {
        Name = truce,
        Party = North,
        Part = new() { Areas = { Line }, Clauses = { "stop" }, Parties = { South }, Acts = { ProhibitedAct.Shelling } },
        Reason = Text("Relief."),
        Until = Stated("2020-11-01T00:00"),
    };

    private static ReportObservationRequest Report(string truce) => new()
    {
        Parent = truce,
        Observation = new()
        {
            Text = Text("Two shells."),
            Place = new() { Area = Line, Point = new() { Latitude = 39.8, Longitude = 46.7, UncertaintyM = 50 } },
            Occurred = new() { From = Stated("2020-09-30T12:00"), To = Stated("2020-09-30T12:05"), ClockError = new() { Seconds = 60 } },
        },
    };

    /// <summary>A draft in which everything is said that terms can say.</summary>
    public static CreateTruceRequest Create()
    {
        var request = Draft("deed-drafted");
        var terms = request.Terms;
        terms.AcceptanceDeadline = Stated("2020-10-08T00:00");
        terms.Adherence = new() { OpenTo = { East }, Deadline = Stated("2020-11-08T00:00") };
        terms.Effect = new() { Window = new() { NotBefore = Stated("2020-10-10T12:00"), NotAfter = Stated("2020-10-11T12:00") } };
        terms.StaggeredEffects.Add(new StaggeredEffect
        {
            Id = "south-first",
            Part = new() { Areas = { Line }, Clauses = { "stop" }, Parties = { South } },
            Effect = new() { Unresolved = new() { AsStated = "noon", Candidates = { Stated("2020-10-13T12:00"), Stated("2020-10-14T12:00") } } },
        });
        terms.Term = new() { Fixed = new() { Until = Stated("2021-10-10T12:00"), Renewable = true } };
        terms.ReferenceZone = "Europe/Vienna";
        terms.InterimDuties.Add(new InterimDuty { Id = "no-gain", Text = Text("No gain."), Parties = { North }, PeriodBeforeEffect = "PT48H" });
        terms.Conditions.Add(new Condition { Id = "lists", Text = Text("Lists delivered."), Judge = ConditionJudge.DeclaringPartyJudges, Party = North });
        terms.Clauses.Add(new Clause { Id = "stop", Text = Text("All fire stops.") });
        terms.Phases.Add(new Phase { Id = "first", Text = Text("First"), Start = new() { At = Stated("2020-10-15T12:00") }, Period = "P10D" });
        terms.Areas.Add(Line);
        terms.ReferenceLines.Add(new ReferenceLine { Party = South, Area = Line, AsOf = "2020-09-27" });
        terms.Mechanisms.Add(new Mechanism
        {
            Id = "force",
            Type = MechanismType.PeacekeepingForce,
            Text = Text("Peacekeepers"),
            Coverage = { Line },
            OwnTerm = new()
            {
                Start = new() { ToBeDecided = new() { DecidedBy = Text("The commission"), Deadline = Stated("2020-12-01T00:00") } },
                Term = new() { AutoRenewing = new() { Period = "P5Y", RenewalPeriod = "P5Y", NoticePeriod = "P6M" } },
            },
        });
        terms.Denunciation = new() { NoticePeriod = "P10D" };
        terms.Relations.Add(new Relation { Kind = RelationKind.Reaffirms, Truce = Bridge });
        terms.OpenPoints.Add(new OpenPoint { Id = "prisoners", Text = Text("How prisoners are exchanged."), AgreeBy = Stated("2020-10-20T12:00") });
        return request;
    }

    /// <summary>A moment stated twice, as communiqués do.</summary>
    public static LegalTime Stated(string local)
    {
        var time = At(local, "Asia/Yerevan");
        time.AlsoStated.Add(new StatedTime { LocalTime = local, UtcOffset = "+04:00" });
        return time;
    }
}
