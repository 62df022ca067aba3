using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>One sensible request of every kind that changes a truce, with whom it comes from.</summary>
internal static class LifecycleCommands
{
    public static IReadOnlyList<Func<string, (Caller Caller, IMessage Request)>> All { get; } =
    [
        name => (For(Armenia), new AcceptTruceRequest { Name = name }),
        name => (For(Armenia), new DeclineTruceRequest { Name = name }),
        name => (Mediator, new AbandonTruceRequest { Name = name, Reason = Text("Overtaken") }),
        name => (For(Third), new AdhereToTruceRequest { Name = name }),
        name => (Mediator, new RescheduleTruceRequest { Name = name, Effect = At("2020-10-12T00:00"), AgreedBy = { Both } }),
        name => (Mediator, new ClarifyEffectRequest { Name = name, Effect = At("2020-10-10T12:00"), AgreedBy = { Both }, Basis = Text("Letters") }),
        name => (Mediator, new AmendTruceRequest
        {
            Name = name, Terms = new() { LegalBasis = Text("Resolution 1") }, UpdateMask = new() { Paths = { "legal_basis" } }, AgreedBy = { Both },
        }),
        name => (For(Armenia), new ProposeExtensionRequest { Name = name, Period = "P1M" }),
        name => (For(Azerbaijan), new AcceptExtensionRequest { Name = name }),
        name => (For(Azerbaijan), new GiveNoticeRequest { Name = name, Kind = NoticeKind.Denunciation }),
        name => (For(Armenia), new WithdrawNoticeRequest { Name = name }),
        name => (For(Azerbaijan), new DenounceTruceRequest { Name = name, Reason = Text("Rockets"), SeriousViolation = true }),
        name => (For(Azerbaijan), new SuspendTruceRequest { Name = name, Reason = Text("Rockets") }),
        name => (Mediator, new ResumeTruceRequest { Name = name }),
        name => (Cast.Monitor, new RecordConditionRequest { Name = name, Condition = "lists", Outcome = ConditionOutcome.Met }),
        name => (Mediator, new JudgeCollapsedRequest { Name = name, Author = Text("The co-chairs"), Basis = Text("Fire along the line") }),
        name => (Mediator, new CompleteTruceRequest { Name = name, Basis = Text("All exchanged") }),
        name => (Caller.Parley, new RegisterSuccessorCall { Name = name, Successor = Cast.Conflict + "/truces/another", Time = T("2021-01-01T00:00:00Z").ToTimestamp(), SuccessorVersion = 1 }),
    ];

    /// <summary>
    /// Brings a truce that is in force to where a request of the kind has something to act on: a proposal to accept, a notice
    /// to withdraw. What a kind needs of the text itself it finds in other terms.
    /// </summary>
    public static TruceDriver Prepared(string command)
    {
        var truce = command switch
        {
            "AcceptTruceRequest" or "DeclineTruceRequest" or "AbandonTruceRequest" => LifecycleStates.Ways[TruceState.Draft](),
            "RescheduleTruceRequest" => LifecycleStates.Ways[TruceState.Scheduled](),
            "ClarifyEffectRequest" => TruceDriver.Concluded(
                LifecycleStates.Rich(t => t.Effect = new()
                {
                    Unresolved = new() { AsStated = "12:00", Candidates = { At("2020-10-10T12:00"), At("2020-10-10T12:00", "Asia/Baku") } },
                }),
                "2020-10-10T07:00:00Z"),
            _ => LifecycleStates.InForce(),
        };
        switch (command)
        {
            case "AcceptExtensionRequest":
                truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1M" });
                break;
            case "WithdrawNoticeRequest":
                truce.Accepted(For(Armenia), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.Denunciation });
                break;
            case "ResumeTruceRequest":
                truce.Accepted(For(Armenia), new SuspendTruceRequest { Name = truce.Name, Reason = Text("Rockets") });
                break;
        }

        return truce;
    }
}
