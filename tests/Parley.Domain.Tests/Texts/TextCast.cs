using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Domain.Tests.Texts;

/// <summary>Who and what the examples of texts are about: two parties, a guarantor, a witness and a party of the conflict that takes no part.</summary>
internal static class TextCast
{
    public const string Conflict = "conflicts/valley";
    public const string Talks = Conflict + "/negotiations/geneva";
    public const string Name = Talks + "/texts/draft";
    public const string North = Conflict + "/parties/north";
    public const string South = Conflict + "/parties/south";
    public const string East = Conflict + "/parties/east";
    public const string West = Conflict + "/parties/west";
    public const string Far = Conflict + "/parties/far";

    public static Caller Mediator { get; } = new("anna", [new(Role.Mediator, Talks)]);

    public static Caller NorthEnvoy { get; } = new("nora", [new(Role.Party, North)]);

    public static Caller SouthEnvoy { get; } = new("sven", [new(Role.Party, South)]);

    /// <summary>Acts for the guarantor.</summary>
    public static Caller EastEnvoy { get; } = new("elin", [new(Role.Party, East)]);

    /// <summary>Acts for the witness.</summary>
    public static Caller WestEnvoy { get; } = new("wanda", [new(Role.Party, West)]);

    /// <summary>Acts for the party that takes no part.</summary>
    public static Caller FarEnvoy { get; } = new("fay", [new(Role.Party, Far)]);

    public static Caller BothSides { get; } = new("bo", [new(Role.Party, North), new(Role.Party, South)]);

    public static Caller Observer { get; } = new("olga", [new(Role.Observer, Conflict)]);

    public static LocalizedText Words(string text, string language = "en") => new() { Values = { [language] = text } };

    public static LocalizedText Both(string english, string french) => new() { Values = { ["en"] = english, ["fr"] = french } };

    public static TextClause Clause(string id, string text) => new() { Id = id, Text = Words(text) };

    public static LegalTime At(string local, string zone = "UTC") => new() { LocalTime = local, Zone = zone };

    /// <summary>The conflict as its parties see it.</summary>
    public static Conflict Valley()
    {
        var conflict = new Conflict { Name = Conflict, MediatorZones = { "Europe/Vienna" } };
        foreach (var (party, zone) in new[] { (North, "Asia/Yerevan"), (South, "Europe/Istanbul"), (East, "Europe/Berlin"), (West, "Europe/Paris"), (Far, "Asia/Tokyo") })
        {
            conflict.Parties.Add(new Party { Name = party, Zone = zone });
        }

        return conflict;
    }

    /// <summary>The talks as their members see them.</summary>
    public static Negotiation Geneva(NegotiationState state = NegotiationState.Open) => new()
    {
        Name = Talks,
        State = state,
        AccreditationVersion = 3,
        Members =
        {
            new Member { Party = North, Capacity = MemberCapacity.Party },
            new Member { Party = South, Capacity = MemberCapacity.Party },
            new Member { Party = East, Capacity = MemberCapacity.Guarantor },
            new Member { Party = West, Capacity = MemberCapacity.Witness },
        },
        Accreditations = { new Accreditation { Id = "a1", Subject = "olga", Function = DelegationFunction.Observer, Active = true } },
    };

    public static ImmutableDictionary<string, IMessage> References(Negotiation? talks = null) =>
        ImmutableDictionary<string, IMessage>.Empty.Add(Conflict, Valley()).Add(Talks, talks ?? Geneva());

    public static TableTextRequest Table(Action<NegotiatingText>? change = null)
    {
        var text = new NegotiatingText
        {
            Title = Words("Draft"),
            Languages = { "en" },
            Clauses = { Clause("fire", "Fire ceases."), Clause("line", "The line stays.") },
        };
        change?.Invoke(text);
        return new() { Parent = Talks, TextId = "draft", Text = text };
    }

    public static ReviseTextRequest Revise(params TextClause[] clauses) => new() { Name = Name, Clauses = { clauses } };

    public static ReviseTextRequest Order(params string[] order) => new() { Name = Name, Order = { order } };

    public static WithdrawTextRequest Withdraw() => new() { Name = Name, Reason = Words("Overtaken") };

    public static ProposeAmendmentRequest Propose(string id, AmendmentKind kind, string clause, string text = "", string party = "") => new()
    {
        Name = Name,
        Party = party,
        Amendment = new() { Id = id, Kind = kind, Clause = clause, Text = text.Length == 0 ? null : Words(text), Rationale = Words("Because") },
    };

    public static WithdrawAmendmentRequest WithdrawAmendment(string id) => new() { Name = Name, Amendment = id };

    public static ResolveBracketRequest Accept(string id, string text = "", string clauseId = "") =>
        new() { Name = Name, Amendment = id, Accept = true, Text = text.Length == 0 ? null : Words(text), ClauseId = clauseId };

    public static ResolveBracketRequest Reject(string id) => new() { Name = Name, Amendment = id };

    public static AgreeClauseRequest Agree(string clause, bool adReferendum = false, string party = "") =>
        new() { Name = Name, Clause = clause, AdReferendum = adReferendum, Party = party };

    public static ReopenClauseRequest Reopen(string clause, params string[] agreedBy) =>
        new() { Name = Name, Clause = clause, AgreedBy = { agreedBy }, Reason = Words("We erred") };

    public static ChangeAccreditationCall Accredit(long version, params AccreditedMember[] members) =>
        new() { Name = Name, AccreditationVersion = version, Members = { members } };

    public static AccreditedMember Member(string party, params string[] accredited) => new()
    {
        Party = party,
        Capacity = MemberCapacity.Party,
        Narrowed = accredited.Length > 0,
        Accredited = { accredited },
    };

    /// <summary>A text of two clauses, the mediators holding the pen.</summary>
    public static PlayedText Tabled(Action<NegotiatingText>? change = null)
    {
        var text = new PlayedText();
        text.Accept(Mediator, Table(change));
        text.Open();
        return text;
    }

    /// <summary>The same, every clause agreed.</summary>
    public static PlayedText Agreed(Action<NegotiatingText>? change = null)
    {
        var text = Tabled(change);
        foreach (var clause in text.State.Clauses)
        {
            text.Accept(NorthEnvoy, Agree(clause.Id));
            text.Accept(SouthEnvoy, Agree(clause.Id));
        }

        return text;
    }

    public static Signature Signed(string party, ConsentAct act, bool lapsed = false) =>
        new() { Party = party, Act = act, LapseTime = lapsed ? new() { Seconds = 1 } : null };

    /// <summary>The same, initialled by both parties.</summary>
    public static PlayedText Authenticated()
    {
        var text = Agreed();
        text.Given(t => t with { Signatures = [Signed(North, ConsentAct.Initial), Signed(South, ConsentAct.Initial)] });
        text.Happen(new() { TextStateReached = new() { State = NegotiatingTextState.Authenticated } });
        return text;
    }

    /// <summary>The same, concluded.</summary>
    public static PlayedText Concluded(Action<NegotiatingText>? change = null)
    {
        var text = Agreed(change);
        text.Happen(new() { TextStateReached = new() { State = NegotiatingTextState.Concluded } });
        return text;
    }
}
