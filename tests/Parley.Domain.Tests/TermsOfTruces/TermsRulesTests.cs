using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.Domain.Truces.Terms;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.TermsOfTruces;

public sealed class TermsRulesTests
{
    public static TheoryData<int, string> Spoilings()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < SpoiledTerms.All.Length; i++)
        {
            data.Add(i, $"{SpoiledTerms.All[i].Field} {SpoiledTerms.All[i].Reason}");
        }

        return data;
    }

    [Fact]
    public void Accept_GoodTerms_ResolvesEveryTimeHoweverDeep()
    {
        Assert.Null(Accept(SampleTerms.K5(), out var resolved));

        Assert.Equal(1604955600, resolved.Effect.At.Resolved.Instant.Seconds); // 9 November, 21:00 UTC
        Assert.Equal(1604955600, resolved.Mechanisms[0].OwnTerm.Start.At.Resolved.Instant.Seconds);
    }

    [Fact]
    public void Accept_ATimeLeftOpen_ResolvesItsCandidates()
    {
        Assert.Null(Accept(SampleTerms.K1(), out var resolved));

        Assert.Equal([1602316800, 1602320400], resolved.Effect.Unresolved.Candidates.Select(c => c.Resolved.Instant.Seconds)); // 08:00 and 09:00 UTC
    }

    [Theory]
    [MemberData(nameof(Spoilings))]
    public void Accept_SpoiledTerms_NamesTheFieldAndTheReason(int index, string what)
    {
        var spoiled = SpoiledTerms.All[index];
        var terms = SampleTerms.K5();
        spoiled.Spoil(terms);

        var rejection = Accept(terms, out _);

        Assert.NotNull(rejection);
        Assert.Equal(RejectionCode.InvalidArgument, rejection.Code);
        Assert.True(rejection.Fields.Any(f => f.Field == spoiled.Field && f.Reason == spoiled.Reason), $"{what}, but: {rejection.Message}");
    }

    [Fact]
    public void Accept_AnySeveralSpoilings_NamesRealFieldsAndChangesNothing() =>
        Gen.Shuffle(Enumerable.Range(0, SpoiledTerms.All.Length).ToArray(), 1, 4).Sample(chosen =>
        {
            var terms = SampleTerms.K5();
            foreach (var index in chosen)
            {
                // A spoiling may have taken away what the next one would spoil.
                try
                {
                    SpoiledTerms.All[index].Spoil(terms);
                }
                catch (Exception e) when (e is NullReferenceException or ArgumentOutOfRangeException)
                {
                    return true;
                }
            }

            var before = terms.ToByteString();
            var rejection = Accept(terms, out _);
            return terms.ToByteString() == before
                && rejection?.Fields.All(f => FieldPaths.LeadSomewhere(terms, f.Field, "terms.")) != false;
        });

    [Fact]
    public void AcceptAndCheck_AnyMessage_NeverThrowsAndNamesRealFields() =>
        Gen.Int.Sample(seed =>
        {
            var terms = AnyTerms.From(seed);
            var rejection = Accept(terms, out var resolved);
            var check = TermsCheck.Check(terms);
            return rejection?.Fields.All(f => FieldPaths.LeadSomewhere(resolved, f.Field, "terms.")) != false
                && check.Elements.All(e => FieldPaths.LeadSomewhere(terms, e.Field, ""))
                && check.DanglingPoints.All(p => FieldPaths.LeadSomewhere(terms, p.Field, ""));
        });

    [Fact]
    public void Accept_SeveralTimesWithoutZone_OffersTheInstantsOfEachOnTheClocksOfThePartiesNamed()
    {
        var terms = SampleTerms.K5();
        terms.Effect.At = new() { LocalTime = "2020-10-10T12:00" };
        terms.AcceptanceDeadline = new() { LocalTime = "2020-10-09T12:00" };

        var rejection = Accept(terms, out _)!;

        Assert.Equal("ZONE_MISSING", rejection.Reason);
        Assert.Equal("2020-10-10T08:00:00Z,2020-10-10T09:00:00Z", rejection.Metadata["candidates.terms.effect.at"]);
        Assert.Equal("2020-10-09T08:00:00Z,2020-10-09T09:00:00Z", rejection.Metadata["candidates.terms.acceptance_deadline"]);
    }

    [Theory]
    [InlineData(TruceReciprocity.Imposed, 0)]
    [InlineData(TruceReciprocity.Unilateral, 1)]
    [InlineData(TruceReciprocity.ReciprocalUnilateral, 2)]
    [InlineData(TruceReciprocity.ReciprocalUnilateral, 3)]
    [InlineData(TruceReciprocity.Multilateral, 3)]
    public void Accept_AsManyPartiesAsReciprocityMeans_IsTaken(TruceReciprocity reciprocity, int parties)
    {
        var terms = SampleTerms.K5();
        terms.Reciprocity = reciprocity;
        terms.Parties.Clear();
        terms.Parties.AddRange(SampleTerms.Conflict.Parties.Take(parties).Select(p => new TruceParty { Party = p.Name }));

        Assert.Null(Accept(terms, out _));
    }

    [Fact]
    public void Accept_OpenToAdherenceAlone_IsTakenWithAMinimum()
    {
        var terms = SampleTerms.K5();
        terms.Reciprocity = TruceReciprocity.Multilateral;
        terms.Parties.Clear();
        terms.Adherence = new() { Minimum = 2 };

        Assert.Null(Accept(terms, out _));
    }

    [Fact]
    public void Accept_AnInstantWrittenByTheClient_IsNotBelieved()
    {
        var terms = SampleTerms.K5();
        terms.Effect.At.Resolved = new() { Instant = new Timestamp { Seconds = 1 } };

        Assert.Null(Accept(terms, out var resolved));
        Assert.Equal(1604955600, resolved.Effect.At.Resolved.Instant.Seconds);
    }

    [Fact]
    public void Amend_OneField_ReplacesItWhollyAndKeepsTheRestAsRecorded()
    {
        Assert.Null(Accept(SampleTerms.K5(), out var current));
        current.Effect.At.Resolved.TzVersion = "2019b";
        var update = new TruceTerms { Areas = { SampleTerms.Sector }, AcceptanceDeadline = SampleTerms.At("2020-11-09T20:00"), ReferenceZone = "MSK" };
        var mask = new FieldMask { Paths = { "reference_lines", "acceptance_deadline" } };

        Assert.Null(Amend(current, update, mask, out var amended));

        Assert.Empty(amended.ReferenceLines);
        Assert.NotNull(amended.AcceptanceDeadline.Resolved);
        Assert.Equal("2019b", amended.Effect.At.Resolved.TzVersion);
        Assert.Equal("", amended.ReferenceZone);
        Assert.Equal(2, current.ReferenceLines.Count);
    }

    [Fact]
    public void Amend_TakingAwayWhatOthersReferTo_IsRefused()
    {
        Assert.Null(Accept(SampleTerms.K5(), out var current));

        var rejection = Amend(current, new(), new() { Paths = { "conditions" } }, out _);

        Assert.Equal(("terms.phases[1].ends_on", "UNKNOWN_CONDITION"), rejection!.Fields.Select(f => (f.Field, f.Reason)).Single());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("effect.at")]
    [InlineData("legalBasis")]
    public void Amend_AMaskThatNamesNoWholeField_IsRefused(string path) =>
        Assert.Equal("UPDATE_MASK_INVALID", Amend(SampleTerms.K5(), new(), new() { Paths = { path } }, out _)!.Reason);

    [Fact]
    public void Amend_AllFields_IsANewText()
    {
        Assert.Null(Accept(SampleTerms.K5(), out var current));

        Assert.Null(Amend(current, SampleTerms.K1(), new() { Paths = { "*" } }, out var amended));
        Assert.Null(Accept(SampleTerms.K1(), out var fresh));
        Assert.Equal(fresh, amended);
    }

    private static Rejection? Accept(TruceTerms terms, out TruceTerms resolved) =>
        TermsRules.Accept(terms, SampleTerms.Conflict, SampleTerms.TruceName, SampleTerms.Known, out resolved);

    private static Rejection? Amend(TruceTerms current, TruceTerms update, FieldMask mask, out TruceTerms resolved) =>
        TermsRules.Amend(current, update, mask, SampleTerms.Conflict, SampleTerms.TruceName, SampleTerms.Known, out resolved);
}
