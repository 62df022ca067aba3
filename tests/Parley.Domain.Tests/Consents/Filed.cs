using CsCheck;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Consents;

/// <summary>Conditional consents of the examples, and any small ones.</summary>
internal static class Filed
{
    public const string North = "conflicts/valley/parties/north";
    public const string South = "conflicts/valley/parties/south";
    public const string East = "conflicts/valley/parties/east";
    public const string Broker = "conflicts/valley/parties/broker";

    public static readonly string[] Members = [North, South, East, Broker];
    public static readonly string[] Events = ["lists-exchanged", "roads-open"];
    public static readonly string[] Clauses = ["c1", "c2", "c3"];

    /// <summary>Consent to the whole text, or to some clauses of it, without conditions.</summary>
    public static SealedConsent To(params string[] clauses) => new() { Clauses = { clauses } };

    /// <summary>Consent to the whole text in each of these cases.</summary>
    public static SealedConsent If(params ConsentAlternative[] alternatives) => new() { Alternatives = { alternatives } };

    public static ConsentAlternative All(params ConsentCondition[] conditions) => new() { Conditions = { conditions } };

    public static ConsentCondition On(string party, params string[] clauses) => new() { Member = new() { Party = party, Clauses = { clauses } } };

    public static ConsentCondition OnceCertified(string id) => new() { Event = id };

    /// <summary>Any consent of four members that can be filed, with few enough things to be about that conditions often meet.</summary>
    public static Gen<SealedConsent> Any(string party)
    {
        var clauses = Some.Of(Clauses).Array[0, 2];
        var others = Members.Where(m => m != party).ToArray();
        var condition = Gen.OneOf(
            Some.Of(Events).Select(OnceCertified),
            Gen.Select(Some.Of(others), clauses).Select((other, of) => On(other, of)),
            Some.Of(others).Select(other => On(other)));
        var alternative = condition.Array[1, 3].Select(All);
        return Gen.Select(clauses, alternative.Array[0, 2]).Select((of, ways) => new SealedConsent { Clauses = { of }, Alternatives = { ways } });
    }

    /// <summary>What any of the four has filed.</summary>
    public static Gen<Dictionary<string, SealedConsent>> AnyFilings { get; } = Gen.Select(
        Gen.Select(Any(North), Any(South), Any(East), Any(Broker)), Gen.Bool.Array[4]).Select((of, who) =>
    {
        SealedConsent[] consents = [of.Item1, of.Item2, of.Item3, of.Item4];
        return Enumerable.Range(0, Members.Length).Where(i => who[i]).ToDictionary(i => Members[i], i => consents[i]);
    });

    /// <summary>Any of the events.</summary>
    public static Gen<HashSet<string>> AnyCertified { get; } = Some.Of(Events).Array[0, 2].Select(events => events.ToHashSet());
}
