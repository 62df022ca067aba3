using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Whether an instant has passed hangs on the clock, so the same request may have been right before: one code for all.</summary>
public sealed class PastInstantTests
{
    private const string Past = "2020-10-10T08:00:00";

    public static TheoryData<string, Caller, IMessage> Requests => new()
    {
        { "UNTIL_IN_PAST", Talks.Mediator, Talks.Admit("nora", Talks.North, Cast.North, until: Cast.At(Past)) },
        { "VALID_UNTIL_IN_PAST", Talks.North, Talks.Ready("meet", ReadinessSubject.Meet, until: Cast.At(Past)) },
        { "CLOSE_IN_PAST", Talks.Mediator, Talks.Range(change: r => r.Closes[0] = Cast.At(Past)) },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void AnInstantThatHasPassed_IsForbiddenByTheState(string reason, Caller caller, IMessage request) => Assert.Equal(
        (reason, RejectionCode.FailedPrecondition), Of(Talks.Opened().Send(caller, request)));

    [Fact]
    public void SoIsADeadlineOfNewTalks_AndWhatIsHeldInTheFuture()
    {
        Assert.Equal(("DEADLINE_IN_PAST", RejectionCode.FailedPrecondition), Of(Talks.NotOpened().Send(Talks.Mediator, Talks.Creation(n => n.Deadline = Cast.At(Past)))));
        var talks = Talks.Opened();
        var held = new ConvokeSessionRequest { Name = talks.Scheduled(), HeldFrom = Cast.At("2020-10-10T09:00:01") };
        Assert.Equal(("HELD_IN_FUTURE", RejectionCode.FailedPrecondition), Of(talks.Send(Talks.Mediator, held)));
    }

    private static (string Reason, RejectionCode Code) Of(Rejection? refused) => (refused!.Reason, refused.Code);
}
