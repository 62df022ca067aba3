using Parley.V1;

namespace Parley.Domain.Tests.TermsOfTruces;

/// <summary>A conflict, and terms in which nothing is wrong, for tests to spoil.</summary>
internal static class SampleTerms
{
    public const string ConflictName = "conflicts/karabakh";
    public const string Armenia = ConflictName + "/parties/armenia";
    public const string Azerbaijan = ConflictName + "/parties/azerbaijan";
    public const string Third = ConflictName + "/parties/third";
    public const string Sector = ConflictName + "/areas/sector-one";
    public const string TruceName = ConflictName + "/truces/k5";
    public const string Earlier = ConflictName + "/truces/k3";

    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.Ordinal) { Earlier };

    public static Conflict Conflict { get; } = new()
    {
        Name = ConflictName,
        Parties =
        {
            new Party { Name = Armenia, Zone = "Asia/Yerevan" },
            new Party { Name = Azerbaijan, Zone = "Asia/Baku" },
            new Party { Name = Third, Zone = "Europe/Paris" },
        },
        Areas = { new Area { Name = Sector } },
        MediatorZones = { "Europe/Moscow" },
    };

    public static LocalizedText Text(string english) => new() { Values = { ["en"] = english } };

    public static LegalTime At(string local, string zone = "Europe/Moscow") => new() { LocalTime = local, Zone = zone };

    /// <summary>The statement of 10 November 2020, with the machinery that its nine points gave it.</summary>
    public static TruceTerms K5() => new()
    {
        Title = Text("Statement of 10 November 2020"),
        TruceClass = TruceClass.PreliminaryCeasefire,
        Purposes = { TrucePurpose.PeaceProcess },
        Reciprocity = TruceReciprocity.Bilateral,
        Scope = TruceScope.General,
        Publicity = Publicity.Public,
        Parties = { new TruceParty { Party = Armenia }, new TruceParty { Party = Azerbaijan } },
        Effect = new() { At = At("2020-11-10T00:00") },
        Term = new() { Indefinite = new() },
        Clauses =
        {
            new Clause { Id = "stop", Text = Text("All fire stops; the forces stay where they are.") },
            new Clause { Id = "peacekeepers", Text = Text("Peacekeepers stand along the line for five years.") },
        },
        Conditions = { new Condition { Id = "withdrawn", Text = Text("The forces have withdrawn."), Judge = ConditionJudge.ObservableEvent } },
        Phases =
        {
            new Phase { Id = "aghdam", Text = Text("Aghdam"), Start = Anchored(AnchorEvent.Effect), Period = "P10D" },
            new Phase { Id = "lachin", Text = Text("Lachin"), Start = AfterPhase("aghdam"), EndsOn = "withdrawn" },
        },
        Areas = { Sector },
        ReferenceLines = { new ReferenceLine { Party = Armenia, Area = Sector }, new ReferenceLine { Party = Azerbaijan, Area = Sector } },
        ProhibitedActs = { ProhibitedAct.Attack, ProhibitedAct.Shelling },
        PermittedActs = { PermittedAct.RecoveryOfBodies },
        Mechanisms =
        {
            new Mechanism
            {
                Id = "force", Type = MechanismType.PeacekeepingForce, Text = Text("Peacekeepers"), Composition = Text("1 960 soldiers"),
                OwnTerm = new()
                {
                    Start = new() { At = At("2020-11-10T00:00") },
                    Term = new() { AutoRenewing = new() { Period = "P5Y", NoticePeriod = "P6M" } },
                },
            },
            new Mechanism { Id = "centre", Type = MechanismType.JointMonitoringCentre, Text = Text("Ceasefire control centre") },
        },
        Relations = { new Relation { Kind = RelationKind.Supersedes, Truce = Earlier } },
    };

    /// <summary>The statement of 10 October 2020: an hour without a zone, everything else to be agreed, nobody to watch.</summary>
    public static TruceTerms K1() => new()
    {
        Title = Text("Statement of 10 October 2020"),
        TruceClass = TruceClass.HumanitarianPause,
        Purposes = { TrucePurpose.Humanitarian },
        Reciprocity = TruceReciprocity.Bilateral,
        Scope = TruceScope.General,
        Publicity = Publicity.Public,
        Parties = { new TruceParty { Party = Armenia }, new TruceParty { Party = Azerbaijan } },
        Effect = new()
        {
            Unresolved = new()
            {
                AsStated = "12:00, 10 October",
                Candidates = { At("2020-10-10T12:00", "Asia/Baku"), At("2020-10-10T12:00") },
            },
        },
        Term = new() { Indefinite = new() },
        Clauses =
        {
            new Clause { Id = "ceasefire", Text = Text("A ceasefire for humanitarian aims, to exchange prisoners and bodies, by the ICRC's criteria.") },
            new Clause { Id = "parameters", Text = new() { Values = { ["ru"] = "Конкретные параметры режима прекращения огня будут согласованы дополнительно." } } },
        },
        PermittedActs = { PermittedAct.RecoveryOfBodies },
        Mechanisms = { new Mechanism { Id = "icrc", Type = MechanismType.NeutralIntermediary, Text = Text("International Committee of the Red Cross") } },
    };

    public static Start Anchored(AnchorEvent anchor) => new() { After = new() { Event = anchor } };

    public static Start AfterPhase(string phase) => new() { After = new() { Event = AnchorEvent.PhaseEnd, Phase = phase } };
}
