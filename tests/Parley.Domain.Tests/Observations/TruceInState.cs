using Parley.Domain.Access;
using Parley.Domain.Tests.Truces;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Observations;

/// <summary>A truce in each of its states.</summary>
internal static class TruceInState
{
    public static TruceDriver Of(TruceState state)
    {
        const string now = "2020-10-10T08:00:00Z";
        TruceDriver After(Action<TruceDriver> act, Action<TruceTerms>? change = null)
        {
            var truce = TruceDriver.Concluded(Terms(change), now);
            act(truce);
            return truce;
        }

        return state switch
        {
            TruceState.Draft => TruceDriver.Create(Terms(), now),
            TruceState.Concluded => After(_ => { }, t => t.Effect = EffectTests.Decided()),
            TruceState.PendingConditions => After(_ => { }, t =>
            {
                t.Conditions.Add(Condition("lists"));
                t.Effect = WhenMet("lists");
            }),
            TruceState.Scheduled => After(_ => { }, t => t.Effect = Starts("2020-10-12T00:00")),
            TruceState.Suspended => After(t => t.Accepted(For(Armenia), SuspensionTests.Suspend(t))),
            TruceState.NoticeGiven => After(
                t => t.Accepted(For(Armenia), new GiveNoticeRequest { Name = t.Name, Kind = NoticeKind.Denunciation }), t => t.Denunciation = new() { NoticePeriod = "P3D" }),
            TruceState.Expired => After(t => t.Until("2020-10-12T08:00:00Z"), t => t.Term = new() { Fixed = new() { Period = "P1D" } }),
            TruceState.Denounced => After(t => t.Accepted(For(Armenia), new DenounceTruceRequest { Name = t.Name, Reason = Text("Attack") })),
            TruceState.Superseded => After(t => Assert.Null(t.Send(
                Caller.Parley, new RegisterSuccessorCall { Name = t.Name, Successor = Cast.Conflict + "/truces/later", Time = t.Now.ToTimestamp(), SuccessorVersion = 1 }))),
            TruceState.Completed => After(t => t.Accepted(Mediator, new CompleteTruceRequest { Name = t.Name, Basis = Text("Done") })),
            TruceState.Collapsed => After(t => t.Accepted(Mediator, new JudgeCollapsedRequest { Name = t.Name, Author = Text("A"), Basis = Text("B") })),
            TruceState.Lapsed => After(t => t.Until("2020-10-13T00:00:00Z"), t => t.Effect = EffectTests.Decided(deadline: "2020-10-12T00:00")),
            TruceState.Abandoned => Abandoned(TruceDriver.Create(Terms(), now)),
            _ => After(_ => { }),
        };
    }

    private static TruceDriver Abandoned(TruceDriver truce)
    {
        truce.Accepted(Mediator, new AbandonTruceRequest { Name = truce.Name, Reason = Text("Overtaken") });
        return truce;
    }
}
