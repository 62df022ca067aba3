using System.Collections.Immutable;
using CsCheck;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.Domain.Press;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Press;

public sealed class PressTests
{
    private const string Name = Cast.Conflict + "/press/assigned1";
    private static readonly Instant Opening = Instant.FromUtc(2020, 10, 18, 0, 0);

    [Fact]
    public void Publish_UnderEmbargo_IsKnownToItsIssuerOnly()
    {
        var journal = Filed(Cast.NorthEnvoy);

        var statement = (Statement)journal.View;
        Assert.Equal(Name, statement.Name);
        Assert.Equal(Cast.North, statement.Party);
        Assert.Equal(StatementState.Embargoed, statement.State);
        Assert.Null(statement.PublishTime);
        Assert.True(journal.Admits(Cast.NorthEnvoy));
        Assert.True(journal.Admits(new("a colleague", [new(Role.Party, Cast.North)])));
        Assert.False(journal.Admits(Cast.SouthEnvoy));
        Assert.False(journal.Admits(Cast.Mediator));
        Assert.False(journal.Admits(Caller.Anonymous));
    }

    [Fact]
    public void Publish_ByAMediatorInAPartysName_IsNotKnownToThatParty()
    {
        var journal = Filed(Cast.Mediator, Cast.North);
        Assert.True(journal.Admits(Cast.Mediator));
        Assert.False(journal.Admits(Cast.NorthEnvoy));
        Assert.False(journal.Admits(new("another mediator", [new(Role.Mediator, "")])));
    }

    [Fact]
    public void AtTheInstant_TheEmbargoEndsOnceAndTheConflictIsAskedToPublish()
    {
        var journal = Filed(Cast.NorthEnvoy);
        journal.Now = Opening - Duration.FromTicks(10);
        journal.PassTime();
        Assert.Single(journal.Events);

        journal.Now = Opening + Duration.FromHours(5);
        journal.PassTime();
        journal.PassTime();

        Assert.Equal([Event.BodyOneofCase.StatementEmbargoed, Event.BodyOneofCase.EmbargoEnded, Event.BodyOneofCase.CallRequested], journal.Events.Select(e => e.BodyCase));
        Assert.Equal(Opening.ToTimestamp(), journal.Events[1].DueAt);
        var call = Assert.Single(journal.State.Calls).Request;
        Assert.Equal(Cast.Conflict, call.Target);
        Assert.Equal(Cast.Conflict, call.ReleaseStatement.Parent);
        Assert.Equal(Opening.ToTimestamp(), call.ReleaseStatement.PublishTime);
        Assert.Empty(call.ReleaseStatement.RequestId);
        Assert.DoesNotContain("nora", call.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AfterTheInstant_TheFileKeepsItsNameAndTheConflictHoldsTheSameId()
    {
        var journal = Filed(Cast.NorthEnvoy);
        journal.Now = Opening;
        journal.PassTime();

        var file = (Statement)journal.View;
        Assert.Equal((Name, StatementState.Published, Opening.ToTimestamp()), (file.Name, file.State, file.PublishTime));

        var conflict = Cast.Valley();
        conflict.Accept(Caller.Parley, journal.State.Calls[0].Request.ReleaseStatement);
        var statement = conflict.Statement("assigned1");
        Assert.Equal(Cast.Conflict + "/statements/assigned1", statement.Name);
        Assert.Equal(file.Text, statement.Text);
        Assert.Equal(file.PublishTime, statement.PublishTime);
        Assert.Equal(StatementState.Published, statement.State);
        Assert.Equal(file.EmbargoUntil, statement.EmbargoUntil);
    }

    [Fact]
    public void Retract_BeforeTheInstant_MeansNeverPublished()
    {
        var journal = Filed(Cast.NorthEnvoy);
        journal.Accept(Cast.NorthEnvoy, Cast.Retract(Name));
        journal.Now = Opening + Duration.FromDays(400);
        journal.PassTime();

        Assert.Equal(2, journal.Events.Count);
        Assert.Empty(journal.State.Calls);
        var statement = (Statement)journal.View;
        Assert.Equal(StatementState.Retracted, statement.State);
        Assert.Equal("Said in haste", statement.Retraction.Values["en"]);
        Assert.Null(statement.PublishTime);
        journal.Refuse("STATEMENT_RETRACTED", Cast.NorthEnvoy, Cast.Retract(Name));
    }

    [Fact]
    public void Retract_AtTheInstant_ComesTooLate()
    {
        var journal = Filed(Cast.NorthEnvoy);
        journal.Now = Opening;
        var rejection = journal.Send(Cast.NorthEnvoy, Cast.Retract(Name));
        Assert.Equal("EMBARGO_ENDED", rejection!.Reason);
        Assert.Contains(Cast.Conflict + "/statements/assigned1", rejection.Message, StringComparison.Ordinal);
        Assert.Single(journal.State.Calls);
    }

    [Fact]
    public void Retract_ByAnybodyElse_FindsNothing() => Filed(Cast.NorthEnvoy).Refuse("NOT_FOUND", Cast.SouthEnvoy, Cast.Retract(Name));

    [Fact]
    public void Publish_WithAnEmbargoOfNow_IsRefusedAndALittleLaterIsAccepted()
    {
        var journal = Empty();
        journal.Refuse("EMBARGO_PASSED", Cast.NorthEnvoy, Cast.Publish(embargo: Cast.At(journal.Now)));
        journal.Accept(Cast.NorthEnvoy, Cast.Publish(embargo: Cast.At(journal.Now + Duration.FromSeconds(1))));
    }

    [Fact]
    public void Publish_MadeUntilTheEmbargoEnds_IsAcceptedAndLaterIsRefused()
    {
        Empty().Accept(Cast.NorthEnvoy, Cast.Publish(madeAt: Cast.At(Opening), embargo: Cast.At(Opening)));
        Empty().Refuse("MADE_IN_FUTURE", Cast.NorthEnvoy, Cast.Publish(madeAt: Cast.At(Opening + Duration.FromSeconds(1)), embargo: Cast.At(Opening)));
    }

    [Fact]
    public void Publish_WithAnEmbargoWithoutZone_IsRefusedWithTheInstantsThatItMayMean()
    {
        var rejection = Empty().Send(Cast.NorthEnvoy, Cast.Publish(embargo: Cast.At("2020-10-18T00:00", "")));
        Assert.Equal("ZONE_MISSING", rejection!.Reason);
        Assert.Equal("statement.embargo_until.zone", rejection.Fields[0].Field);
        Assert.NotEmpty(rejection.Metadata["candidates"]);
    }

    [Fact]
    public void Publish_UnderEmbargo_RendersTheInstantOnEveryPartysClock()
    {
        var statement = (Statement)Filed(Cast.NorthEnvoy).View;
        Assert.Equal(["2020-10-18T04:00:00+04:00", "2020-10-18T03:00:00+03:00"], statement.EmbargoUntil.Resolved.Renderings.Select(r => r.LocalTime));
    }

    [Fact]
    public void Publish_InAConflictThatIsNotThere_IsNotFound()
    {
        var journal = Empty();
        journal.References = ImmutableDictionary<string, IMessage>.Empty;
        var rejection = journal.Send(Cast.NorthEnvoy, Cast.Publish(embargo: Cast.At(Opening)));
        Assert.Equal((RejectionCode.NotFound, Cast.Conflict), (rejection!.Code, rejection.Resource));
    }

    [Theory]
    [InlineData(Cast.South, "PERMISSION_DENIED")]
    [InlineData(Cast.Foreign, "FOREIGN_NAME")]
    public void Publish_ForAPartyThatTheCallerDoesNotActFor_IsRefused(string party, string reason) =>
        Empty().Refuse(reason, Cast.NorthEnvoy, Cast.Publish(party, embargo: Cast.At(Opening)));

    [Fact]
    public void Publish_ForAnUnknownParty_IsRefused() =>
        Empty().Refuse("UNKNOWN_PARTY", Cast.Mediator, Cast.Publish(Cast.Conflict + "/parties/nobody", embargo: Cast.At(Opening)));

    [Fact]
    public void Publish_IntoAFileThatIsThere_IsRefused() =>
        Filed(Cast.NorthEnvoy).Refuse("ALREADY_EXISTS", Cast.NorthEnvoy, Cast.Publish(embargo: Cast.At(Opening)));

    [Fact]
    public void Publish_WithoutEmbargo_IsNotForAPressFile() => Empty().Refuse("EMBARGO_MISSING", Cast.NorthEnvoy, Cast.Publish());

    [Fact]
    public void Publish_PastTheBytesOfAStatement_IsRefused()
    {
        var journal = Empty(new() { MaxStatementBytes = 100 });
        Assert.Equal(RejectionCode.LimitReached, journal.Send(Cast.NorthEnvoy, Cast.Publish(embargo: Cast.At(Opening)))!.Code);
    }

    [Fact]
    public void Settled_TheCallIsNotMadeAgain()
    {
        var journal = Filed(Cast.NorthEnvoy);
        journal.Now = Opening;
        journal.PassTime();
        var settled = new Event
        {
            Journal = Name,
            Version = 4,
            RecordedAt = Opening.ToTimestamp(),
            CallSettled = new() { Id = journal.State.Calls[0].Request.Id },
        };
        Assert.Empty(new PressConcept().Fold(journal.State, settled).Calls);
    }

    [Fact]
    public void NextTransition_AskedTwice_MakesNewEventsEachTime()
    {
        var state = Filed(Cast.NorthEnvoy).State;
        var concept = new PressConcept();
        Assert.NotSame(concept.NextTransition(state)!.Events[0], concept.NextTransition(state)!.Events[0]);
        Assert.Equal(Opening, concept.NextTransition(state)!.DueAt);
        Assert.Null(concept.NextTransition(concept.Empty(Name)));
    }

    [Fact]
    public void AnySequence_EndsPublishedOnceOrRetracted_AndReplayIsLive()
    {
        var step = Gen.Select(
            Some.Of(Cast.NorthEnvoy, Cast.SouthEnvoy, Cast.Mediator, Caller.Parley, Caller.Anonymous),
            Some.Of<IMessage>(
                Cast.Retract(Name), Cast.Publish(embargo: Cast.At(Opening)), Cast.Publish(), new RetractStatementRequest(), new PublishStatementRequest(),
                Cast.Correct(Name), Cast.Create()),
            Gen.Int[0, 100]);
        step.Array[0, 15].Sample(steps =>
        {
            var journal = Empty();
            foreach (var (caller, request, hours) in steps)
            {
                journal.Now += Duration.FromHours(hours);
                journal.Send(caller, request);
            }

            var ended = journal.Events.Count(e => e.BodyCase == Event.BodyOneofCase.EmbargoEnded);
            var retracted = journal.Events.Count(e => e.BodyCase == Event.BodyOneofCase.StatementRetracted);
            var asked = journal.Events.Count(e => e.BodyCase == Event.BodyOneofCase.CallRequested);
            Assert.InRange(ended + retracted, 0, 1);
            Assert.Equal(ended, asked);
            Assert.Equal(journal.View, journal.Replayed().View);
            Assert.Equal(journal.State.Calls.Select(c => c.Request), journal.Replayed().State.Calls.Select(c => c.Request));
        }, iter: 500);
    }

    private static PlayedJournal<PressState> Empty(ConflictLimits? limits = null) => new(new PressConcept(limits), Name)
    {
        References = ImmutableDictionary<string, IMessage>.Empty.Add(Cast.Conflict, Cast.Valley().View),
    };

    private static PlayedJournal<PressState> Filed(Caller caller, string party = "")
    {
        var journal = Empty();
        journal.Accept(caller, Cast.Publish(party, embargo: Cast.At(Opening)));
        return journal;
    }
}
