using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Reads;
using Parley.Testing;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>A gateway that has shown a version of a journal shows no older one, whichever silo answers.</summary>
public class FreshReadsTests
{
    private const string Journal = "conflicts/xx/truces/tt";
    private static readonly Query Get = new(new("anna", []), new GetTruceRequest { Name = Journal });

    private readonly FakeTimeProvider _time = new();
    private readonly FakeCluster _cluster = new();
    private readonly JournalVersions _versions = new(capacity: 4);
    private readonly FreshReads _reads;

    public FreshReadsTests() => _reads = new(_cluster, new(_cluster, capacity: 4), _versions, _time, NullLogger<FreshReads>.Instance);

    private int Asked => _cluster[Journal].Queries.Count;

    [Fact]
    public async Task Read_AnAnswerOlderThanOneShown_IsAskedForAgain()
    {
        Answer(5, 3, 4, 6);
        Assert.Equal(5, (await Read()).Version);
        Assert.Equal(6, (await Read()).Version);
        Assert.Equal(4, Asked);
    }

    [Fact]
    public async Task Read_AfterACommandWasAnswered_IsNotOlderThanThat()
    {
        await Execute(7);
        Answer(6, 7);
        Assert.Equal(7, (await Read()).Version);
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task Read_OfAJournalThatStaysBehind_IsUnavailableInTheEnd()
    {
        Answer(5, 4);
        await Read();
        var refused = (await Read()).Rejection!;
        Assert.Equal((RejectionCode.Unavailable, "JOURNAL_BEHIND"), (refused.Code, refused.Reason));
        Assert.InRange(Asked, 3, 20);
        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Read_ASiloThatDoesNotKnowTheJournalYet_IsAskedAgainToo()
    {
        Answer(5);
        await Read();
        var answers = new Queue<Outcome<IMessage>>([Outcome<IMessage>.Refused(Rejection.NotFound(Journal)), Outcome<IMessage>.Of(new Truce(), 5)]);
        _cluster[Journal].OnRead = _ => new(answers.Dequeue());
        Assert.Equal(5, (await Read()).Version);
    }

    [Fact]
    public async Task Read_WhoeverCannotAnswer_IsHandedOnAtOnce()
    {
        Answer(5);
        await Read();
        _cluster[Journal].OnRead = _ => new(Outcome<IMessage>.Refused(new(RejectionCode.Unavailable, "RETRY", "")));
        Assert.Equal("RETRY", (await _reads.Read(Journal, Get)).Rejection!.Reason);
    }

    [Fact]
    public async Task Read_WhileOthersAreShownMore_IsNotOldForThat()
    {
        var answer = new TaskCompletionSource<Outcome<IMessage>>();
        _cluster[Journal].OnRead = _ => new(answer.Task);
        var early = _reads.Read(Journal, Get);
        await Execute(9);
        answer.SetResult(Outcome<IMessage>.Of(new Truce(), 8));
        Assert.Equal(8, (await early).Version);
        Assert.Equal(1, Asked);
    }

    [Fact]
    public void Show_MoreJournalsThanAreRemembered_ForgetsTheLeastUsed()
    {
        _versions.Show(Journal, 3);
        for (var i = 0; i < 100; i++)
        {
            _versions.Show($"conflicts/c{i}", 1);
            Assert.Equal(3, _versions.Of(Journal));
        }

        Assert.InRange(_versions.Count, 1, 4);
        Assert.Equal(0, _versions.Of("conflicts/c0"));
    }

    /// <summary>A command that is answered at a version.</summary>
    private async Task Execute(long version)
    {
        _cluster[Journal].OnExecute = _ => new(Outcome<IMessage>.Of(new Truce(), version));
        await _reads.Execute(Journal, new(Get.Caller, new AcceptTruceRequest { Name = Journal }, Guid.NewGuid(), ""));
    }

    /// <summary>Versions that the journal is answered at, one after the other; the last for ever.</summary>
    private void Answer(params long[] versions)
    {
        var left = new Queue<long>(versions);
        _cluster[Journal].OnRead = _ => new(Outcome<IMessage>.Of(new Truce(), left.Count > 1 ? left.Dequeue() : left.Peek()));
    }

    private async Task<Outcome<IMessage>> Read()
    {
        var reading = _reads.Read(Journal, Get).AsTask();
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(1, deadline.Token);
        }

        return await reading;
    }
}
