using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Domain.Tests.Truces;

/// <summary>Who takes part in the tests, and how they write things down.</summary>
internal static class Cast
{
    public const string Conflict = "conflicts/karabakh";
    public const string Armenia = Conflict + "/parties/armenia";
    public const string Azerbaijan = Conflict + "/parties/azerbaijan";
    public const string Third = Conflict + "/parties/third";
    public const string Fourth = Conflict + "/parties/fourth";
    public const string North = Conflict + "/areas/north";
    public const string South = Conflict + "/areas/south";

    public static Caller Mediator { get; } = new("mediator", [new(Role.Mediator, Conflict)]);

    public static Caller Monitor { get; } = new("monitor", [new(Role.Monitor, Conflict)]);

    public static Caller Guarantor { get; } = new("guarantor", [new(Role.Guarantor, Conflict)]);

    public static Caller For(string party) => new("for-" + party, [new(Role.Party, party)]);

    public static Conflict TheConflict(params string[] zones)
    {
        var conflict = new Conflict { Name = Conflict, Title = Text("A conflict") };
        conflict.MediatorZones.Add("Europe/Moscow");
        string[] names = [Armenia, Azerbaijan, Third, Fourth];
        for (var i = 0; i < names.Length; i++)
        {
            conflict.Parties.Add(new Party
            {
                Name = names[i],
                Kind = PartyKind.State,
                Label = Text(names[i]),
                Zone = zones.Length > i ? zones[i] : i == 0 ? "Asia/Yerevan" : "Asia/Baku",
            });
        }

        conflict.Areas.Add(new Area { Name = North, Kind = AreaKind.Sector });
        conflict.Areas.Add(new Area { Name = South, Kind = AreaKind.Sector });
        return conflict;
    }

    public static LocalizedText Text(string text) => new() { Values = { ["en"] = text } };

    public static LegalTime At(string local, string zone = "UTC") => new() { LocalTime = local, Zone = zone };

    public static Start Starts(string local, string zone = "UTC") => new() { At = At(local, zone) };

    public static Start After(AnchorEvent anchor, string period = "", string timeOfDay = "", string zone = "") =>
        new() { After = new() { Event = anchor, Period = period, TimeOfDay = timeOfDay, Zone = zone } };

    public static Start WhenMet(params string[] conditions)
    {
        var after = new AfterEvent { Event = AnchorEvent.ConditionsMet };
        after.Conditions.AddRange(conditions);
        return new() { After = after };
    }

    /// <summary>An instant in RFC 3339, UTC.</summary>
    public static Instant T(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    /// <summary>A truce between two parties, indefinite, with effect at its conclusion.</summary>
    public static TruceTerms Terms(Action<TruceTerms>? change = null)
    {
        var terms = new TruceTerms
        {
            Title = Text("A truce"),
            TruceClass = TruceClass.CessationOfHostilities,
            Reciprocity = TruceReciprocity.Bilateral,
            Publicity = Publicity.Public,
            Effect = After(AnchorEvent.Conclusion),
            Term = new() { Indefinite = new() },
            ReferenceZone = "UTC",
        };
        terms.Parties.Add(new TruceParty { Party = Armenia });
        terms.Parties.Add(new TruceParty { Party = Azerbaijan });
        change?.Invoke(terms);
        return terms;
    }

    public static Condition Condition(string id, FailureConsequence onFailure = FailureConsequence.None, ConditionJudge judge = ConditionJudge.ObservableEvent, string party = "") =>
        new() { Id = id, Text = Text(id), Judge = judge, OnFailure = onFailure, Party = party };

    public static ImmutableArray<string> Both => [Armenia, Azerbaijan];
}
