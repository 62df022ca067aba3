using Google.Protobuf;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>A silo that cannot tell whether it is still a member of its cluster answers nothing from what it remembers.</summary>
public sealed class StaleSiloTests : SiloTest
{
    [Fact]
    public async Task Until_its_membership_lapses_a_silo_answers_and_then_it_refuses_everything()
    {
        await Silo.Found();
        Silo.MembershipTime.Advance(TestSilo.MembershipValidity);
        await Silo.Do<Conflict>(Mediator, Register("east"));

        Silo.MembershipTime.Advance(TimeSpan.FromTicks(1));
        IsRefused((await Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName })).Rejection);
        IsRefused((await Silo.Execute(Mediator, Register("west"))).Rejection);
        IsRefused((await Silo.Grains.GetJournal(ConflictName).Watch(Mediator, Silo.Grains.CreateObjectReference<IJournalObserver>(new Deaf()))).Rejection);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Silo.Grains.GetJournal(ConflictName).Wake().AsTask());
        IsRefused((await Silo.List(Mediator, new ListConflictsRequest())).Rejection);

        // Found again in the table: all is well, and nothing was done meanwhile.
        Silo.Membership.Confirm(Silo.MembershipTime.GetTimestamp());
        var conflict = (Conflict)(await Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName })).Value!;
        Assert.Equal(["north", "south", "east"], conflict.Parties.Select(p => p.Name.Split('/')[^1]));
    }

    [Fact]
    public async Task A_silo_that_refuses_says_that_it_is_not_ready()
    {
        Assert.Equal(HealthStatus.Healthy, await Silo.Readiness());
        Silo.MembershipTime.Advance(TestSilo.MembershipValidity + TimeSpan.FromTicks(1));
        Assert.Equal(HealthStatus.Unhealthy, await Silo.Readiness());

        Silo.Membership.Confirm(Silo.MembershipTime.GetTimestamp());
        Assert.Equal(HealthStatus.Healthy, await Silo.Readiness());
    }

    [Fact]
    public async Task A_journal_that_nobody_has_asked_for_yet_is_refused_like_any_other()
    {
        await Silo.Found();
        await Restart();
        Silo.Membership.End();
        IsRefused((await Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName })).Rejection);
        IsRefused((await Silo.Execute(Mediator, new CreateConflictRequest { ConflictId = "hill", Conflict = new() { Title = In("The hill") } })).Rejection);
    }

    [Fact]
    public async Task A_silo_that_stood_still_in_the_middle_of_a_command_says_that_it_does_not_know_and_the_retry_finds_it_done()
    {
        await Silo.Found();
        var id = Guid.NewGuid();
        Silo.Store.Hold();
        var command = Silo.Execute(Mediator, Register("east"), id).AsTask();
        await Silo.Store.WriteWaits();
        Silo.MembershipTime.Advance(TestSilo.MembershipValidity * 2);
        Silo.Store.Release();
        IsRefused((await command).Rejection);

        Silo.Membership.Confirm(Silo.MembershipTime.GetTimestamp());
        Assert.Null((await Silo.Execute(Mediator, Register("east"), id)).Rejection);
        Assert.Single(await Silo.Events(ConflictName), e => e.PartyRegistered?.Party.Name == ConflictName + "/parties/east");
    }

    [Fact]
    public async Task A_read_that_took_longer_than_the_membership_holds_is_refused()
    {
        await Silo.Found();
        var statement = await Silo.Do<Statement>(ForNorth, Say("we hold our fire"));
        await Restart();
        Silo.Store.EntryReads.Hold();
        var read = Silo.Read(Mediator, new GetStatementRequest { Name = statement.Name }).AsTask();
        await Silo.Store.EntryReads.SomebodyWaits();
        Silo.MembershipTime.Advance(TestSilo.MembershipValidity * 2);
        Silo.Store.EntryReads.Release();
        IsRefused((await read).Rejection);
    }

    private static void IsRefused(Rejection? rejection) =>
        Assert.Equal((RejectionCode.Unavailable, "MEMBERSHIP_UNCONFIRMED"), (rejection!.Code, rejection.Reason));

    private sealed class Deaf : IJournalObserver
    {
        public Task OnRecorded(Recorded recorded) => Task.CompletedTask;
    }
}
