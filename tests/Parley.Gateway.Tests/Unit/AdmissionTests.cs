using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Reads;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>Who is let near a journal, and what is remembered of that.</summary>
public sealed class AdmissionTests
{
    private const int Capacity = 4;
    private const string Talks = "conflicts/xx/negotiations/nn";
    private static readonly Caller Anna = new("anna", [new(Role.Party, "conflicts/xx/parties/aa")]);

    private readonly FakeCluster _cluster = new();
    private readonly Admission _admission;
    private readonly FreshReads _reads;

    public AdmissionTests()
    {
        _admission = new(_cluster, Capacity);
        _reads = new(_cluster, _admission, new(capacity: 100), TimeProvider.System, NullLogger<FreshReads>.Instance);
    }

    private int Asked => _cluster.Catalogue.Asked.Count;

    [Fact]
    public async Task Read_ByWhoMayNot_DoesNotTouchTheJournalAndLeavesNothing()
    {
        _cluster[Truce(1)].TurnedAway[Anna.Subject] = true;
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Rejection.NotFound(Truce(1)), (await Read(Truce(1))).Rejection);
        }

        Assert.Empty(_cluster[Truce(1)].Queries);
        Assert.Equal((3, 0), (Asked, _admission.Count));
    }

    [Fact]
    public async Task Read_ByWhoMay_AsksTheIndexOnce()
    {
        Answer(Truce(1));
        await Read(Truce(1));
        await Read(Truce(1));
        Assert.Equal((1, 2), (Asked, _cluster[Truce(1)].Queries.Count));
    }

    [Fact]
    public async Task Read_ByWhoMayNoLonger_IsAskedForAgain()
    {
        Answer(Truce(1));
        await Read(Truce(1));
        _cluster[Truce(1)].OnRead = _ => new(Outcome<IMessage>.Refused(Rejection.NotFound(Truce(1)), 1));
        await Read(Truce(1));
        _cluster[Truce(1)].TurnedAway[Anna.Subject] = true;
        await Read(Truce(1));
        Assert.Equal((2, 2), (Asked, _cluster[Truce(1)].Queries.Count));
    }

    [Fact]
    public async Task Read_OfWhatIsPublic_IsAskedForOnceForEverybody()
    {
        const string Conflict = "conflicts/xx";
        Answer(Conflict);
        foreach (var caller in new[] { Caller.Anonymous, Anna, new("bert", []) })
        {
            await _reads.Read(Conflict, new(caller, new GetConflictRequest { Name = Conflict }));
        }

        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task Read_OfMoreThanIsRemembered_ForgetsTheLeastUsed()
    {
        foreach (var number in Enumerable.Range(1, 100))
        {
            Answer(Truce(number));
            await Read(Truce(number));
            Assert.InRange(_admission.Count, 1, Capacity);
        }

        await Read(Truce(100));
        Assert.Equal(100, Asked);
        await Read(Truce(1));
        Assert.Equal(101, Asked);
    }

    [Fact]
    public async Task Execute_OfACreationByWhoMayCreateNothing_IsRefusedWithoutAnyLook()
    {
        var request = new CreateTruceRequest { Parent = "conflicts/xx", TruceId = "t1" };
        Assert.Equal(RejectionCode.PermissionDenied, (await Execute(Truce(1), request)).Rejection?.Code);
        Assert.Empty(_cluster[Truce(1)].Commands);
        Assert.Equal(0, Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Execute_OfWhatIsTabledOrSealed_AsksForTheTalks(bool mayRead)
    {
        if (!mayRead)
        {
            _cluster[Talks].TurnedAway[Anna.Subject] = true;
        }

        IMessage[] requests = [new TableTextRequest { Parent = Talks, TextId = "dd" }, new SealConsentRequest { Parent = Talks + "/caucuses/aa" }];
        foreach (var request in requests)
        {
            var journal = JournalAddress.Of(request, "");
            Assert.NotEqual(Talks, journal);
            var outcome = await Execute(journal, request);
            Assert.Equal(mayRead ? null : RejectionCode.NotFound, outcome.Rejection?.Code);
            Assert.Equal(mayRead ? 1 : 0, _cluster[journal].Commands.Count);
        }

        Assert.All(_cluster.Catalogue.Asked, asked => Assert.Equal((Anna.Subject, Talks), asked));
        Assert.Equal(mayRead ? 1 : 2, Asked);
    }

    private static string Truce(int number) => $"conflicts/xx/truces/t{number}";

    private void Answer(string journal) => _cluster[journal].OnRead = _ => new(Outcome<IMessage>.Of(new Truce(), 1));

    private ValueTask<Outcome<IMessage>> Read(string truce) => _reads.Read(truce, new(Anna, new GetTruceRequest { Name = truce }));

    private ValueTask<Outcome<IMessage>> Execute(string journal, IMessage request) => _reads.Execute(journal, new(Anna, request, Guid.NewGuid(), ""));
}
