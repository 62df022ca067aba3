using Google.Protobuf.Reflection;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>The lifecycle of talks, walked whole: every act in every state.</summary>
public sealed class NegotiationLifecycleTests
{
    private static readonly NegotiationState[] Ends = [NegotiationState.Concluded, NegotiationState.BrokenOff, NegotiationState.Lapsed];

    public static TheoryData<NegotiationState> States => [.. TalksStates.All];

    public static TheoryData<string> Commands => [.. TalksStates.Commands.Select(c => c("x").Request.Descriptor.Name)];

    [Theory]
    [MemberData(nameof(States))]
    public void State_IsReachedByActsTextsAndTime(NegotiationState state)
    {
        var talks = TalksStates.In(state);
        Assert.Equal(state, talks.Shown().State);
        Assert.Equal(state.ToString(), Talks.Law.StatusOf(talks.State));
        Assert.Equal(talks.View, talks.Replayed().View);
    }

    [Fact]
    public void States_AreAllThatTheContractHas() =>
        Assert.Equal(Enum.GetValues<NegotiationState>().Where(s => s != NegotiationState.Unspecified), TalksStates.All.Order());

    [Fact]
    public void Table_HoldsEveryActOnANegotiationAndItsSessions_AndNoOther()
    {
        // What writes can be repeated safely, and so has a request id; an act on a negotiation names it.
        var onTheTalks = NegotiationServiceReflection.Descriptor.Services.Single().Methods.Select(m => m.InputType)
            .Where(i => i.FindFieldByName("request_id") is not null && PatternOf(i) == Parley.Contract.ResourceName.NegotiationPattern);
        var onSessions = SessionServiceReflection.Descriptor.Services.Single().Methods.Select(m => m.InputType).Where(i => i.FindFieldByName("request_id") is not null);
        var stated = onTheTalks.Concat(onSessions).Append(TextProgressCall.Descriptor).Append(RangeFoundCall.Descriptor).Select(i => i.Name);

        Assert.Equal(stated.Order(StringComparer.Ordinal), NegotiationLifecycle.Table.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(NegotiationLifecycle.Table.Keys.Order(StringComparer.Ordinal), Commands.Select(c => c.Data).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void EveryAct_IsForbiddenExactlyWhereTheTableDoesNotHaveIt(NegotiationState state)
    {
        foreach (var command in TalksStates.Commands)
        {
            var (talks, session) = TalksStates.InWithASession(state);
            var (caller, request) = command(session);
            var name = request.Descriptor.Name;
            var before = talks.View;
            var refusal = talks.Send(caller, request);
            if (NegotiationLifecycle.Table[name].Contains(state))
            {
                // The session itself may not be where the act needs it: then it is the session's state that forbids.
                Assert.False(refusal is { Reason: "STATE_FORBIDS" } && refusal.Preconditions[0].Subject == Talks.Name, $"{name} in {state}");
                continue;
            }

            Assert.Equal("STATE_FORBIDS", refusal?.Reason);
            Assert.Equal(before, talks.View);
            Assert.Equal(RejectionCode.FailedPrecondition, refusal!.Code);
            Assert.Equal(NameOf(state), refusal.Metadata["state"]);
            Assert.Equal(NegotiationLifecycle.Table[name].Select(NameOf), refusal.Metadata["allowed_states"].Split(','));
            Assert.Equal(Talks.Name, Assert.Single(refusal.Preconditions).Subject);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void EveryAct_SucceedsWhereItHasSomethingToActOn(string name)
    {
        var talks = TalksStates.Rich();
        var session = name switch
        {
            nameof(InterruptSessionRequest) or nameof(CloseSessionRequest) => talks.Convoked(),
            nameof(ContinueSessionRequest) => Interrupted(talks),
            _ => talks.Scheduled(),
        };
        if (name == nameof(ResumeNegotiationRequest))
        {
            talks.Accept(Talks.North, new SuspendNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Rockets") });
        }

        var (caller, request) = TalksStates.Commands.Select(c => c(session)).Single(c => c.Request.Descriptor.Name == name);
        talks.Accept(caller, request);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void AnEnd_IsFinal_WhateverTextsAndTimeBringAfterIt(NegotiationState state)
    {
        var talks = TalksStates.In(state);
        talks.TextIs(NegotiatingTextState.Tabled, 7, Talks.Name + "/texts/late");
        talks.TextIs(NegotiatingTextState.Concluded, 8, Talks.Name + "/texts/late");
        talks.Until(Instant.FromUtc(2120, 1, 1, 0, 0));

        // Where another text is on the table still, talks go on as they were.
        var others = state is NegotiationState.Open or NegotiationState.TextAgreedAdReferendum or NegotiationState.TextAuthenticated;
        Assert.Equal(Ends.Contains(state) || others ? state : NegotiationState.Concluded, talks.Shown().State);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void CreateNegotiation_WhereThereIsOneAlready_IsRefusedInEveryState(NegotiationState state) =>
        TalksStates.In(state).Refuse("ALREADY_EXISTS", Talks.Mediator, Talks.Creation());

    private static string Interrupted(PlayedJournal<NegotiationRecord> talks)
    {
        var session = talks.Convoked();
        talks.Accept(Talks.Mediator, TalksStates.Recess(session));
        return session;
    }

    private static string PatternOf(MessageDescriptor request) =>
        request.FindFieldByName("name")?.GetOptions()?.GetExtension(RulesExtensions.Rule)?.Resource ?? "";

    private static string NameOf(NegotiationState state) =>
        NegotiationReflection.Descriptor.EnumTypes.Single(e => e.ClrType == typeof(NegotiationState)).FindValueByNumber((int)state).Name["NEGOTIATION_STATE_".Length..];
}
