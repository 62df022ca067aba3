using Google.Protobuf;
using Parley.Domain.Access;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>A truce in each state, brought there by public commands and by time, and a sensible request of each kind for it.</summary>
internal static class LifecycleStates
{
    public const string Start = "2020-10-10T08:00:00Z";

    private static readonly DateOnly Effect = new(2020, 10, 11);

    /// <summary>How to bring a truce into a state.</summary>
    public static IReadOnlyDictionary<TruceState, Func<TruceDriver>> Ways { get; } = new Dictionary<TruceState, Func<TruceDriver>>
    {
        [TruceState.Draft] = () => TruceDriver.Create(Rich(), Start),
        [TruceState.Concluded] = () => TruceDriver.Concluded(Rich(t => t.Effect = new() { ToBeDecided = new() { DecidedBy = Text("The commanders") } }), Start),
        [TruceState.PendingConditions] = () => TruceDriver.Concluded(Rich(t => t.Effect = WhenMet("lists")), Start),
        [TruceState.Scheduled] = () => TruceDriver.Concluded(Rich(), Start),
        [TruceState.InForce] = InForce,
        [TruceState.Suspended] = () => After(new SuspendTruceRequest { Party = Armenia, Reason = Text("Rockets") }, For(Armenia)),
        [TruceState.NoticeGiven] = () => After(new GiveNoticeRequest { Party = Armenia, Kind = NoticeKind.Denunciation }, For(Armenia)),
        [TruceState.Expired] = () => InForce().Until("2020-11-11T00:00:00Z"),
        [TruceState.Denounced] = () => After(new DenounceTruceRequest { Party = Armenia, Reason = Text("Rockets"), SeriousViolation = true }, For(Armenia)),
        [TruceState.Superseded] = Superseded,
        [TruceState.Completed] = () => After(new CompleteTruceRequest { Basis = Text("All exchanged") }, Mediator),
        [TruceState.Collapsed] = () => After(new JudgeCollapsedRequest { Author = Text("The co-chairs"), Basis = Text("Fire along the line") }, Mediator),
        [TruceState.Lapsed] = () => TruceDriver.Create(Rich(t => t.AcceptanceDeadline = At("2020-10-10T09:00")), Start).Until("2020-10-10T10:00:00Z"),
        [TruceState.Abandoned] = Abandoned,
    };

    /// <summary>A truce in force from 11 October for a month.</summary>
    public static TruceDriver InForce() => TruceDriver.Concluded(Rich(), Start).Until("2020-10-11T06:00:00Z");

    /// <summary>Terms under which every kind of act has something to act on.</summary>
    public static TruceTerms Rich(Action<TruceTerms>? change = null) => Terms(t =>
    {
        t.Effect = new() { At = At($"{Effect:yyyy-MM-dd}T00:00") };
        t.Term = new() { Fixed = new() { Period = "P1M", Renewable = true } };
        t.Conditions.Add(Condition("lists"));
        t.Denunciation = new() { NoticePeriod = "P3D" };
        t.Adherence = new() { OpenTo = { Third } };
        change?.Invoke(t);
    });

    private static TruceDriver After(IMessage request, Caller caller)
    {
        var truce = InForce();
        truce.Accepted(caller, Named(request, truce.Name));
        return truce;
    }

    private static IMessage Named(IMessage request, string name)
    {
        request.Descriptor.FindFieldByName("name").Accessor.SetValue(request, name);
        return request;
    }

    private static TruceDriver Abandoned()
    {
        var truce = TruceDriver.Create(Rich(), Start);
        truce.Accepted(Mediator, new AbandonTruceRequest { Name = truce.Name, Reason = Text("Overtaken") });
        return truce;
    }

    private static TruceDriver Superseded()
    {
        var world = new World();
        var truce = TruceDriver.Concluded(Rich(), Start, world, "earlier");
        TruceDriver.Concluded(
            Rich(t =>
            {
                t.Effect = Starts("2020-10-20T00:00");
                t.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = truce.Name });
            }),
            Start, world, "later");
        return truce.Until("2020-10-21T00:00:00Z");
    }
}
