using CsCheck;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.Testing;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

/// <summary>
/// What one member learns does not depend on what another filed: in two histories that differ only in that, all that South is
/// answered and told is the same, up to the instant at which something is there for all whom it concerns to know.
/// </summary>
public sealed class SecrecyTests
{
    private static readonly Duration Step = Duration.FromMinutes(20);

    /// <summary>One act: at which step, and the request, given the hashes of what its sender filed before.</summary>
    private sealed record Act(int Step, int Order, Caller Caller, Func<IReadOnlyList<string>, IMessage> Request);

    [Fact]
    public void What_one_member_files_changes_nothing_that_another_learns_until_something_comes_of_it()
    {
        var (compared, differed, told) = (0, 0, 0);
        var north = Acts(North, South, 0);
        Gen.Select(north, north, Acts(South, North, 1), Acts(Broker, South, 2), Certificates).Sample((one, other, south, broker, certificates) =>
        {
            Act[] rest = [.. south, .. broker, .. certificates];
            var (a, b) = (Play([.. one, .. rest]), Play([.. other, .. rest]));
            var until = Instant.Min(a.KnownAt, b.KnownAt);
            Assert.Equal(a.RepliesUntil(until), b.RepliesUntil(until));
            Assert.Equal(a.CallsUntil(until), b.CallsUntil(until));
            Interlocked.Add(ref compared, a.RepliesUntil(until).Count());
            Interlocked.Add(ref differed, a.KnownAt == Instant.MaxValue && b.KnownAt == Instant.MaxValue && a.Filed != b.Filed ? 1 : 0);
            Interlocked.Add(ref told, until < Instant.MaxValue ? 1 : 0);
        }, iter: Round.Of(600, 15000));

        // The law would be empty if nothing were compared, or if something came of every history.
        Assert.True(compared > 600 && differed > 60 && told > 60, $"{compared} answers, {differed} without consequences, {told} with.");
    }

    [Fact]
    public void Whatever_happens_the_stored_events_make_the_same_vault_again() =>
        Gen.Select(Acts(North, South, 0), Acts(South, North, 1), Acts(Broker, South, 2), Certificates).Sample((north, south, broker, certificates) =>
        {
            var vault = Play([.. north, .. south, .. broker, .. certificates]).Vault;
            var again = vault.Replayed();
            Assert.Equal(vault.State.Filings, again.State.Filings);
            Assert.Equal(vault.State.Comparisons, again.State.Comparisons);
            Assert.Equal(vault.State.Ranges, again.State.Ranges);
            Assert.Equal(vault.State.Openings.Select(o => (o.Id, o.HeldAt, o.HasEnded)), again.State.Openings.Select(o => (o.Id, o.HeldAt, o.HasEnded)));
            Assert.Equal(vault.State.Openings.SelectMany(o => o.Concluding), again.State.Openings.SelectMany(o => o.Concluding));
            Assert.Equal(vault.NextDue, again.NextDue);
        }, iter: Round.Of(75, 1500));

    /// <summary>What a member may do over the hours until the opening, at any steps.</summary>
    private static Gen<Act[]> Acts(string party, string other, int order)
    {
        var request = Gen.OneOf<Func<IReadOnlyList<string>, IMessage>>(
            Gen.Select(Some.Of(Fixed, Early), Some.Of(new SealedConsent(), If(other), If(party == Broker ? North : Broker), IfLists(), new() { Clauses = { "c1" } }))
                .Select<string, SealedConsent, Func<IReadOnlyList<string>, IMessage>>((opening, consent) => _ => Consent(party, opening, consent)),
            Gen.Select(Some.Of(ReadinessSubject.Meet, ReadinessSubject.Talk), Some.Of(other, party == Broker ? North : Broker), Some.Of<Level[]>([], [Level.Expert], [Level.Local]))
                .Select<ReadinessSubject, string, Level[], Func<IReadOnlyList<string>, IMessage>>((subject, with, levels) => _ => Ready(party, with, subject, levels: levels)),
            Gen.Select(Gen.Int[0, 40], Gen.Int[0, 10]).Select<int, int, Func<IReadOnlyList<string>, IMessage>>((from, length) => _ => Range(party, from, from + length)),
            Gen.Int[0, 6].Select<int, Func<IReadOnlyList<string>, IMessage>>(which => mine => Withdraw(party, mine.Count > which ? mine[which] : new('0', 64))));
        return Gen.Select(Gen.Int[1, 40], request).Select((step, act) => new Act(step, order, For(party), act)).Array[0, 8].Select(OneAStep);
    }

    private static Gen<Act[]> Certificates { get; } = Gen.Select(Gen.Int[1, 40], Some.Of(Fixed, Early))
        .Select((step, opening) => new Act(step, 3, Anna, _ => Certify(opening))).Array[0, 2].Select(OneAStep);

    /// <summary>Nobody acts twice at one instant: the second act would come after what came of the first.</summary>
    private static Act[] OneAStep(Act[] acts) => [.. acts.DistinctBy(a => a.Step)];

    private static History Play(Act[] acts)
    {
        var history = new History();
        foreach (var act in acts.OrderBy(a => (a.Step, a.Order)))
        {
            // Each acts at instants of its own, so nobody's act falls on the instant of what comes of another's.
            history.Send(Outset + (act.Step * Step) + Duration.FromSeconds(act.Order), act);
        }

        history.Vault.PassUntil(Opening + Duration.FromDays(1));
        return history;
    }

    private sealed class History
    {
        private readonly List<(Instant At, string Words)> _south = [];
        private readonly Dictionary<Caller, List<string>> _hashes = [];

        public PlayedVault Vault { get; } = Opened();

        /// <summary>When something is first there for others to know: a match, a conclusion, a value.</summary>
        public Instant KnownAt => Vault.Events.Where(HasCome).Select(e => e.DueAt.ToInstant()).DefaultIfEmpty(Instant.MaxValue).Min();

        /// <summary>How often North filed.</summary>
        public int Filed => _hashes.GetValueOrDefault(Nora)?.Count ?? 0;

        public void Send(Instant at, Act act)
        {
            var mine = _hashes.TryGetValue(act.Caller, out var known) ? known : _hashes[act.Caller] = [];
            Vault.Now = at;
            var reply = Vault.Send(act.Caller, act.Request(mine));
            if (reply.Message is SealReceipt { WithdrawTime: null } receipt)
            {
                mine.Add(receipt.Hash);
            }

            if (act.Caller == Sven)
            {
                _south.Add((at, reply.Words));
            }
        }

        public IEnumerable<(Instant At, string Words)> RepliesUntil(Instant instant) => _south.Where(r => r.At <= instant);

        /// <summary>What South's room is told. That a filing went into what comes about at the instant itself is what comes about.</summary>
        public IEnumerable<CallRequested> CallsUntil(Instant instant) => Vault.Events
            .Where(e => e.CallRequested is { RecordReceipt.Receipt: { } receipt } call && call.Target == CaucusOf(South)
                && e.RecordedAt.ToInstant() <= instant && (receipt.UseTime is null || receipt.UseTime.ToInstant() < instant))
            .Select(e => new CallRequested(e.CallRequested) { Id = "" });

        private static bool HasCome(Event e) => e.SealedReadinessMatched is not null || e.ConsentOpeningHeld is { Members.Count: > 0 }
            || e.RangeRoundClosed is { Result: not null };
    }
}
