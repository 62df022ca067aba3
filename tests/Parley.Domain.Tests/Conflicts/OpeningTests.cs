using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

public sealed class OpeningTests
{
    [Fact]
    public void Create_ByTheSecretariat_OpensARecordThatEveryoneMayRead()
    {
        var journal = new PlayedJournal<ConflictState>(new ConflictConcept(), Cast.Conflict);
        Assert.False(journal.Admits(Caller.Anonymous));

        journal.Accept(Cast.Secretariat, Cast.Create());

        var conflict = journal.View();
        Assert.True(journal.Admits(Caller.Anonymous));
        Assert.Equal(Cast.Conflict, conflict.Name);
        Assert.Equal("The valley", conflict.Title.Values["en"]);
        Assert.Equal(["Europe/Vienna"], conflict.MediatorZones);
        Assert.Equal(journal.Now.ToTimestamp(), conflict.CreateTime);
    }

    [Fact]
    public void Create_WithOutputFieldsFilledIn_IgnoresThem()
    {
        var request = Cast.Create();
        request.Conflict.Name = "conflicts/forged";
        request.Conflict.Etag = "forged";
        request.Conflict.Parties.Add(new Party { Name = Cast.North, Zone = "Mars/Base" });
        var journal = new PlayedJournal<ConflictState>(new ConflictConcept(), Cast.Conflict);

        journal.Accept(Cast.Mediator, request);

        Assert.Equal(Cast.Conflict, journal.View().Name);
        Assert.Empty(journal.View().Parties);
        Assert.NotEqual("forged", journal.View().Etag);
    }

    [Fact]
    public void Create_Twice_IsRefused()
    {
        var journal = Cast.Valley();
        Assert.Equal(RejectionCode.AlreadyExists, journal.Send(Cast.Mediator, Cast.Create())!.Code);
    }

    [Fact]
    public void Create_WithAZoneThatIsNone_NamesEveryBadOne()
    {
        var request = Cast.Create();
        request.Conflict.MediatorZones.Add(["Mars/Base", "UTC+4"]);
        var rejection = new PlayedJournal<ConflictState>(new ConflictConcept(), Cast.Conflict).Send(Cast.Mediator, request);
        Assert.Equal("ZONE_UNKNOWN", rejection!.Reason);
        Assert.Equal(["conflict.mediator_zones[1]", "conflict.mediator_zones[2]"], rejection.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Create_ByAParty_IsDenied() =>
        new PlayedJournal<ConflictState>(new ConflictConcept(), Cast.Conflict).Refuse("PERMISSION_DENIED", Cast.NorthEnvoy, Cast.Create());

    [Fact]
    public void Create_ByTheMediatorOfAnotherConflict_IsDenied() =>
        new PlayedJournal<ConflictState>(new ConflictConcept(), Cast.Conflict).Refuse("PERMISSION_DENIED", Cast.Stranger, Cast.Create());

    [Fact]
    public void Register_ThreeParties_KeepsTheOrderOfRegistration()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Secretariat, Cast.Register("east", "Asia/Baku", Cast.North, Cast.South));

        var parties = journal.View().Parties;
        Assert.Equal(["north", "south", "east"], parties.Select(p => p.Label.Values["en"]));
        Assert.Equal([Cast.North, Cast.South], parties[2].AnswersFor);
    }

    [Fact]
    public void Register_TheSameIdTwice_IsRefused()
    {
        var journal = Cast.Valley();
        journal.Refuse("ALREADY_EXISTS", Cast.Mediator, Cast.Register("north"));
    }

    [Theory]
    [InlineData("conflicts/valley/parties/nobody", "UNKNOWN_PARTY")]
    [InlineData("conflicts/other/parties/north", "FOREIGN_NAME")]
    [InlineData("conflicts/valley/parties/east", "ANSWERS_FOR_ITSELF")]
    public void Register_AnsweringForWhomItCannot_IsRefused(string other, string reason)
    {
        var journal = Cast.Valley();
        journal.Refuse(reason, Cast.Mediator, Cast.Register("east", "Asia/Baku", other));
    }

    [Fact]
    public void Register_AnsweringForOnePartyTwice_IsRefused() =>
        Cast.Valley().Refuse("DUPLICATE_PARTY", Cast.Mediator, Cast.Register("east", "Asia/Baku", Cast.North, Cast.North));

    [Fact]
    public void Register_WithAZoneThatIsNone_IsRefused() =>
        Cast.Valley().Refuse("ZONE_UNKNOWN", Cast.Mediator, Cast.Register("east", "Asia/Nowhere"));

    [Fact]
    public void Register_ChangesTheEtagAndTheUpdateTime_AndAStatementDoesNot()
    {
        var journal = Cast.Valley();
        var before = journal.View();
        journal.Now += Duration.FromHours(1);
        journal.Accept(Cast.Mediator, Cast.Publish());
        Assert.Equal(before, journal.View());

        journal.Accept(Cast.Mediator, Cast.Register("east"));
        Assert.NotEqual(before.Etag, journal.View().Etag);
        Assert.Equal(journal.Now.ToTimestamp(), journal.View().UpdateTime);
        Assert.Equal(before.CreateTime, journal.View().CreateTime);
    }

    [Fact]
    public void EtagOf_EveryVersion_DiffersFromAllOthers()
    {
        var etags = Enumerable.Range(0, 5000).Select(v => Etag.Of(v)).Append(Etag.Of(long.MaxValue)).ToList();
        Assert.Equal(etags.Count, etags.Distinct().Count());
        Assert.All(etags, e => Assert.Matches("^v[0-9a-z]+$", e));
    }

    [Fact]
    public void Decide_WithoutAConflict_FindsNothing()
    {
        var concept = new ConflictConcept();
        var call = StatementTests.Release("press1", default);
        var decision = concept.Decide(concept.Empty(Cast.Conflict), call, new(Caller.Parley, default, ""));
        Assert.Equal(RejectionCode.NotFound, decision.Rejection!.Code);
    }

    [Fact]
    public void Decide_ARequestOfAnotherConcept_IsRefused()
    {
        var decision = new ConflictConcept().Decide(Cast.Valley().State, new CreateTruceRequest(), new(Cast.Mediator, default, "x"));
        Assert.Equal(RejectionCode.InvalidArgument, decision.Rejection!.Code);
    }

    [Fact]
    public void Fold_AnEventOfAnotherConcept_IsNeverSkipped()
    {
        var concept = new ConflictConcept();
        var e = new Event { Journal = Cast.Conflict, Version = 1, RecordedAt = new(), EmbargoEnded = new() };
        Assert.Throws<UnknownEventException>(() => concept.Fold(concept.Empty(Cast.Conflict), e));
        Assert.Throws<UnknownEventException>(() => concept.FoldEntry(null, e));
    }
}
