using CsCheck;
using Google.Protobuf.Collections;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Access;

public sealed class DelegationsTests
{
    private const string North = "conflicts/valley/parties/north";
    private static readonly Instant Outset = Instant.FromUtc(2020, 10, 10, 9, 0);
    private static readonly Duration Instantly = Duration.FromTicks(10);

    private static readonly Gen<AccreditationPeriod> AnyPeriod = Gen.Select(Some.Of("nora", "nils", "nele"), Gen.Int[0, 5], Gen.Int[0, 5], Gen.Bool)
        .Where((_, from, until, _) => until == 0 || from < until)
        .Select((subject, from, until, assists) => Period(subject, from, until, assists));

    private static readonly Gen<Delegations> Any = Gen.Select(AnyPeriod.Array[0, 6], AnyPeriod.Array[0, 3]).Select((members, observers) => Of(members, observers));

    [Fact]
    public void An_accreditation_holds_from_its_first_instant_to_just_before_its_last()
    {
        var delegations = Of([Period("nora", 1, 3)]);
        Assert.Empty(At(delegations, Hour(1) - Instantly));
        Assert.Equal(["nora"], At(delegations, Hour(1)));
        Assert.Equal(["nora"], At(delegations, Hour(3) - Instantly));
        Assert.Empty(At(delegations, Hour(3)));
    }

    [Fact]
    public void Whoever_is_accredited_twice_stays_until_the_later_end() =>
        Assert.Equal(["nora"], At(Of([Period("nora", 0, 2), Period("nora", 0, 0)]), Hour(2)));

    [Fact]
    public void Whoever_is_admitted_to_assist_goes_on_to_do_no_more()
    {
        var turned = Of([Period("nora", 1, 0, assists: true), Period("nils", 1, 0), Period("nora", 0, 3)]).At(Hour(2)).Members[0];
        Assert.Equal(["nils", "nora"], new[] { "nils", "nora", "nele" }.Where(s => ActingMember.MayBind(ActingForNorth(s), turned)));
        turned = Of([Period("nora", 1, 0, assists: true), Period("nils", 1, 0), Period("nora", 0, 3)]).At(Hour(3)).Members[0];
        Assert.Equal(["nils"], new[] { "nils", "nora" }.Where(s => ActingMember.MayBind(ActingForNorth(s), turned)));
        static Caller ActingForNorth(string subject) => new(subject, [new(Role.Party, North)]);
    }

    [Fact]
    public void A_member_for_whom_nobody_is_left_is_not_open_to_its_whole_side()
    {
        var left = Of([Period("nora", 0, 2)]).At(Hour(2));
        Assert.True(left.Members[0].Narrowed);
        Assert.Empty(Audience.Delegation(left.Members[0]));
    }

    [Fact]
    public void Passing_time_in_steps_is_passing_it_at_once() => Gen.Select(Any, Gen.Int[0, 6], Gen.Int[0, 6]).Sample((delegations, one, other) =>
    {
        var (sooner, later) = (Hour(Math.Min(one, other)), Hour(Math.Max(one, other)));
        Assert.True(delegations.At(sooner).At(later).SaysAsMuchAs(delegations.At(later)));
    });

    [Fact]
    public void Only_those_whose_time_it_is_take_part() => Gen.Select(Any, Gen.Int[0, 6]).Sample((delegations, hour) =>
    {
        var now = delegations.At(Hour(hour));
        Assert.Equal(HoldingAt(delegations.Members[0].Periods, hour), now.Members[0].Accredited.Order());
        Assert.Equal(HoldingAt(delegations.ObserverPeriods, hour), now.Observers.Order());
    });

    [Fact]
    public void The_clock_has_something_to_do_just_when_somebody_comes_or_goes() => Any.Sample(delegations =>
    {
        for (var passed = 0; delegations.Next(d => new()) is { } next; passed++)
        {
            Assert.True(passed < 20);
            Assert.True(delegations.At(next.DueAt - Instantly).SaysAsMuchAs(delegations));
            Assert.False(delegations.At(next.DueAt).SaysAsMuchAs(delegations));
            delegations = delegations.At(next.DueAt);
        }

        Assert.True(delegations.At(Hour(100)).SaysAsMuchAs(delegations));
    });

    private static IEnumerable<string> HoldingAt(IEnumerable<AccreditationPeriod> periods, int hour) => periods
        .Where(p => !(p.From?.ToInstant() > Hour(hour)) && !(p.Until?.ToInstant() <= Hour(hour)))
        .Select(p => p.Subject).Distinct().Order();

    private static RepeatedField<string> At(Delegations delegations, Instant now) => delegations.At(now).Members[0].Accredited;

    private static Delegations Of(AccreditationPeriod[] members, AccreditationPeriod[]? observers = null) => new()
    {
        Members = [new() { Party = North, Narrowed = true, Periods = { members }, Accredited = { Delegations.Holding(members) } }],
        Observers = Delegations.Holding(observers ?? []),
        ObserverPeriods = [.. observers ?? []],
    };

    /// <summary>Hours after the outset; 0 for none said.</summary>
    private static AccreditationPeriod Period(string subject, int from, int until, bool assists = false) => new()
    {
        Subject = subject,
        Assists = assists,
        From = from == 0 ? null : Hour(from).ToTimestamp(),
        Until = until == 0 ? null : Hour(until).ToTimestamp(),
    };

    private static Instant Hour(int hour) => Outset + Duration.FromHours(hour);
}
