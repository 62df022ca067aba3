using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>A text on the table with one clause, and those who bind its words.</summary>
internal sealed class Table
{
    public const string ConflictName = "conflicts/karabakh";
    public const string TextName = ConflictName + "/negotiations/moscow/texts/statement";
    public const string Armenia = ConflictName + "/parties/armenia";
    public const string Azerbaijan = ConflictName + "/parties/azerbaijan";
    public const string Russia = ConflictName + "/parties/russia";
    public const string Lachin = ConflictName + "/areas/lachin";
    public const string Clause = "clause";

    private static readonly TextConcept Concept = new();
    private readonly Instant _now = Instant.FromUtc(2020, 11, 9, 18, 0);

    public Table(params (string Language, string Words)[] clause)
        : this([(Clause, clause)])
    {
    }

    public Table((string Id, (string Language, string Words)[] Words)[] clauses)
    {
        var tabled = new NegotiatingText { Title = Text(("en", "Statement")) };
        tabled.Languages.AddRange(clauses.SelectMany(c => c.Words).Select(w => w.Language).Distinct());
        State = new TextRecord(TextName)
        {
            HeadVersion = 1,
            Tabled = tabled,
            IsOpen = true,
            Stage = NegotiatingTextState.Tabled,
            Delegations = new() { Members = [Member(Armenia), Member(Azerbaijan), Member(Russia, MemberCapacity.Guarantor)] },
            Clocks = new([new(Armenia, "Asia/Yerevan"), new(Azerbaijan, "Asia/Baku")], ["Europe/Moscow"]),
            Clauses = [.. clauses.Select(c => new TextClause { Id = c.Id, Text = Text(c.Words), Status = ClauseStatus.Proposed })],
        };
    }

    public TextRecord State { get; set; }

    public static Caller Mediator { get; } = new("mediator", [new(Role.Mediator, ConflictName)]);

    public static Conflict Conflict { get; } = new()
    {
        Name = ConflictName,
        Parties =
        {
            new Party { Name = Armenia, Zone = "Asia/Yerevan" }, new Party { Name = Azerbaijan, Zone = "Asia/Baku" }, new Party { Name = Russia, Zone = "Europe/Moscow" },
        },
        Areas =
        {
            new Area
            {
                Name = Lachin,
                Toponyms =
                {
                    new Toponym { Label = Text(("en", "Lachin"), ("ru", "Лачин"), ("az", "Laçın"), ("ar", "لاتشين")) },
                    new Toponym { Party = Armenia, Label = Text(("hy", "Լաչին"), ("en", "Berdzor")) },
                },
            },
        },
        MediatorZones = { "Europe/Moscow" },
    };

    public Binding Bound(string id = "meaning") => State.Clauses.SelectMany(c => c.Bindings).Single(b => b.Id == id);

    /// <summary>Binds all words of the clause; the refusal, or null.</summary>
    public Rejection? BindAll(Action<Binding> meaning)
    {
        var binding = new Binding { Id = "meaning", Words = State.Clauses[0].Text.Clone() };
        meaning(binding);
        return Bind(binding);
    }

    public Rejection? Bind(Binding binding, string? clause = null, Caller? caller = null) =>
        Send(new BindClauseRequest { Name = TextName, Clause = clause ?? State.Clauses[0].Id, Binding = binding }, caller);

    public Rejection? Send(IMessage request, Caller? caller = null)
    {
        var sent = request.ToByteString();
        var asked = Concept.References(State, request).ToList();
        var context = new RuleContext(caller ?? Mediator, _now, "assigned")
        {
            References = asked.Contains(ConflictName) ? ImmutableDictionary<string, IMessage>.Empty.Add(ConflictName, Conflict) : ImmutableDictionary<string, IMessage>.Empty,
        };
        var decision = Concept.Decide(State, request, context);
        Assert.Equal(sent, request.ToByteString());
        if (decision.Rejection is { } refused)
        {
            return refused;
        }

        foreach (var body in decision.Events)
        {
            var e = Event.Parser.ParseFrom(body.ToByteString());
            e.RecordedAt = _now.ToTimestamp();
            e.Version = State.HeadVersion + 1;
            State = Concept.Fold(State, e);
        }

        return null;
    }

    public CheckTextResponse Check() =>
        (CheckTextResponse)Concept.Answer(State, new CheckTextRequest { Name = TextName }, new(Caller.Anonymous, _now, ""))!.Value.Message!;

    public static LocalizedText Text(params (string Language, string Words)[] words)
    {
        var text = new LocalizedText();
        foreach (var (language, value) in words)
        {
            text.Values.Add(language, value);
        }

        return text;
    }

    public static LegalTime At(string local, string zone) => new() { LocalTime = local, Zone = zone };

    public static AccreditedMember Member(string party, MemberCapacity capacity = MemberCapacity.Party) => new() { Party = party, Capacity = capacity };
}
