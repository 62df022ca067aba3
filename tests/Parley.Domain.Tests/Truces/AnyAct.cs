using CsCheck;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;
using Cast = Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>One act in a random history, and how long one waits before it. What it comes to depends on the truce it meets.</summary>
/// <param name="Wait">How to wait; see <see cref="InstantOf"/>.</param>
/// <param name="Caller">Who acts; null for somebody who may, see <see cref="By"/>.</param>
/// <param name="Kind">Which kind of act; see <see cref="RequestTo"/>.</param>
/// <param name="Pick">Which of the values that it can have.</param>
/// <param name="Other">Terms from which an amendment takes its words.</param>
internal sealed record AnyAct(int Wait, Caller? Caller, int Kind, int Pick, TruceTerms Other)
{
    private const int Kinds = 24;
    private static readonly Duration Tick = Duration.FromTicks(10);
    private static readonly Instant LastInstant = T("2021-06-01T00:00:00Z");

    private static readonly Duration[] Waits =
    [
        Duration.Zero, Duration.Zero, Duration.Zero, Duration.Zero, Duration.Zero, Duration.Zero, Tick, Duration.FromSeconds(1),
        Duration.FromHours(5), Duration.FromHours(5), Duration.FromHours(13), Duration.FromHours(31),
    ];

    private static readonly string[] Periods = ["P1D", "PT1H", "P1M", "P3D", "", "P0D", "P200Y"];

    private static readonly string?[] Times =
        ["2020-10-19T12:00", "2020-10-20T00:00", "2020-10-23T06:00", "2020-10-25T03:30", "2020-10-29T00:00", "2020-11-20T00:00", "2021-03-01T00:00", "2020-10-01T00:00", null];

    private static readonly string[] Masks = ["term", "effect", "phases", "staggered_effects", "conditions", "mechanisms", "reference_zone", "parties", "*", "none"];

    private static readonly Gen<Caller?> AnyCaller = Gen.Frequency(
        (9, Some.Of<Caller?>((Caller?)null)),
        (1, Some.Of<Caller?>(
            For(Armenia), For(Third), For(Fourth), Mediator, Cast.Monitor, Guarantor, Caller.Parley, Caller.Anonymous,
            new Caller("both", [new(Role.Party, Armenia), new(Role.Party, Azerbaijan)]))));

    /// <summary>Any act.</summary>
    public static Gen<AnyAct> Any { get; } =
        Gen.Select(Gen.Int[0, Waits.Length + 2], AnyCaller, Gen.Int[0, Kinds], Gen.Int[0, 5000], AnyTruce.Terms)
            .Select((wait, caller, kind, pick, other) => new AnyAct(wait, caller, kind, pick, other));

    /// <summary>What concludes a truce, whoever must accept or join for that.</summary>
    public static IReadOnlyList<AnyAct> Concluding { get; } =
        [.. from party in (string[])[Armenia, Azerbaijan, Third] from kind in (int[])[0, 3] select new AnyAct(0, For(party), kind, 1, new())];

    /// <summary>Whoever acts: mostly one who may.</summary>
    public Caller By => Caller ?? (Kind switch
    {
        2 or 4 or 5 or 6 or 7 or 20 or 21 => Mediator,
        8 when Pick % 3 == 0 => Mediator,
        14 or 15 when Pick % 4 == 0 => Mediator,
        16 or 17 or 18 or 19 => Pick % 4 == 2 ? For(Armenia) : Cast.Monitor,
        22 => Parley.Domain.Access.Caller.Parley,
        _ => For(Of(Armenia, Azerbaijan, Armenia, Azerbaijan, Third)),
    });

    /// <summary>When: after so long, or when the truce's clock strikes next, or a microsecond on either side of that.</summary>
    public Instant InstantOf(TruceDriver truce)
    {
        var at = Wait < Waits.Length
            ? truce.Now + Waits[Wait]
            : (World.Law.NextTransition(truce.State)?.DueAt ?? truce.Now) + (Tick * (Wait - Waits.Length - 1));
        return Instant.Max(truce.Now, Instant.Min(at, LastInstant));
    }

    /// <summary>The request as one would send it after a look at the truce, sensible or not.</summary>
    public IMessage RequestTo(TruceDriver truce)
    {
        var (name, view) = (truce.Name, truce.View);
        return Kind switch
        {
            0 => new AcceptTruceRequest { Name = name, Party = Pick % 20 == 0 ? "x" : "" },
            1 when Pick % 2 == 0 => new DeclineTruceRequest { Name = name },
            2 when Pick % 20 == 0 => new AbandonTruceRequest { Name = name, Reason = Text("Overtaken") },
            3 => new AdhereToTruceRequest { Name = name },
            4 or 5 => new RescheduleTruceRequest { Name = name, Effect = Time() ?? new(), AgreedBy = { truce.State.Bound }, StaggeredEffect = Effect(view) },
            6 => new ClarifyEffectRequest { Name = name, Effect = At("2020-10-19T12:00", Of("Asia/Baku", "UTC", "Europe/Kyiv")), AgreedBy = { truce.State.Bound }, Basis = Text("Letters") },
            7 => new AmendTruceRequest { Name = name, Terms = Amended(view), UpdateMask = new() { Paths = { Of(Masks) } }, AgreedBy = { truce.State.Bound } },
            8 or 23 => new ProposeExtensionRequest { Name = name, Period = Of(Periods), Until = Pick % 9 == 0 ? Time() : null, TermOf = Whose() },
            9 or 10 or 24 => new AcceptExtensionRequest { Name = name, ExtensionProposal = Id(view.ExtensionProposals.Select(p => p.Id)) },
            1 or 11 => new GiveNoticeRequest { Name = name, Kind = Of(NoticeKind.Denunciation, NoticeKind.NonRenewal, NoticeKind.Unspecified), TermOf = Whose() },
            12 => new WithdrawNoticeRequest { Name = name, Notice = Id(view.Notices.Select(n => n.Id)) },
            13 when Pick % 10 == 0 => new DenounceTruceRequest { Name = name, Reason = Text("Rockets"), DespiteText = Pick % 20 == 0 },
            14 => new SuspendTruceRequest { Name = name, Reason = Text("Rockets"), Until = Time(), Part = Of<Part?>(null, new() { Areas = { South } }, new() { Clauses = { "road" } }) },
            15 => new ResumeTruceRequest { Name = name, Suspension = Id(view.Suspensions.Select(s => s.Id)) },
            16 or 17 or 18 or 19 => new RecordConditionRequest
            {
                Name = name,
                Condition = Of("c1", "c2", "c3", "c2"),
                Outcome = (Pick / 4 % 7) switch { 0 => ConditionOutcome.Met, 1 when Pick % 5 == 0 => ConditionOutcome.Failed, _ => ConditionOutcome.Unspecified },
                Units = Pick % 5,
            },
            20 when Pick % 20 == 0 => new JudgeCollapsedRequest { Name = name, Author = Text("The co-chairs"), Basis = Text("Fire"), Since = Time() },
            21 when Pick % 20 == 0 => new CompleteTruceRequest { Name = name, Basis = Text("Done") },
            22 when Pick % 4 == 0 => new RegisterSuccessorCall
            {
                Name = name,
                Successor = Cast.Conflict + Of("/truces/x", "/truces/y", "/truces/z", "/truces/truce"),
                SuccessorVersion = Pick,
                Time = Time() is { } at && Pick % 8 == 0 ? T(at.LocalTime + ":00Z").ToTimestamp() : null,
            },
            _ => new ProposeExtensionRequest { Name = name, Period = "P1D", TermOf = Whose() },
        };
    }

    /// <summary>The other terms, but between the same parties more often than not.</summary>
    private TruceTerms Amended(Truce truce)
    {
        var terms = Other.Clone();
        if (Pick % 3 > 0)
        {
            terms.Parties.Clear();
            terms.Parties.Add(truce.Terms.Parties);
            terms.Reciprocity = truce.Terms.Reciprocity;
            terms.Adherence = truce.Terms.Adherence;
        }

        return terms;
    }

    private string Effect(Truce truce) => Of(["", .. truce.Terms.StaggeredEffects.Select(e => e.Id), .. Pick % 7 == 0 ? ["none"] : Array.Empty<string>()]);

    private TV Of<TV>(params TV[] values) => values[Pick % values.Length];

    private string Id(IEnumerable<string> known) => Pick % 10 == 0 ? "none" : known.Reverse().Skip(Pick % 2).FirstOrDefault() ?? "";

    private LegalTime? Time() => Of(Times) is { } local ? At(local) : null;

    private TermOf? Whose() => Of(null, null, null, null, null, new TermOf { Mechanism = "force" }, new TermOf { Clause = "road" }, new TermOf { Clause = "none" });
}
