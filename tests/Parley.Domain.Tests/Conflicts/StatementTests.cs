using NodaTime;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

public sealed class StatementTests
{
    [Fact]
    public void Publish_ByAParty_IsPublicAtOnceAndSpeaksForThatParty()
    {
        var journal = Cast.Valley();
        var statement = journal.Statement(journal.PublishedBy(Cast.NorthEnvoy, Cast.Publish()));

        Assert.True(ResourceName.Matches(statement.Name, ResourceName.StatementPattern));
        Assert.Equal(Cast.North, statement.Party);
        Assert.Equal(StatementState.Published, statement.State);
        Assert.Equal(journal.Now.ToTimestamp(), statement.PublishTime);
        Assert.Equal(Role.Party, journal.Events[^1].Actor.Role);
        Assert.Equal(Cast.North, journal.Events[^1].Actor.Party);
        Assert.Empty(journal.Events[^1].Actor.Subject);
    }

    [Fact]
    public void Publish_BeforeTheRuleOnMarksOfDirection_IsReadAsItWasAndFlagged()
    {
        var journal = Cast.Valley();
        var request = Cast.Publish();
        var language = request.Statement.OriginalLanguage;
        request.Statement.Text.Values[language] = "We pay \u202e0001.";
        var statement = journal.Statement(journal.PublishedBy(Cast.Mediator, request));

        Assert.Equal("We pay \u202e0001.", statement.Text.Values[language]);
        var flag = Assert.Single(statement.DirectionFlags);
        Assert.Equal(($"text.values[\"{language}\"]", TextDirection.Override, 7), (flag.Field, flag.Reason, flag.Position));
    }

    [Fact]
    public void Publish_IsFoundByItsColumns()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Publish(Cast.South, Cast.At("2020-10-09T23:00", "Asia/Yerevan")));
        var entry = journal.LastEntry!;
        Assert.Equal("statement", entry.Kind);
        Assert.Equal(new("Published", "PressStatement", Cast.South, OccurredFrom: Instant.FromUtc(2020, 10, 9, 19, 0)), entry.Index);

        journal.Accept(Cast.Mediator, Cast.Publish());
        Assert.Equal(journal.Now, journal.LastEntry!.Index.OccurredFrom);
    }

    [Fact]
    public void Publish_WithATime_RendersItOnEveryPartysClock()
    {
        var journal = Cast.Valley();
        var statement = journal.Statement(journal.PublishedBy(Cast.Mediator, Cast.Publish(madeAt: Cast.At("2020-10-10T12:00", "Asia/Yerevan"))));
        Assert.Equal(["2020-10-10T12:00:00+04:00", "2020-10-10T11:00:00+03:00"], statement.MadeAt.Resolved.Renderings.Select(r => r.LocalTime));
    }

    [Fact]
    public void Publish_WithATimeWithoutZone_NamesTheInstantsThatItMayMean()
    {
        var rejection = Cast.Valley().Send(Cast.Mediator, Cast.Publish(madeAt: Cast.At("2020-10-10T10:00", "")));
        Assert.Equal("ZONE_MISSING", rejection!.Reason);
        Assert.Contains("2020-10-10T06:00:00Z", rejection.Metadata["candidates"], StringComparison.Ordinal);
        Assert.Contains("2020-10-10T07:00:00Z", rejection.Metadata["candidates"], StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_MadeNow_IsAcceptedAndMadeLaterIsRefused()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Publish(madeAt: Cast.At(journal.Now)));
        journal.Refuse("MADE_IN_FUTURE", Cast.Mediator, Cast.Publish(madeAt: Cast.At(journal.Now + Duration.FromSeconds(1))));
    }

    [Theory]
    [InlineData("hy", "en", false)]
    [InlineData("en", "en", true)]
    [InlineData("EN", "en", true)]
    public void Publish_MustHoldItsOriginal(string originalLanguage, string textLanguage, bool accepted)
    {
        var request = Cast.Publish();
        request.Statement.OriginalLanguage = originalLanguage;
        request.Statement.Text = Cast.Text("We are ready.", textLanguage);
        Assert.Equal(accepted ? null : "ORIGINAL_MISSING", Cast.Valley().Send(Cast.Mediator, request)?.Reason);
    }

    [Theory]
    [InlineData("conflicts/valley/parties/nobody", "UNKNOWN_PARTY")]
    [InlineData(Cast.Foreign, "FOREIGN_NAME")]
    public void Publish_ForAPartyThatIsNotThere_IsRefused(string party, string reason) =>
        Cast.Valley().Refuse(reason, Cast.Guarantor, Cast.Publish(party));

    [Fact]
    public void Publish_CitingWhatIsOfAnotherConflict_IsRefused_AndOfItsOwnIsNot()
    {
        var request = Cast.Publish();
        request.Statement.Cites.Add("conflicts/valley/truces/first");
        request.Statement.Cites.Add("conflicts/other/statements/s-1");
        var rejection = Cast.Valley().Send(Cast.Mediator, request);
        Assert.Equal([("statement.cites[1]", "FOREIGN_NAME")], rejection!.Fields.Select(f => (f.Field, f.Reason)));
        request.Statement.Cites.RemoveAt(1);
        Assert.Null(Cast.Valley().Send(Cast.Mediator, request));
    }

    [Fact]
    public void Publish_WithSeveralFlaws_NamesThemAll()
    {
        var request = Cast.Publish(Cast.Foreign, Cast.At("2021-01-01T00:00"));
        request.Statement.OriginalLanguage = "hy";
        var rejection = Cast.Valley().Send(Cast.Mediator, request);
        Assert.Equal(["FOREIGN_NAME", "ORIGINAL_MISSING", "MADE_IN_FUTURE"], rejection!.Fields.Select(f => f.Reason));
    }

    [Fact]
    public void Publish_ForTheOtherSide_IsDenied() =>
        Cast.Valley().Refuse("PERMISSION_DENIED", Cast.NorthEnvoy, Cast.Publish(Cast.South));

    [Fact]
    public void Publish_ByOneWhoActsForBothSides_MustNameOne()
    {
        var journal = Cast.Valley();
        journal.Refuse("PARTY_AMBIGUOUS", Cast.BothSides, Cast.Publish());
        journal.Accept(Cast.BothSides, Cast.Publish(Cast.South));
        Assert.Equal(Cast.South, journal.Events[^1].Actor.Party);
    }

    [Fact]
    public void Publish_WithAnEmbargo_NeverGoesIntoThePublicRecord() =>
        Cast.Valley().Refuse("EMBARGO_NOT_HERE", Cast.NorthEnvoy, Cast.Publish(embargo: Cast.At("2021-01-01T00:00")));

    [Fact]
    public void Publish_ByAStranger_IsDenied() => Cast.Valley().Refuse("PERMISSION_DENIED", Cast.Stranger, Cast.Publish());

    [Fact]
    public void Publish_WithOutputFieldsFilledIn_IgnoresThem()
    {
        var request = Cast.Publish();
        request.Statement.Name = Cast.Conflict + "/statements/forged";
        request.Statement.State = StatementState.Retracted;
        request.Statement.Corrections.Add(new Correction { Text = Cast.Text("forged") });
        request.Statement.Retraction = Cast.Text("forged");
        var journal = Cast.Valley();
        var statement = journal.Statement(journal.PublishedBy(Cast.Mediator, request));
        Assert.DoesNotContain("forged", statement.ToString(), StringComparison.Ordinal);
        Assert.Equal(StatementState.Published, statement.State);
    }

    [Fact]
    public void Correct_KeepsTheOriginalAndAppends()
    {
        var journal = Cast.Valley();
        var name = journal.PublishedBy(Cast.NorthEnvoy, Cast.Publish());
        var before = journal.Statement(name);
        journal.Now += Duration.FromMinutes(5);
        journal.Accept(Cast.NorthEnvoy, Cast.Correct(name, "First"));
        journal.Accept(Cast.Mediator, Cast.Correct(name, "Second"));

        var after = journal.Statement(name);
        Assert.Equal(before.Text, after.Text);
        Assert.Equal(["First", "Second"], after.Corrections.Select(c => c.Text.Values["en"]));
        Assert.Equal(journal.Now.ToTimestamp(), after.Corrections[0].RecordTime);
        Assert.Equal(StatementState.Corrected, after.State);
        Assert.Equal("Corrected", journal.LastEntry!.Index.Status);
        Assert.NotEqual(before.Etag, after.Etag);
    }

    [Fact]
    public void Retract_LeavesItOnRecordAndEndsCorrections()
    {
        var journal = Cast.Valley();
        var name = journal.PublishedBy(Cast.NorthEnvoy, Cast.Publish());
        journal.Accept(Cast.NorthEnvoy, Cast.Correct(name));
        journal.Accept(Cast.NorthEnvoy, Cast.Retract(name));

        var statement = journal.Statement(name);
        Assert.Equal(StatementState.Retracted, statement.State);
        Assert.Equal("Said in haste", statement.Retraction.Values["en"]);
        Assert.Equal("We are ready.", statement.Text.Values["en"]);
        Assert.Single(statement.Corrections);
        journal.Refuse("STATEMENT_RETRACTED", Cast.NorthEnvoy, Cast.Correct(name));
        journal.Refuse("STATEMENT_RETRACTED", Cast.NorthEnvoy, Cast.Retract(name));
    }

    [Fact]
    public void CorrectAndRetract_ByTheOtherSide_AreDenied()
    {
        var journal = Cast.Valley();
        var name = journal.PublishedBy(Cast.NorthEnvoy, Cast.Publish());
        journal.Refuse("PERMISSION_DENIED", Cast.SouthEnvoy, Cast.Correct(name));
        journal.Refuse("PERMISSION_DENIED", Cast.SouthEnvoy, Cast.Retract(name));
    }

    [Fact]
    public void Correct_AStatementThatSpeaksForNoParty_IsNotForParties()
    {
        var journal = Cast.Valley();
        var name = journal.PublishedBy(Cast.Guarantor, Cast.Publish());
        journal.Refuse("PERMISSION_DENIED", Cast.NorthEnvoy, Cast.Correct(name));
        journal.Accept(Cast.Secretariat, Cast.Correct(name));
    }

    [Fact]
    public void Correct_AStatementThatIsNotThere_IsNotFound() =>
        Cast.Valley().Refuse("NOT_FOUND", Cast.Mediator, Cast.Correct(Cast.Conflict + "/statements/nothing"));

    [Fact]
    public void Release_PublishesUnderTheIdOfThePressFileFromTheInstantGiven()
    {
        var journal = Cast.Valley();
        journal.Now += Duration.FromHours(3);
        journal.Accept(Caller.Parley, Release("press1", journal.Now - Duration.FromHours(1)));

        var statement = journal.Statement("press1");
        Assert.Equal(Cast.Conflict + "/statements/press1", statement.Name);
        Assert.Equal((journal.Now - Duration.FromHours(1)).ToTimestamp(), statement.PublishTime);
        Assert.Equal(StatementState.Published, statement.State);
        Assert.Equal(Role.Parley, journal.Events[^1].Actor.Role);
    }

    [Fact]
    public void Release_ByAnybodyElse_IsDenied()
    {
        var journal = Cast.Valley();
        journal.Refuse("PERMISSION_DENIED", Cast.Mediator, Release("press1", journal.Now));
    }

    [Fact]
    public void Release_OfAPressFileOfAnotherConflict_IsRefused()
    {
        var call = Release("press1", default);
        call.Statement.Name = "conflicts/other/press/press1";
        Cast.Valley().Refuse("FOREIGN_NAME", Caller.Parley, call);
    }

    [Fact]
    public void Publish_WithTheIdThatAPressFileHas_DoesNotMeetIt()
    {
        var concept = new ConflictConcept();
        var journal = Cast.Valley();
        journal.Accept(Caller.Parley, Release("sameid", journal.Now));
        var direct = concept.Decide(journal.State, Cast.Publish(), new(Cast.Mediator, journal.Now, "sameid"));
        Assert.NotEqual("sameid", Assert.Single(direct.Events).Entry);
    }

    [Fact]
    public void EntryOf_AnythingButAPublicStatement_IsNone()
    {
        var concept = new ConflictConcept();
        Assert.Equal("abc", concept.EntryOf(new GetStatementRequest { Name = Cast.Conflict + "/statements/abc" }));
        Assert.Null(concept.EntryOf(Cast.Retract(Cast.Conflict + "/press/abc")));
        Assert.Null(concept.EntryOf(Release("abc", default)));
    }

    internal static ReleaseStatementCall Release(string id, Instant at)
    {
        var statement = Cast.Publish(Cast.North).Statement;
        statement.Name = $"{Cast.Conflict}/press/{id}";
        return new() { Parent = Cast.Conflict, Statement = statement, PublishTime = at.ToTimestamp() };
    }
}
