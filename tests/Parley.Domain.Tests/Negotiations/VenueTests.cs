using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>The list of places that sealed readiness can name.</summary>
public sealed class VenueTests
{
    [Fact]
    public void Venues_AreShownToAll_AndToldToTheVault_FromTheFirstOrLater()
    {
        var talks = Talks.Opened(n => n.Venues.AddRange(Of("ferry", "lighthouse")));
        talks.Accept(Talks.Mediator, Add("customs-house"));
        Assert.Equal(["ferry", "lighthouse", "customs-house"], talks.Shown().Venues.Select(v => v.Id));
        var calls = talks.CallsOf().Where(c => c.RegisterVenues is not null).ToList();
        Assert.All(calls, c => Assert.Equal((Talks.Name + "/vault", Talks.Name + "/vault"), (c.Target, c.RegisterVenues.Name)));
        Assert.Equal([["ferry", "lighthouse"], ["customs-house"]], calls.Select(c => c.RegisterVenues.Venues.ToArray()));
        Assert.True(talks.CallsOf().TakeWhile(c => c.RegisterVenues is null).Any(c => c.OpenVault is not null), "The vault is opened first.");
    }

    [Fact]
    public void WithoutVenues_TheVaultIsToldOfNone()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, new SetAgendaRequest { Name = Talks.Name, Agenda = { Talks.Item("water") } });
        Assert.DoesNotContain(talks.CallsOf(), c => c.RegisterVenues is not null);
    }

    [Fact]
    public void WhatWasShown_IsNotShownAnew_AndIdsAreUnique()
    {
        var talks = Talks.Opened(n => n.Venues.AddRange(Of("ferry")));
        talks.Refuse("ALREADY_EXISTS", Talks.Mediator, Add("pier", "ferry"));
        talks.Refuse("DUPLICATE_VENUE", Talks.Mediator, Add("pier", "pier"));
        Talks.NotOpened().Refuse("DUPLICATE_VENUE", Talks.Mediator, Talks.Creation(n => n.Venues.AddRange(Of("pier", "pier"))));
        Assert.Equal(["ferry"], talks.Shown().Venues.Select(v => v.Id));
    }

    [Fact]
    public void AsManyAreShownAsOneFilingCanName_AndNoMore()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Add([.. Enumerable.Range(0, NegotiationLimits.Venues - 1).Select(i => $"v{i}")]));
        talks.Refuse("LIMIT_REACHED", Talks.Mediator, Add("last", "one-more"));
        talks.Accept(Talks.Mediator, Add("last"));
        talks.Refuse("LIMIT_REACHED", Talks.Mediator, Add("one-more"));
    }

    [Fact]
    public void OnlyMediators_ShowThem_AndNotAfterTheEnd()
    {
        var talks = Talks.Opened();
        talks.Refuse("PERMISSION_DENIED", Talks.North, Add("ferry"));
        talks.Accept(Talks.Mediator, new BreakOffNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Enough") });
        talks.Refuse("STATE_FORBIDS", Talks.Mediator, Add("ferry"));
    }

    private static IEnumerable<Venue> Of(params string[] ids) => ids.Select(id => new Venue { Id = id, Label = Cast.Text(id) });

    private static AddVenuesRequest Add(params string[] ids) => new() { Name = Talks.Name, Venues = { Of(ids) } };
}
