using CsCheck;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

public sealed class ContestedFactTests
{
    [Fact]
    public void AddNarrative_ByBothSides_KeepsThemApart()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Contest());
        journal.Accept(Cast.SouthEnvoy, Cast.Tell(Cast.South, "They did."));
        journal.Accept(Cast.NorthEnvoy, Cast.Tell(Cast.North, "They did."));

        var narratives = journal.View().ContestedFacts.Single().Narratives;
        Assert.Equal([Cast.South, Cast.North], narratives.Select(n => n.Party));
    }

    [Fact]
    public void AddNarrative_Again_ReplacesThatSidesOwnAndTheJournalKeepsBoth()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Contest());
        journal.Accept(Cast.NorthEnvoy, Cast.Tell(Cast.North, "First"));
        journal.Accept(Cast.SouthEnvoy, Cast.Tell(Cast.South, "Theirs"));
        journal.Now += Duration.FromDays(1);
        journal.Accept(Cast.NorthEnvoy, Cast.Tell(Cast.North, "Second"));

        var narratives = journal.View().ContestedFacts.Single().Narratives;
        Assert.Equal(["Second", "Theirs"], narratives.Select(n => n.Text.Values["en"]));
        Assert.Equal(journal.Now.ToTimestamp(), narratives[0].RecordTime);
        Assert.Contains(journal.Events, e => e.NarrativeAdded?.Narrative.Text.Values["en"] == "First");
    }

    [Fact]
    public void AddNarrative_ForTheOtherSide_IsDenied()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Contest());
        journal.Refuse("PERMISSION_DENIED", Cast.NorthEnvoy, Cast.Tell(Cast.South, "We did it."));
    }

    [Fact]
    public void AddNarrative_ByTheSecretariat_RecordsWhatASideTells()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Secretariat, Cast.Contest());
        journal.Accept(Cast.Secretariat, Cast.Tell(Cast.South, "They did."));
        Assert.Equal(Cast.South, journal.View().ContestedFacts[0].Narratives[0].Party);
    }

    [Theory]
    [InlineData("conflicts/valley/parties/nobody", "UNKNOWN_PARTY")]
    [InlineData(Cast.Foreign, "FOREIGN_NAME")]
    public void AddNarrative_OfAPartyThatIsNotThere_IsRefused(string party, string reason)
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Contest());
        journal.Refuse(reason, Cast.Mediator, Cast.Tell(party, "They did."));
    }

    [Fact]
    public void AddNarrative_OfAMatterThatIsNotRecorded_IsNotFound() =>
        Cast.Valley().Refuse("NOT_FOUND", Cast.NorthEnvoy, Cast.Tell(Cast.North, "They did."));

    [Fact]
    public void AddNarrative_ByAGuarantor_IsDenied()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Contest());
        journal.Refuse("PERMISSION_DENIED", Cast.Guarantor, Cast.Tell(Cast.North, "They did."));
    }

    [Fact]
    public void Record_TheSameIdTwice_IsRefused()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Contest());
        Assert.Equal(RejectionCode.AlreadyExists, journal.Send(Cast.Mediator, Cast.Contest())!.Code);
    }

    [Fact]
    public void Record_WithNarrativesFilledIn_IgnoresThem()
    {
        var request = Cast.Contest();
        request.ContestedFact.Narratives.Add(Cast.Tell(Cast.North, "Smuggled").Narrative);
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, request);
        Assert.Empty(journal.View().ContestedFacts[0].Narratives);
    }

    [Fact]
    public void AddNarrative_InAnyOrder_LeavesEachSideWithItsOwnLastWord()
    {
        var told = Gen.Select(Gen.Bool, Some.Of("who-began", "who-shelled"));
        told.Array[0, 30].Sample(all =>
        {
            var journal = Cast.Valley();
            journal.Accept(Cast.Mediator, Cast.Contest());
            journal.Accept(Cast.Mediator, Cast.Contest("who-shelled"));
            var last = new Dictionary<(string, string), string>();
            for (var i = 0; i < all.Length; i++)
            {
                var party = all[i].Item1 ? Cast.North : Cast.South;
                var fact = $"{Cast.Conflict}/contestedFacts/{all[i].Item2}";
                journal.Accept(all[i].Item1 ? Cast.NorthEnvoy : Cast.SouthEnvoy, Cast.Tell(party, $"{party} {i}", fact));
                last[(fact, party)] = $"{party} {i}";
            }

            var stands = journal.View().ContestedFacts.SelectMany(f => f.Narratives.Select(n => (Key: (f.Name, n.Party), Text: n.Text.Values["en"])));
            Assert.Equal(last.OrderBy(l => l.Key), stands.ToDictionary(s => s.Key, s => s.Text).OrderBy(s => s.Key));
        }, iter: 200);
    }
}
