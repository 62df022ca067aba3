using System.Globalization;
using Parley.Chaos.Checks;
using Parley.Chaos.History;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>The checker of histories finds each thing that must not be, and nothing in a history where all is well.</summary>
public sealed class CheckerTests
{
    private const string Journal = "conflicts/valley/truces/pause";
    private const string Observation = Journal + "/observations/one";
    private const string Request = "request-one";
    private const string Watcher = "watcher-1";
    private static readonly DateTimeOffset Due = DateTimeOffset.Parse("2020-10-10T08:00:00Z", CultureInfo.InvariantCulture);
    private static readonly DateTimeOffset End = Due.AddSeconds(3);

    private readonly List<Line> _lines = [];
    private readonly List<JournalEvent> _events = [];

    public CheckerTests()
    {
        Record("TruceCreated", Due.AddSeconds(-9));
        Record("TruceAccepted", Due.AddSeconds(-8), "north");
        Record("TruceConcluded", Due.AddSeconds(-8));
        Record("ObservationReported", Due.AddSeconds(-7), Request, entry: Observation);
        Record("CallRequested", Due.AddSeconds(-7), "call-1");
        Record("CallSettled", Due.AddSeconds(-6), "call-1");
        Record("TruceEnteredIntoForce", Due.AddSeconds(0.1), due: Due);
        Record("TruceExpired", End.AddSeconds(0.1), due: End);

        Called("create", Due.AddSeconds(-9));
        Called("accept", Due.AddSeconds(-8), key: "north");
        Called("report", Due.AddSeconds(-8), status: "Unavailable", key: Request);
        Called("report", Due.AddSeconds(-7), key: Request, answer: Observation);
        Called("report", Due.AddSeconds(-7), status: "DeadlineExceeded", key: "request-two", took: Statuses.Deadline);
        Called("report", Due.AddSeconds(-7), status: "Internal", key: "request-three", isServers: false);
        Called("read", Due.AddSeconds(-6), version: 4);
        Called("read", Due.AddSeconds(-5), version: 6);
        Called("look", End, answer: "Expired");
        _lines.Add(new Promise(Journal, "TruceEnteredIntoForce", Due, "TruceConcluded", Due));
        _lines.Add(new Promise(Journal, "TruceExpired", End, "TruceConcluded", Due));
        _lines.AddRange(_events.Select(e => new Seen(Watcher, Journal, e.Version, e.RecordedAt)));
        _lines.Add(new WatchEnded(Watcher, Journal, "Unavailable", IsServers: true, "SHUTTING_DOWN", End));
    }

    [Fact]
    public void All_is_well() => Assert.Empty(Violations());

    [Fact]
    public void An_acknowledged_report_that_is_not_there()
    {
        Change("ObservationReported", e => e with { Key = "another" });
        Finds("was acknowledged to client", "is lost");
    }

    [Fact]
    public void An_acknowledged_acceptance_that_is_not_there()
    {
        Change("TruceAccepted", e => e with { Key = "south" });
        Finds("TruceAccepted north", "is lost");
    }

    [Fact]
    public void A_report_that_is_there_twice()
    {
        Record("ObservationReported", End.AddSeconds(1), Request, entry: Observation);
        Finds("stands there 2 times");
    }

    [Fact]
    public void A_report_that_was_never_acknowledged_and_is_there_twice()
    {
        Record("ObservationReported", End.AddSeconds(1), "request-two", entry: "two");
        Record("ObservationReported", End.AddSeconds(1), "request-two", entry: "three");
        Finds("request-two", "stands there 2 times");
    }

    [Fact]
    public void A_report_that_nobody_made()
    {
        Record("ObservationReported", End.AddSeconds(1), "request-ten", entry: "ten");
        Finds("request-ten", "was never asked for");
    }

    [Fact]
    public void A_repeat_that_was_answered_with_something_else()
    {
        Called("report", End, key: Request, answer: "two");
        Finds("was answered with two");
    }

    [Fact]
    public void A_gap()
    {
        _events.RemoveAt(4);
        Finds("has version 6 where 5 should be");
    }

    [Fact]
    public void A_version_recorded_before_the_one_before()
    {
        Change("CallSettled", e => e with { RecordedAt = Due.AddSeconds(-20) });
        Finds("recorded before version 5");
    }

    [Fact]
    public void A_read_that_goes_back()
    {
        Called("read", End, version: 5);
        Finds("read version 5", "after version 6");
    }

    [Fact]
    public void A_read_that_goes_back_on_another_connection_is_no_violation()
    {
        Called("read", End, version: 5, connection: "client>gateway-2#1");
        Assert.Empty(Violations());
    }

    [Fact]
    public void A_read_that_does_not_show_what_was_acknowledged_there()
    {
        Record("ObservationReported", End.AddSeconds(1), "request-two", entry: "two");
        Called("report", End, key: "request-two", answer: "two");
        Called("read", End, version: 8);
        Finds("read version 8", "after version 9");
    }

    [Fact]
    public void A_read_of_what_is_not_there()
    {
        Called("read", End, version: 10);
        Finds("read version 10", "which ends at 8");
    }

    [Fact]
    public void A_transition_that_did_not_happen()
    {
        _lines.Add(new Promise(Journal, "TruceSuperseded", End, "TruceSuccessorRegistered", End));
        Finds("TruceSuperseded", "happened 0 times");
    }

    [Fact]
    public void A_transition_that_happened_twice()
    {
        Record("TruceExpired", End.AddSeconds(2), due: End);
        Finds("TruceExpired", "happened 2 times");
    }

    [Fact]
    public void A_transition_that_nobody_promised_and_that_happened_twice()
    {
        Record("TruceRenewed", End.AddSeconds(2), due: End);
        Record("TruceRenewed", End.AddSeconds(3), due: End);
        Finds("TruceRenewed", "happened 2 times");
    }

    [Fact]
    public void A_transition_stamped_with_another_instant()
    {
        Change("TruceExpired", e => e with { DueAt = End.AddMilliseconds(1) });
        Finds("TruceExpired", "is stamped");
    }

    [Fact]
    public void A_transition_that_was_decided_on_only_after_its_instant_may_be_stamped_later_and_not_earlier()
    {
        var beforeConclusion = Due.AddSeconds(-10);
        _lines.Add(new Promise(Journal, "TruceExpired", End.AddSeconds(-1), "TruceConcluded", beforeConclusion));
        Assert.Empty(Violations());
        _lines.Add(new Promise(Journal, "TruceExpired", End.AddSeconds(1), "TruceConcluded", beforeConclusion));
        Finds("is stamped");
    }

    [Fact]
    public void A_transition_recorded_before_it_was_due()
    {
        Change("TruceExpired", e => e with { RecordedAt = End.AddMilliseconds(-1) });
        Finds("before it was due");
    }

    [Fact]
    public void A_truce_that_has_ended_and_is_shown_as_in_force()
    {
        Called("look", End, answer: "InForce");
        Finds("was shown as InForce");
    }

    [Fact]
    public void A_call_to_another_journal_that_was_settled_twice()
    {
        Record("CallSettled", End.AddSeconds(1), "call-1");
        Finds("call call-1", "was settled 2 times");
    }

    [Fact]
    public void A_call_to_another_journal_that_was_never_settled()
    {
        Record("CallRequested", End.AddSeconds(1), "call-2");
        Finds("call call-2", "was settled 0 times");
    }

    [Fact]
    public void A_call_to_another_journal_that_was_refused()
    {
        Change("CallSettled", e => e with { Refusal = "NOT_FOUND" });
        Finds("was refused: NOT_FOUND");
    }

    [Fact]
    public void A_call_to_another_journal_that_said_what_it_knew_already_is_no_violation()
    {
        Change("CallSettled", e => e with { Refusal = "STALE_ACCREDITATION" });
        Assert.Empty(Violations());
    }

    [Fact]
    public void A_watcher_that_missed_a_version()
    {
        _lines.RemoveAll(l => l is Seen { Version: 3 });
        Finds("was sent version 4", "where 3 was next");
    }

    [Fact]
    public void A_watcher_that_saw_a_version_twice()
    {
        _lines.Add(new Seen(Watcher, Journal, 8, End));
        Finds("was sent version 8", "where 9 was next");
    }

    [Fact]
    public void A_watcher_that_was_not_sent_the_last_version()
    {
        _lines.RemoveAll(l => l is Seen { Version: 8 });
        Finds("up to version 7", "which ends at 8");
    }

    [Theory]
    [InlineData("Unknown")]
    [InlineData("Internal")]
    [InlineData("Cancelled")]
    [InlineData("NotFound")]
    [InlineData("DeadlineExceeded")]
    public void An_answer_that_nobody_should_get(string status)
    {
        Called("read", End, status: status);
        Finds($"was answered {status}");
    }

    [Fact]
    public void A_watch_that_ended_as_none_should()
    {
        _lines.Add(new WatchEnded(Watcher, Journal, "Internal", IsServers: true, "INTERNAL", End));
        Finds("ended with Internal");
    }

    private IReadOnlyList<string> Violations() =>
        Checker.Violations(new(_lines, new Dictionary<string, IReadOnlyList<JournalEvent>>(StringComparer.Ordinal) { [Journal] = _events }));

    private void Finds(params string[] parts) =>
        Assert.Contains(Violations(), v => parts.All(p => v.Contains(p, StringComparison.Ordinal)));

    private void Record(string what, DateTimeOffset at, string key = "", DateTimeOffset? due = null, string entry = "") =>
        _events.Add(new(_events.Count + 1, what, key, at, due, entry));

    private void Change(string what, Func<JournalEvent, JournalEvent> change)
    {
        var at = _events.FindIndex(e => e.What == what);
        _events[at] = change(_events[at]);
    }

    private void Called(
        string act, DateTimeOffset begin, string status = "OK", string key = "", string answer = "", long version = 0,
        string connection = "client>gateway-1#1", bool isServers = true, TimeSpan took = default) => _lines.Add(new Call
        {
            Client = "client",
            Connection = connection,
            Act = act,
            Journal = Journal,
            Key = key,
            Begin = begin,
            End = begin + took,
            Status = status,
            IsServers = isServers,
            Answer = answer,
            Version = version,
        });
}
