using System.Collections.Frozen;
using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>The lifecycle of truces: which act is possible in which state. What is not in the table is refused.</summary>
public static class Lifecycle
{
    private static readonly ImmutableArray<TruceState> Draft = [TruceState.Draft];

    private static readonly ImmutableArray<TruceState> BeforeEffect =
        [TruceState.Concluded, TruceState.PendingConditions, TruceState.Scheduled];

    private static readonly ImmutableArray<TruceState> InEffect = [TruceState.InForce, TruceState.Suspended, TruceState.NoticeGiven];

    private static readonly ImmutableArray<TruceState> Binding = [.. BeforeEffect, .. InEffect];

    private static readonly ImmutableArray<TruceState> Alive = [.. Draft, .. Binding];

    /// <summary>By command (the request's message name): the states in which it is possible.</summary>
    public static FrozenDictionary<string, ImmutableArray<TruceState>> Table { get; } = new Dictionary<string, ImmutableArray<TruceState>>
    {
        [AcceptTruceRequest.Descriptor.Name] = Draft,
        [DeclineTruceRequest.Descriptor.Name] = Draft,
        [AbandonTruceRequest.Descriptor.Name] = Draft,
        [AdhereToTruceRequest.Descriptor.Name] = Alive,
        [AmendTruceRequest.Descriptor.Name] = Alive,
        [RegisterSuccessorCall.Descriptor.Name] = Alive,
        [RescheduleTruceRequest.Descriptor.Name] = Binding,
        [ClarifyEffectRequest.Descriptor.Name] = Binding,
        [GiveNoticeRequest.Descriptor.Name] = Binding,
        [WithdrawNoticeRequest.Descriptor.Name] = Binding,
        [DenounceTruceRequest.Descriptor.Name] = Binding,
        [RecordConditionRequest.Descriptor.Name] = Binding,
        [ProposeExtensionRequest.Descriptor.Name] = InEffect,
        [AcceptExtensionRequest.Descriptor.Name] = InEffect,
        [SuspendTruceRequest.Descriptor.Name] = InEffect,
        [ResumeTruceRequest.Descriptor.Name] = InEffect,
        [JudgeCollapsedRequest.Descriptor.Name] = InEffect,
        [CompleteTruceRequest.Descriptor.Name] = InEffect,
    }.ToFrozenDictionary();

    /// <summary>Why the state forbids the command; null when it does not, and for commands that any state allows.</summary>
    internal static Rejection? Check(TruceRecord truce, IMessage command)
    {
        var name = command.Descriptor.Name;
        return Table.TryGetValue(name, out var allowed) && !allowed.Contains(Standing.Of(truce)) ? Forbidden(truce, name, allowed) : null;
    }

    /// <summary>The refusal of a command that the state forbids.</summary>
    internal static Rejection Forbidden(TruceRecord truce, string command, ImmutableArray<TruceState> allowed)
    {
        var state = Standing.Of(truce);
        return Rejection.StateForbids(command, truce.Journal, "the truce is", state, allowed, Hint(truce.Stage));
    }

    private static string Hint(TruceStage stage) => stage switch
    {
        TruceStage.Draft => "While it is a draft its parties can accept or decline it, and mediators can amend or abandon it.",
        TruceStage.Concluded => "Before effect it can be rescheduled, amended, adhered to or denounced, and conditions can be recorded.",
        TruceStage.InForce => "In force it can be extended, amended, suspended, denounced, completed or judged collapsed.",
        _ => "It is over; record a new truce that refers to it.",
    };
}
