using NodaTime;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

/// <summary>Once something has come about, a member can see that exactly its own filing went into it; of a miss nobody is told.</summary>
public sealed class UseTests
{
    [Fact]
    public void A_match_names_to_each_its_own_filing_and_no_other()
    {
        var vault = Opened();
        var (replaced, north, south) = (vault.Seal(Ready(North, South)), vault.Seal(Ready(North, South)), vault.Seal(Ready(South, North)));
        var found = Outset + Duration.FromMinutes(1);
        vault.PassUntil(found);
        Assert.Equal([north.Hash], vault.MatchesOf(North).Select(m => m.Hash));
        Assert.Equal([south.Hash], vault.MatchesOf(South).Select(m => m.Hash));
        Assert.Equal([(north.Hash, found.ToTimestamp())], Used(vault, North));
        Assert.Equal([(south.Hash, found.ToTimestamp())], Used(vault, South));
        Assert.DoesNotContain(vault.CallsTo(CaucusOf(North)), c => c.ToString().Contains(south.Hash, StringComparison.Ordinal));
        Assert.NotEqual(replaced.Hash, north.Hash);
    }

    [Fact]
    public void A_value_that_is_found_names_to_each_its_own_filing_of_that_round()
    {
        var vault = Opened();
        vault.Seal(Range(North, 1, 2));
        vault.Seal(Range(South, 5, 6));
        vault.PassUntil(FirstClose);
        Assert.Empty(Used(vault, North).Concat(Used(vault, South)));

        var (north, south) = (vault.Seal(Range(North, 1, 5)), vault.Seal(Range(South, 5, 6)));
        vault.PassUntil(SecondClose);
        Assert.Equal([(north.Hash, SecondClose.ToTimestamp())], Used(vault, North));
        Assert.Equal([(south.Hash, SecondClose.ToTimestamp())], Used(vault, South));
    }

    [Fact]
    public void A_conclusion_marks_the_consents_that_concluded_and_no_others()
    {
        var vault = Opened();
        var (north, south) = (vault.Seal(Consent(North)), vault.Seal(Consent(South, consent: If(North))));
        vault.Seal(Consent(Broker, consent: IfLists()));
        vault.PassUntil(Opening);
        Assert.Equal([(north.Hash, Opening.ToTimestamp())], Used(vault, North));
        Assert.Equal([(south.Hash, Opening.ToTimestamp())], Used(vault, South));
        Assert.Empty(Used(vault, Broker));
    }

    [Fact]
    public void Of_a_miss_no_receipt_says_anything_and_a_repeat_of_the_filing_neither()
    {
        var vault = Opened();
        var at = vault.Events.Count;
        var filed = vault.Seal(Ready(North, South, levels: [Level.Expert]));
        vault.Seal(Ready(South, North, levels: [Level.Local]));
        vault.Seal(Consent(North, Early, If(South)));
        vault.Seal(Consent(South, Early, IfLists()));
        vault.PassUntil(Opening);
        Assert.Empty(Used(vault, North).Concat(Used(vault, South)));
        Assert.Equal(filed, vault.Repeated(at));
    }

    [Fact]
    public void The_stored_events_make_the_same_uses_again()
    {
        var vault = Opened();
        vault.Seal(Ready(North, South));
        vault.Seal(Ready(South, North));
        vault.PassUntil(Opening);
        Assert.Equal([Outset + Duration.FromMinutes(1), Outset + Duration.FromMinutes(1)], vault.Replayed().State.Filings.Select(f => f.UsedAt));
    }

    private static IEnumerable<(string Hash, Google.Protobuf.WellKnownTypes.Timestamp Time)> Used(PlayedVault vault, string party) =>
        vault.ReceiptsOf(party).Where(r => r.UseTime is not null).Select(r => (r.Hash, r.UseTime));
}
