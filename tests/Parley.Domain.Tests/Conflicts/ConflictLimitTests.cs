using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

public sealed class ConflictLimitTests
{
    [Fact]
    public void Defaults_AreTheOnesThatTheContractNames()
    {
        var limits = new ConflictLimits();
        Assert.Equal(
            (100, 500, 500, 1000, 100, 100, 100),
            (limits.MaxParties, limits.MaxAreas, limits.MaxContestedFacts, limits.MaxInstruments,
                limits.MaxToponymsPerArea, limits.MaxVersionsPerArea, limits.MaxCorrectionsPerStatement));
    }

    [Fact]
    public void Register_UpToTheLimit_IsAcceptedAndOneMoreIsRefused()
    {
        var journal = Cast.Valley(new() { MaxParties = 3 });
        journal.Accept(Cast.Mediator, Cast.Register("east"));
        RefuseAtLimit(journal, Cast.Mediator, Cast.Register("west"), "parties", 3);
    }

    [Fact]
    public void Define_UpToTheLimit_IsAcceptedAndOneMoreIsRefused()
    {
        var journal = Cast.Valley(new() { MaxAreas = 2 });
        journal.Accept(Cast.Mediator, Cast.Define("one"));
        journal.Accept(Cast.Mediator, Cast.Define("two"));
        RefuseAtLimit(journal, Cast.Mediator, Cast.Define("three"), "areas", 2);
        journal.Accept(Cast.Mediator, Cast.Define("two", "2021-01-01"));
    }

    [Fact]
    public void Define_NamesUpToTheLimit_AreAcceptedAndOneMoreIsRefused()
    {
        var journal = Cast.Valley(new() { MaxToponymsPerArea = 2 });
        journal.Accept(Cast.Mediator, Cast.Define("one", "2020-01-01", label: "A"));
        journal.Accept(Cast.Mediator, Cast.Define("one", "2020-01-02", label: "B"));
        RefuseAtLimit(journal, Cast.Mediator, Cast.Define("one", "2020-01-03", label: "C"), "toponyms", 2);
    }

    [Fact]
    public void Define_VersionsUpToTheLimit_AreAcceptedAndOneMoreIsRefused()
    {
        var journal = Cast.Valley(new() { MaxVersionsPerArea = 2 });
        journal.Accept(Cast.Mediator, Cast.Define("one", "2020-01-01"));
        journal.Accept(Cast.Mediator, Cast.Define("one", "2020-01-02"));
        RefuseAtLimit(journal, Cast.Mediator, Cast.Define("one", "2020-01-03"), "versions", 2);
    }

    [Fact]
    public void Record_UpToTheLimit_IsAcceptedAndOneMoreIsRefused()
    {
        var journal = Cast.Valley(new() { MaxContestedFacts = 1 });
        journal.Accept(Cast.Mediator, Cast.Contest());
        RefuseAtLimit(journal, Cast.Mediator, Cast.Contest("more"), "contested facts", 1);
    }

    [Fact]
    public void Announce_UpToTheLimit_IsAcceptedAndOneMoreIsRefusedButKnownOnesGoOn()
    {
        var journal = Cast.Valley(new() { MaxInstruments = 1 });
        journal.Accept(Caller.Parley, InstrumentTests.Announce("t1", 1));
        RefuseAtLimit(journal, Caller.Parley, InstrumentTests.Announce("t2", 1), "instruments", 1);
        journal.Accept(Caller.Parley, InstrumentTests.Announce("t1", 2));
    }

    [Fact]
    public void Correct_UpToTheLimit_IsAcceptedAndOneMoreIsRefused()
    {
        var journal = Cast.Valley(new() { MaxCorrectionsPerStatement = 2 });
        var name = journal.PublishedBy(Cast.Mediator, Cast.Publish());
        journal.Accept(Cast.Mediator, Cast.Correct(name));
        journal.Accept(Cast.Mediator, Cast.Correct(name));
        RefuseAtLimit(journal, Cast.Mediator, Cast.Correct(name), "corrections", 2);
        journal.Accept(Cast.Mediator, Cast.Retract(name));
    }

    [Fact]
    public void Record_IntoARecordThatOneAnswerCannotHold_IsRefused()
    {
        var journal = Cast.Valley();
        var size = journal.View().CalculateSize();
        var fact = new ContestedFact { Name = Cast.Fact, Subject = Cast.Contest().ContestedFact.Subject }.CalculateSize();

        var exact = Cast.Valley(new() { MaxConflictBytes = size + fact });
        exact.Accept(Cast.Mediator, Cast.Contest());
        var tight = Cast.Valley(new() { MaxConflictBytes = size + fact - 1 });
        RefuseAtLimit(tight, Cast.Mediator, Cast.Contest(), "bytes", size + fact - 1);
    }

    [Fact]
    public void AddNarrative_ThatReplacesALongerOne_IsAcceptedInAFullRecord()
    {
        var journal = Cast.Valley(new() { MaxConflictBytes = 2000 });
        journal.Accept(Cast.Mediator, Cast.Contest());
        journal.Accept(Cast.NorthEnvoy, Cast.Tell(Cast.North, new('x', 1000)));
        RefuseAtLimit(journal, Cast.SouthEnvoy, Cast.Tell(Cast.South, new('x', 1000)), "bytes", 2000);
        journal.Accept(Cast.NorthEnvoy, Cast.Tell(Cast.North, "short"));
    }

    [Fact]
    public void Publish_AndCorrect_PastTheBytesOfAStatement_AreRefused()
    {
        var journal = Cast.Valley(new() { MaxStatementBytes = 400 });
        var large = Cast.Publish();
        large.Statement.Text = Cast.Text(new('x', 400));
        RefuseAtLimit(journal, Cast.Mediator, large, "bytes", 400);
        var name = journal.PublishedBy(Cast.Mediator, Cast.Publish());
        RefuseAtLimit(journal, Cast.Mediator, Cast.Correct(name, new('x', 400)), "bytes", 400);
    }

    private static void RefuseAtLimit(PlayedJournal<ConflictState> journal, Caller caller, IMessage request, string limit, int maximum)
    {
        var rejection = journal.Send(caller, request);
        Assert.Equal((RejectionCode.LimitReached, "LIMIT_REACHED"), (rejection!.Code, rejection.Reason));
        Assert.Equal((limit, maximum.ToString()), (rejection.Metadata["of"], rejection.Metadata["limit"]));
    }
}
