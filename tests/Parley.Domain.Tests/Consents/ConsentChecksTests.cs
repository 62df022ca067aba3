using CsCheck;
using Parley.Domain.Consents;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Consents.Filed;

namespace Parley.Domain.Tests.Consents;

public sealed class ConsentChecksTests
{
    private static readonly ConsentGround Ground = new(Members, Events, Clauses);

    [Fact]
    public void A_negated_condition_is_refused_where_it_stands()
    {
        var negated = On(South);
        negated.Negated = true;
        Assert.Equal([("consent.alternatives[1].conditions[1].negated", "CONDITION_NEGATIVE")], Check(If(All(On(South)), All(On(East), negated))));
    }

    [Fact]
    public void A_condition_on_itself_is_refused() =>
        Assert.Equal([("consent.alternatives[0].conditions[0].member.party", "CONDITION_ON_ITSELF")], Check(If(All(On(North)))));

    [Fact]
    public void A_condition_on_somebody_who_takes_no_part_is_refused() =>
        Assert.Equal([("consent.alternatives[0].conditions[0].member.party", "UNKNOWN_MEMBER")], Check(If(All(On("conflicts/valley/parties/west")))));

    [Fact]
    public void A_condition_on_an_event_that_the_opening_does_not_name_is_refused() =>
        Assert.Equal([("consent.alternatives[0].conditions[0].event", "UNKNOWN_EVENT")], Check(If(All(OnceCertified("rain")))));

    [Fact]
    public void A_clause_that_the_text_does_not_have_is_refused_wherever_it_stands()
    {
        var consent = If(All(On(South, "c1", "c9")));
        consent.Clauses.Add("c8");
        Assert.Equal(
            [("consent.clauses[0]", "UNKNOWN_CLAUSE"), ("consent.alternatives[0].conditions[0].member.clauses[1]", "UNKNOWN_CLAUSE")], Check(consent));
    }

    [Fact]
    public void A_condition_about_nothing_and_an_alternative_without_conditions_are_refused() => Assert.Equal(
        [("consent.alternatives[0].conditions[0]", "ONE_OF_REQUIRED"), ("consent.alternatives[1].conditions", "FIELD_REQUIRED")],
        Check(If(All(new ConsentCondition()), All())));

    [Fact]
    public void A_refusal_names_no_more_than_fit_into_it()
    {
        var consent = To([.. Enumerable.Range(0, ConsentChecks.MostNamed + 1).Select(i => $"x{i}")]);
        Assert.Equal(ConsentChecks.MostNamed, Check(consent).Count());
    }

    [Fact]
    public void Whatever_is_about_members_events_and_clauses_that_there_are_is_accepted() => Any(North).Sample(consent => Assert.Empty(Check(consent)));

    private static IEnumerable<(string Field, string Reason)> Check(SealedConsent consent) =>
        ConsentChecks.Check(consent, North, Ground, "consent").Select(v => (v.Field, v.Reason));
}
