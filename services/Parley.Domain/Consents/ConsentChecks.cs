using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Consents;

/// <summary>
/// What is wrong with a conditional consent as it is filed. It is looked at alone: what is said of it never depends on what anybody
/// else has filed.
/// </summary>
public static class ConsentChecks
{
    /// <summary>The most violations that one refusal names; a refusal must fit into an answer.</summary>
    public const int MostNamed = 20;

    /// <summary>Conditions on what is not so.</summary>
    public const string Negative = "CONDITION_NEGATIVE";

    /// <summary>Conditions on one's own consent.</summary>
    public const string OnItself = "CONDITION_ON_ITSELF";

    /// <summary>A member that takes no part, or whose consent does not count.</summary>
    public const string UnknownMember = "UNKNOWN_MEMBER";

    /// <summary>An event that the opening does not name.</summary>
    public const string UnknownEvent = "UNKNOWN_EVENT";

    /// <summary>A clause that the text does not have.</summary>
    public const string UnknownClause = "UNKNOWN_CLAUSE";

    /// <summary>The violations, in the order of the fields.</summary>
    /// <param name="consent">The consent.</param>
    /// <param name="party">Who files it.</param>
    /// <param name="ground">What it can be about.</param>
    /// <param name="path">The field that holds it, for example <c>consent</c>.</param>
    public static ImmutableArray<FieldViolation> Check(SealedConsent consent, string party, ConsentGround ground, string path) =>
        [.. All(consent, party, ground, path).Take(MostNamed)];

    private static IEnumerable<FieldViolation> All(SealedConsent consent, string party, ConsentGround ground, string path)
    {
        foreach (var violation in Clauses(consent.Clauses, ground, path))
        {
            yield return violation;
        }

        for (var i = 0; i < consent.Alternatives.Count; i++)
        {
            var conditions = consent.Alternatives[i].Conditions;
            if (conditions.Count == 0)
            {
                yield return new($"{path}.alternatives[{i}].conditions", "FIELD_REQUIRED",
                    "An alternative without conditions would make the consent unconditional; name one, or leave out all alternatives.");
            }

            for (var j = 0; j < conditions.Count; j++)
            {
                foreach (var violation in Condition(conditions[j], party, ground, $"{path}.alternatives[{i}].conditions[{j}]"))
                {
                    yield return violation;
                }
            }
        }
    }

    private static IEnumerable<FieldViolation> Condition(ConsentCondition condition, string party, ConsentGround ground, string path)
    {
        if (condition.Negated)
        {
            yield return new($"{path}.negated", Negative,
                "A consent can depend on what others consent to and on what has come about, not on what they do not: with such conditions "
                + "there need be no largest set that all its members consent to, and the order of filing would decide.");
        }

        switch (condition.AboutCase)
        {
            case ConsentCondition.AboutOneofCase.Event when !ground.Events.Contains(condition.Event):
                yield return new($"{path}.event", UnknownEvent, $"{condition.Event} is no event of this opening; {Known(ground.Events)}.");
                break;
            case ConsentCondition.AboutOneofCase.Event:
                break;
            case ConsentCondition.AboutOneofCase.Member:
                foreach (var violation in OnMember(condition.Member, party, ground, $"{path}.member"))
                {
                    yield return violation;
                }

                break;
            default:
                yield return new(path, "ONE_OF_REQUIRED", "Say what the condition is about: another member, or an event of the opening.");
                break;
        }
    }

    private static IEnumerable<FieldViolation> OnMember(MemberConsents condition, string party, ConsentGround ground, string path)
    {
        if (condition.Party == party)
        {
            yield return new($"{path}.party", OnItself, "A consent cannot depend on itself. Name another member, or leave the condition out.");
        }
        else if (!ground.Members.Contains(condition.Party))
        {
            yield return ForeignName.In(condition.Party, ResourceName.ConflictOf(party), $"{path}.party") ?? new($"{path}.party", UnknownMember,
                $"{condition.Party} is no member of these talks whose consent counts; {Known(ground.Members)}.");
        }

        foreach (var violation in Clauses(condition.Clauses, ground, path))
        {
            yield return violation;
        }
    }

    private static IEnumerable<FieldViolation> Clauses(RepeatedField<string> clauses, ConsentGround ground, string path)
    {
        for (var i = 0; i < clauses.Count; i++)
        {
            if (!ground.Clauses.Contains(clauses[i]))
            {
                yield return new($"{path}.clauses[{i}]", UnknownClause, $"{clauses[i]} is no clause of the text as it was when the opening was agreed.");
            }
        }
    }

    private static string Known(IReadOnlyCollection<string> known) => known.Count == 0 ? "there is none" : $"there are {string.Join(", ", known)}";
}
