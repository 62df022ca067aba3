using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.Talks;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>That an accreditation has ended is answered once no journal of the talks lets in whoever held it, and not before.</summary>
public sealed class PromiseTests : SiloTest
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly EndAccreditationRequest End = new() { Name = Name, Accreditation = "north-1" };

    protected override (string Name, string Value)[] Settings =>
        [("Frame:PromisePatience", "00:00:00.300"), ("Frame:CallRetryDelay", "00:00:00.010"), ("Frame:MaxCallRetryDelay", "00:00:00.050")];

    [Theory]
    [InlineData(Event.BodyOneofCase.CaucusAccreditationChanged)]
    [InlineData(Event.BodyOneofCase.VaultAccreditationChanged)]
    [InlineData(Event.BodyOneofCase.TextAccreditationChanged)]
    public async Task While_one_journal_cannot_be_told_the_end_is_not_acknowledged(Event.BodyOneofCase untold)
    {
        await Admitted();
        Silo.Store.Lose(untold);
        Assert.Equal((RejectionCode.Unavailable, "NOT_KNOWN_EVERYWHERE"), await Refused());

        // A repeat promises no more than the first.
        Assert.Equal((RejectionCode.Unavailable, "NOT_KNOWN_EVERYWHERE"), await Refused());

        Silo.Store.Lose(null);
        await Eventually(() => Silo.Execute(Mediator, End, Id), o => o.Rejection is null);
        await AssertOutside();
        Assert.Single(await Silo.EventsOf(Mediator, Name), e => e.BodyCase == Event.BodyOneofCase.AccreditationEnded);
    }

    [Fact]
    public async Task A_silo_that_remembers_no_request_promises_no_more()
    {
        await Admitted();
        Silo.Store.Lose(Event.BodyOneofCase.TextAccreditationChanged);
        Assert.Equal((RejectionCode.Unavailable, "NOT_KNOWN_EVERYWHERE"), await Refused());

        await Restart();
        Silo.Store.Lose(Event.BodyOneofCase.TextAccreditationChanged);
        Assert.Equal((RejectionCode.Unavailable, "NOT_KNOWN_EVERYWHERE"), await Refused());

        Silo.Store.Lose(null);
        await Eventually(() => Silo.Execute(Mediator, End, Id), o => o.Rejection is null);
        await AssertOutside();
    }

    [Fact]
    public async Task What_is_answered_holds_everywhere_at_once()
    {
        await Admitted();
        await Eventually(() => Silo.Execute(Mediator, End, Id), o => o.Rejection is null);
        await AssertOutside();
    }

    private async Task Admitted()
    {
        await Silo.FoundTalks();
        var accreditation = new Accreditation { Id = "north-1", Subject = ForNorth.Subject, Party = North, Function = DelegationFunction.Delegate };
        var id = Guid.NewGuid();
        await Eventually(() => Silo.Execute(Mediator, new AdmitParticipantRequest { Name = Name, Accreditation = accreditation }, id), o => o.Rejection is null);
        await Silo.Do<CaucusMessage>(ForNorth, Say(NorthRoom, "We are here."));
    }

    private async Task<(RejectionCode?, string?)> Refused()
    {
        var rejection = (await Silo.Execute(Mediator, End, Id)).Rejection;
        return (rejection?.Code, rejection?.Reason);
    }

    private async Task AssertOutside()
    {
        foreach (var query in (IMessage[])[new GetNegotiationRequest { Name = Name }, new GetCaucusRequest { Name = NorthRoom }, new GetTextRequest { Name = Text }])
        {
            Assert.Equal(RejectionCode.NotFound, (await Silo.Read(ForNorth, query)).Rejection?.Code);
        }

        Assert.Equal(RejectionCode.NotFound, (await Silo.Execute(ForNorth, Say(NorthRoom, "Still here?"))).Rejection?.Code);
        Assert.Equal(RejectionCode.NotFound, (await Silo.Execute(ForNorth, Consent(NorthRoom, South))).Rejection?.Code);
    }
}
