using NodaTime;
using Parley.Domain.Caucuses;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Caucuses;

public sealed class CaucusSessionTests
{
    private static readonly LocalizedText Reason = Cast.Text("Enough for today");

    [Fact]
    public void Separate_talks_are_recorded_in_the_caucus_from_plan_to_end()
    {
        var north = Rooms.North();
        var name = Scheduled(north);
        Assert.Empty(north.View().CurrentSession);

        north.Accept(Cast.Mediator, new ConvokeSessionRequest { Name = name });
        Assert.Equal(name, north.View().CurrentSession);

        north.Now += Duration.FromHours(1);
        north.Accept(Cast.Mediator, new InterruptSessionRequest { Name = name, Interruption = new() { Kind = InterruptionKind.Consultation, Party = Cast.North } });
        Assert.Equal(name, north.View().CurrentSession);
        north.Accept(Cast.Mediator, new ContinueSessionRequest { Name = name });
        Assert.Equal(name, north.View().CurrentSession);

        north.Accept(Cast.Mediator, new CloseSessionRequest { Name = name, Outcome = Reason });
        Assert.Empty(north.View().CurrentSession);
        var session = Session(north);
        Assert.Equal((SessionState.Closed, Reason), (session.State, session.Outcome));
    }

    [Fact]
    public void One_session_is_in_progress_at_a_time_an_interrupted_one_included()
    {
        var north = Rooms.North();
        var (first, second) = (Scheduled(north), Scheduled(north));
        north.Accept(Cast.Mediator, new ConvokeSessionRequest { Name = first });
        north.Accept(Cast.Mediator, new InterruptSessionRequest { Name = first, Interruption = new() { Kind = InterruptionKind.Recess } });
        north.Refuse("SESSION_IN_PROGRESS", Cast.Mediator, new ConvokeSessionRequest { Name = second });

        north.Accept(Cast.Mediator, new CloseSessionRequest { Name = first });
        north.Accept(Cast.Mediator, new ConvokeSessionRequest { Name = second });
        Assert.Equal(second, north.View().CurrentSession);
    }

    [Fact]
    public void Another_session_that_is_cancelled_leaves_the_one_in_progress()
    {
        var north = Rooms.North();
        var (first, second) = (Scheduled(north), Scheduled(north));
        north.Accept(Cast.Mediator, new ConvokeSessionRequest { Name = first });
        north.Accept(Cast.Mediator, new CancelSessionRequest { Name = second, Reason = Reason });
        Assert.Equal(first, north.View().CurrentSession);
    }

    [Fact]
    public void Nobody_but_the_member_can_be_invited_and_the_others_are_not_named()
    {
        var request = Schedule(SessionFormat.Shuttle);
        request.Session.Participants.Add(Cast.North);
        var north = Rooms.North();
        north.Accept(Cast.Mediator, request);

        request = Schedule(SessionFormat.Shuttle);
        request.Session.Participants.Add(Cast.South);
        north.Refuse("UNKNOWN_MEMBER", Cast.Mediator, request);
    }

    [Fact]
    public void A_plenary_is_not_held_in_a_caucus() => Rooms.North().Refuse("FORMAT_NOT_FOR_CAUCUS", Cast.Mediator, Schedule(SessionFormat.Plenary));

    [Fact]
    public void Times_are_on_the_clocks_of_the_member_and_of_no_other()
    {
        var north = Rooms.North();
        var request = Schedule(SessionFormat.Separate);
        request.Session.PlannedStart = Cast.At("2020-10-12T10:00", "Europe/Vienna");
        north.Accept(Cast.Mediator, request);
        Assert.Equal(["2020-10-12T12:00:00+04:00"], Session(north).PlannedStart.Resolved.Renderings.Select(r => r.LocalTime));
    }

    [Fact]
    public void A_time_without_zone_is_refused_with_what_it_may_mean_to_member_and_mediators()
    {
        var request = Schedule(SessionFormat.Separate);
        request.Session.PlannedStart = Cast.At("2020-10-12T10:00", "");
        var refused = Rooms.North().Send(Cast.Mediator, request);
        Assert.Equal("ZONE_MISSING", refused!.Reason);
        Assert.DoesNotContain("Istanbul", string.Join(' ', refused.Metadata.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void The_member_does_not_record_sessions() => Rooms.North().Refuse("PERMISSION_DENIED", Cast.NorthEnvoy, Schedule(SessionFormat.Separate));

    internal static ScheduleSessionRequest Schedule(SessionFormat format) => new() { Parent = Rooms.NorthRoom, Session = new() { Format = format } };

    private static string Scheduled(PlayedJournal<CaucusRecord> room)
    {
        room.Accept(Cast.Mediator, Schedule(SessionFormat.Separate));
        return Session(room).Name;
    }

    private static Session Session(PlayedJournal<CaucusRecord> room) => (Session)room.ViewEntry(room.LastEntry!.Id);
}
