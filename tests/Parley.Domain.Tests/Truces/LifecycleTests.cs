using Parley.Domain.Frame;
using Parley.Domain.Truces;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>The lifecycle of truces, walked whole: every act in every state.</summary>
public sealed class LifecycleTests
{
    /// <summary>As the contract's design gives it: DRAFT to the ends, and the states beside.</summary>
    private const string Designed =
        "DRAFT CONCLUDED PENDING_CONDITIONS SCHEDULED IN_FORCE EXPIRED DENOUNCED SUPERSEDED COMPLETED COLLAPSED SUSPENDED NOTICE_GIVEN LAPSED ABANDONED";

    /// <summary>Requests that write and that no state forbids: there is no truce yet.</summary>
    private static readonly HashSet<string> InAnyState = [CreateTruceRequest.Descriptor.Name];

    private static readonly TruceState[] Known = [.. Enum.GetValues<TruceState>().Where(s => s != TruceState.Unspecified)];

    public static TheoryData<TruceState> States => [.. Known];

    public static TheoryData<string> Commands => [.. LifecycleCommands.All.Select(c => c("x").Request.Descriptor.Name)];

    [Fact]
    public void States_AreThoseOfTheDesign()
    {
        var contract = TruceReflection.Descriptor.EnumTypes.Single(e => e.ClrType == typeof(TruceState)).Values
            .Where(v => v.Number != 0).Select(v => v.Name["TRUCE_STATE_".Length..]);
        Assert.Equal(Designed.Split(' ').Order(StringComparer.Ordinal), contract.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void State_IsReachedByPublicActsAndTime(TruceState state)
    {
        var truce = LifecycleStates.Ways[state]();
        Assert.Equal(state, truce.Shown);
        Assert.Equal(truce.Shown, ((Truce)World.Law.View(truce.Replayed())).State);
    }

    [Fact]
    public void Table_HoldsEveryRequestOfTheServiceThatWrites_AndNoOther()
    {
        // What writes can be repeated safely, and so has a request id.
        var writing = TruceServiceReflection.Descriptor.Services.Single().Methods
            .Select(m => m.InputType).Where(i => i.FindFieldByName("request_id") is not null).Select(i => i.Name);
        Assert.Equal(
            writing.Except(InAnyState).Append(RegisterSuccessorCall.Descriptor.Name).Order(StringComparer.Ordinal),
            Lifecycle.Table.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Lifecycle.Table.Keys.Order(StringComparer.Ordinal), Commands.Select(c => c.Data).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void EveryAct_IsForbiddenExactlyWhereTheTableDoesNotHaveIt(TruceState state)
    {
        foreach (var command in LifecycleCommands.All)
        {
            var truce = LifecycleStates.Ways[state]();
            var (caller, request) = command(truce.Name);
            var name = request.Descriptor.Name;
            if (state == TruceState.Draft && request is AdhereToTruceRequest)
            {
                continue; // Only of a draft that adherence concludes; see below.
            }

            if (Lifecycle.Table[name].Contains(state))
            {
                Assert.NotEqual("STATE_FORBIDS", truce.Send(caller, request)?.Reason);
                continue;
            }

            var before = truce.View;
            var refusal = truce.Refused(caller, request, "STATE_FORBIDS");
            Assert.Equal(before, truce.View);
            Assert.Equal(RejectionCode.FailedPrecondition, refusal.Code);
            Assert.Equal(NameOf(state), refusal.Metadata["state"]);
            Assert.Equal(Lifecycle.Table[name].Select(NameOf), refusal.Metadata["allowed_states"].Split(','));
            Assert.Equal(truce.Name, Assert.Single(refusal.Preconditions).Subject);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void EveryAct_SucceedsWhereItHasSomethingToActOn(string name)
    {
        var truce = LifecycleCommands.Prepared(name);
        var (caller, request) = LifecycleCommands.All.Select(c => c(truce.Name)).Single(c => c.Request.Descriptor.Name == name);
        truce.Accepted(caller, request);
    }

    [Fact]
    public void Draft_ThatAdherenceConcludes_CanBeJoined()
    {
        var truce = TruceDriver.Create(
            Terms(t =>
            {
                t.Reciprocity = TruceReciprocity.Multilateral;
                t.Parties.Clear();
                t.Adherence = new() { Minimum = 2 };
            }),
            LifecycleStates.Start);
        truce.Accepted(For(Third), new AdhereToTruceRequest { Name = truce.Name });
        Assert.Equal(TruceState.Draft, truce.Shown);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void NoEnd_IsFollowedByAnother(TruceState state)
    {
        var truce = LifecycleStates.Ways[state]();
        if (truce.State.Stage != TruceStage.Ended)
        {
            return;
        }

        var events = truce.Events.Count;
        truce.Until("2120-01-01T00:00:00Z");
        Assert.Equal(state, truce.Shown);
        Assert.Equal(events, truce.Events.Count);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void CreateTruce_WhereThereIsOneAlready_IsRefusedInEveryState(TruceState state)
    {
        var truce = LifecycleStates.Ways[state]();
        truce.Refused(Mediator, truce.Creation(Terms()), "ALREADY_EXISTS");
    }

    private static string NameOf(TruceState state) =>
        TruceReflection.Descriptor.EnumTypes.Single(e => e.ClrType == typeof(TruceState)).FindValueByNumber((int)state).Name["TRUCE_STATE_".Length..];
}
