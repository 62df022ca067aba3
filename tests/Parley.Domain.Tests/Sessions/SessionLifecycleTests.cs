using Parley.Domain.Negotiations;
using Parley.Domain.Sessions;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Tests.Negotiations;
using Parley.V1;

namespace Parley.Domain.Tests.Sessions;

/// <summary>The lifecycle of sessions, walked whole: every act in every state.</summary>
public sealed class SessionLifecycleTests
{
    private static readonly Dictionary<SessionState, Func<PlayedJournal<NegotiationRecord>, string>> Ways = new()
    {
        [SessionState.Planned] = t => t.Scheduled(),
        [SessionState.Confirmed] = t => After(t, t.Scheduled(), s => new ConfirmSessionRequest { Name = s }),
        [SessionState.InSession] = t => t.Convoked(),
        [SessionState.Interrupted] = t => After(t, t.Convoked(), TalksStates.Recess),
        [SessionState.Closed] = t => After(t, t.Convoked(), s => new CloseSessionRequest { Name = s }),
        [SessionState.Cancelled] = t => After(t, t.Scheduled(), s => new CancelSessionRequest { Name = s, Reason = Cast.Text("Fog") }),
    };

    public static TheoryData<SessionState> States => [.. Enum.GetValues<SessionState>().Where(s => s != SessionState.Unspecified)];

    [Fact]
    public void Table_HoldsEveryActOnASession_AndNoOther() =>
        Assert.Equal(
            SessionServiceReflection.Descriptor.Services.Single().Methods.Select(m => m.InputType)
                .Where(i => i.FindFieldByName("request_id") is not null && i.FindFieldByName("name") is not null).Select(i => i.Name).Order(StringComparer.Ordinal),
            SessionLifecycle.Table.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(States))]
    public void EveryAct_IsPossibleExactlyWhereTheTableHasIt(SessionState state)
    {
        foreach (var (name, allowed) in SessionLifecycle.Table)
        {
            var talks = Talks.Opened();
            var session = Ways[state](talks);
            Assert.Equal(state, talks.Session(session).State);
            var (caller, request) = TalksStates.Commands.Select(c => c(session)).Single(c => c.Request.Descriptor.Name == name);
            var refusal = talks.Send(caller, request);
            if (allowed.Contains(state))
            {
                Assert.Null(refusal);
                continue;
            }

            Assert.Equal("STATE_FORBIDS", refusal?.Reason);
            Assert.Equal(session, Assert.Single(refusal!.Preconditions).Subject);
            Assert.Equal(NameOf(state), refusal.Metadata["state"]);
            Assert.Equal(allowed.Select(NameOf), refusal.Metadata["allowed_states"].Split(','));
            Assert.Equal(state, talks.Session(session).State);
        }
    }

    private static string After(PlayedJournal<NegotiationRecord> talks, string session, Func<string, Google.Protobuf.IMessage> act)
    {
        talks.Accept(Talks.Mediator, act(session));
        return session;
    }

    private static string NameOf(SessionState state) =>
        SessionReflection.Descriptor.EnumTypes.Single(e => e.ClrType == typeof(SessionState)).FindValueByNumber((int)state).Name["SESSION_STATE_".Length..];
}
