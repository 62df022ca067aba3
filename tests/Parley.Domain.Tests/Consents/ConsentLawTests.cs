using System.Collections.Immutable;
using CsCheck;
using Parley.Domain.Consents;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Consents.Filed;

namespace Parley.Domain.Tests.Consents;

public sealed class ConsentLawTests
{
    private static readonly HashSet<string> Nothing = [];

    [Fact]
    public void Two_who_each_wait_for_the_other_conclude_together() => Assert.Equal(
        [North, South], Conclude(new() { [North] = If(All(On(South))), [South] = If(All(On(North))) }));

    [Fact]
    public void Of_two_who_each_wait_for_the_other_one_alone_concludes_nothing() => Assert.Empty(Conclude(new() { [North] = If(All(On(South))) }));

    [Fact]
    public void Unconditional_consents_of_all_required_conclude() => Assert.Equal([North, South], Conclude(new() { [North] = To(), [South] = To() }));

    [Fact]
    public void A_required_signatory_that_has_not_filed_keeps_all_from_concluding() => Assert.Empty(Conclude(new() { [North] = To(), [East] = To() }));

    [Fact]
    public void A_required_signatory_that_accepts_only_clauses_keeps_all_from_concluding() =>
        Assert.Empty(Conclude(new() { [North] = To(), [South] = To(Clauses) }));

    [Fact]
    public void Who_accepts_only_clauses_helps_others_and_does_not_sign() => Assert.Equal(
        [North, South], Conclude(new() { [North] = If(All(On(East, "c3"))), [South] = To(), [East] = To("c2", "c3") }));

    [Fact]
    public void Clauses_that_are_not_all_accepted_do_not_meet_a_condition_on_them() =>
        Assert.Empty(Conclude(new() { [North] = If(All(On(East, "c1", "c3"))), [South] = To(), [East] = To("c2", "c3") }));

    [Fact]
    public void Every_clause_one_by_one_is_not_the_whole_text() =>
        Assert.Empty(Conclude(new() { [North] = If(All(On(East))), [South] = To(), [East] = To(Clauses) }));

    [Fact]
    public void The_whole_text_meets_a_condition_on_a_clause() =>
        Assert.Equal([East, North, South], Conclude(new() { [North] = If(All(On(East, "c3"))), [South] = To(), [East] = To() }));

    [Fact]
    public void One_alternative_of_several_is_enough_and_all_its_conditions_are_needed()
    {
        var north = If(All(On(South), On(Broker)), All(On(South), OnceCertified("roads-open")));
        Assert.Empty(Conclude(new() { [North] = north, [South] = To() }));
        Assert.Equal([Broker, North, South], Conclude(new() { [North] = north, [South] = To(), [Broker] = To() }));
        Assert.Equal([North, South], Conclude(new() { [North] = north, [South] = To() }, "roads-open"));
    }

    [Fact]
    public void A_chain_breaks_as_a_whole_where_one_link_does() => Assert.Empty(ConsentLaw.Together(
        new Dictionary<string, SealedConsent> { [North] = If(All(On(South))), [South] = If(All(On(East))), [East] = If(All(OnceCertified("roads-open"))) }, Nothing));

    [Fact]
    public void A_text_that_requires_nobody_is_concluded_by_nobody() =>
        Assert.Empty(ConsentLaw.Concluding(new Dictionary<string, SealedConsent> { [North] = To() }, Nothing, []));

    [Fact]
    public void A_negated_condition_never_holds()
    {
        var condition = On(East);
        condition.Negated = true;
        Assert.Empty(Conclude(new() { [North] = If(All(condition)), [South] = To() }));
        Assert.Empty(Conclude(new() { [North] = If(All(condition)), [South] = To(), [East] = To() }));
    }

    [Fact]
    public void The_order_of_filing_does_not_matter() => Gen.Select(AnyFilings, AnyCertified, Gen.Int[0, 1000]).Sample((filed, certified, seed) =>
    {
        var shuffled = filed.ToArray();
        new Random(seed).Shuffle(shuffled);
        var other = new Dictionary<string, SealedConsent>(shuffled);
        Assert.Equal(ConsentLaw.Together(filed, certified), ConsentLaw.Together(other, certified));
        Assert.Equal(ConsentLaw.Concluding(filed, certified, [North, South]), ConsentLaw.Concluding(other, certified, [South, North]));
    });

    [Fact]
    public void A_further_filing_or_event_drops_nobody_and_a_withdrawal_adds_nobody() =>
        Gen.Select(AnyFilings, AnyCertified, Gen.Int[0, 3], Gen.Int[0, 1]).Sample((filed, certified, who, which) =>
        {
            var fewer = filed.Where(f => f.Key != Members[who]).ToDictionary();
            HashSet<string> earlier = [.. certified.Where(e => e != Events[which])];
            var all = ConsentLaw.Together(filed, certified).Keys.ToHashSet();
            Assert.Empty(ConsentLaw.Together(fewer, certified).Keys.Except(all));
            Assert.Empty(ConsentLaw.Together(filed, earlier).Keys.Except(all));
        });

    [Fact]
    public void The_conditions_of_everybody_in_the_set_hold_within_it() => Gen.Select(AnyFilings, AnyCertified).Sample((filed, certified) =>
        Assert.True(IsConsistent([.. ConsentLaw.Together(filed, certified).Keys], filed, certified)));

    [Fact]
    public void Nobody_is_missed_of_all_the_sets_that_hold() => Gen.Select(AnyFilings, AnyCertified).Sample((filed, certified) =>
    {
        var members = filed.Keys.ToArray();
        var union = Enumerable.Range(0, 1 << members.Length)
            .Select(bits => members.Where((_, i) => (bits & (1 << i)) != 0).ToHashSet())
            .Where(set => IsConsistent(set, filed, certified))
            .SelectMany(set => set)
            .ToHashSet();
        Assert.Equal(union, ConsentLaw.Together(filed, certified).Keys.ToHashSet());
    });

    [Fact]
    public void The_set_is_sometimes_empty_sometimes_all_and_sometimes_between()
    {
        var sizes = new HashSet<(bool Any, bool All)>();
        Gen.Select(AnyFilings, AnyCertified).Sample((filed, certified) =>
        {
            var set = ConsentLaw.Together(filed, certified);
            if (filed.Count > 2)
            {
                lock (sizes)
                {
                    sizes.Add((set.Count > 0, set.Count == filed.Count));
                }
            }
        }, iter: 2000);
        Assert.Equal(3, sizes.Count);
    }

    private static ImmutableArray<string> Conclude(Dictionary<string, SealedConsent> filed, params string[] certified) =>
        ConsentLaw.Concluding(filed, certified.ToHashSet(), [North, South]);

    /// <summary>The law's condition said anew, of one set, without any search.</summary>
    private static bool IsConsistent(HashSet<string> set, Dictionary<string, SealedConsent> filed, HashSet<string> certified)
    {
        bool Covers(SealedConsent given, IEnumerable<string> asked) =>
            given.Clauses.Count == 0 || (asked.Any() && !asked.Except(given.Clauses).Any());
        bool Met(ConsentCondition c) => c.Member is { } member
            ? set.Contains(member.Party) && Covers(filed[member.Party], member.Clauses)
            : certified.Contains(c.Event);
        return set.All(m => filed[m].Alternatives.Count == 0 || filed[m].Alternatives.Any(a => a.Conditions.All(Met)));
    }
}
