using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Conflicts;

/// <summary>Who and what the examples are about.</summary>
internal static class Cast
{
    public const string Conflict = "conflicts/valley";
    public const string North = Conflict + "/parties/north";
    public const string South = Conflict + "/parties/south";
    public const string Foreign = "conflicts/other/parties/north";
    public const string Fact = Conflict + "/contestedFacts/who-began";

    public static Caller Mediator { get; } = new("anna", [new(Role.Mediator, "")]);

    public static Caller Secretariat { get; } = new("sam", [new(Role.Secretariat, Conflict)]);

    public static Caller Guarantor { get; } = new("greta", [new(Role.Guarantor, Conflict)]);

    public static Caller NorthEnvoy { get; } = new("nora", [new(Role.Party, North)]);

    public static Caller SouthEnvoy { get; } = new("sven", [new(Role.Party, South)]);

    public static Caller BothSides { get; } = new("bo", [new(Role.Party, North), new(Role.Party, South)]);

    public static Caller Stranger { get; } = new("zoe", [new(Role.Mediator, "conflicts/other")]);

    public static LocalizedText Text(string text, string language = "en") => new() { Values = { [language] = text } };

    public static LegalTime At(string local, string zone = "UTC") => new() { LocalTime = local, Zone = zone };

    public static LegalTime At(Instant instant) => At(instant.InUtc().LocalDateTime.ToString("uuuu-MM-dd'T'HH:mm:ss", null));

    public static CreateConflictRequest Create() => new()
    {
        ConflictId = "valley",
        Conflict = new() { Title = Text("The valley"), MediatorZones = { "Europe/Vienna" } },
    };

    public static RegisterPartyRequest Register(string id, string zone = "Asia/Yerevan", params string[] answersFor) => new()
    {
        Parent = Conflict,
        PartyId = id,
        Party = new() { Kind = PartyKind.State, Label = Text(id), Zone = zone, AnswersFor = { answersFor } },
    };

    public static DefineAreaRequest Define(string id, string validFrom = "2020-10-10", string geojson = "", string party = "", string label = "Line") => new()
    {
        Parent = Conflict,
        AreaId = id,
        Area = new()
        {
            Kind = AreaKind.LineOfContact,
            Toponyms = { new Toponym { Label = Text(label), Party = party } },
            Versions = { new AreaVersion { ValidFrom = validFrom, Geojson = geojson } },
        },
    };

    public static RecordContestedFactRequest Contest(string id = "who-began") => new()
    {
        Parent = Conflict,
        ContestedFactId = id,
        ContestedFact = new() { Subject = Text("Who began?") },
    };

    public static AddNarrativeRequest Tell(string party, string text, string fact = Fact) => new()
    {
        Name = fact,
        Narrative = new() { Party = party, Text = Text(text) },
    };

    public static PublishStatementRequest Publish(string party = "", LegalTime? madeAt = null, LegalTime? embargo = null) => new()
    {
        Parent = Conflict,
        Statement = new()
        {
            Speaker = Text("The minister"),
            Party = party,
            Kind = DocumentKind.PressStatement,
            OriginalLanguage = "en",
            Text = Text("We are ready."),
            MadeAt = madeAt,
            EmbargoUntil = embargo,
        },
    };

    public static CorrectStatementRequest Correct(string name, string text = "We are almost ready.") =>
        new() { Name = name, Correction = new() { Text = Text(text), Reason = Text("A slip") } };

    public static RetractStatementRequest Retract(string name) => new() { Name = name, Reason = Text("Said in haste") };

    /// <summary>A conflict of two parties, the second in another zone.</summary>
    public static PlayedJournal<ConflictState> Valley(ConflictLimits? limits = null)
    {
        var journal = new PlayedJournal<ConflictState>(new ConflictConcept(limits), Conflict);
        journal.Accept(Mediator, Create());
        journal.Accept(Mediator, Register("north"));
        journal.Accept(Mediator, Register("south", "Europe/Istanbul"));
        return journal;
    }

    public static Conflict View(this PlayedJournal<ConflictState> journal) => (Conflict)journal.View;

    /// <summary>Publishes, and returns the statement's name.</summary>
    public static string PublishedBy(this PlayedJournal<ConflictState> journal, Caller caller, PublishStatementRequest request)
    {
        journal.Accept(caller, request);
        return journal.Statement(journal.LastEntry!.Id).Name;
    }

    public static Statement Statement(this PlayedJournal<ConflictState> journal, string id) =>
        (Statement)journal.ViewEntry(Parley.Contract.ResourceName.IdOf(id));
}
