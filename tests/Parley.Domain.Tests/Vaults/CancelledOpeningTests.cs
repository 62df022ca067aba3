using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

/// <summary>Openings that all took back: what comes first holds, and nobody learns what was on file.</summary>
public sealed class CancelledOpeningTests
{
    private static readonly Instant Cancelled = Outset + Duration.FromSeconds(30);

    [Fact]
    public void The_text_is_told_at_once_and_nothing_is_filed_withdrawn_or_certified_any_more()
    {
        var vault = Opened();
        var filed = vault.Seal(Consent(North));
        vault.Now = Cancelled;
        vault.Accept(Caller.Parley, Cancel(Fixed));
        AssertCancelled(vault, Fixed);
        foreach (var refusal in (Rejection[])[
            vault.Refuse("OPENING_OVER", Consent(North)), vault.Refuse("OPENING_OVER", Consent(South)),
            vault.Refuse("OPENING_OVER", Withdraw(North, filed.Hash)), vault.Refuse("OPENING_OVER", Anna, Certify()),
            vault.Refuse("OPENING_OVER", Caller.Parley, Cancel(Fixed))])
        {
            Assert.Equal(Fixed, refusal.Metadata["opening"]);
        }
    }

    [Fact]
    public void What_was_filed_is_never_looked_at_and_the_other_opening_goes_on()
    {
        var vault = Opened();
        foreach (var party in (string[])[North, South])
        {
            vault.Seal(Consent(party));
            vault.Seal(Consent(party, Early));
        }

        vault.Now = Cancelled; // Before the minute at which the early one would be held.
        vault.Accept(Caller.Parley, Cancel(Early));
        vault.PassUntil(Opening - Duration.FromTicks(10));
        AssertCancelled(vault, Early);
        vault.PassUntil(Opening + Duration.FromHours(1));
        Assert.Equal(Fixed, Assert.Single(vault.Of(Event.BodyOneofCase.ConsentOpeningHeld)).ConsentOpeningHeld.Opening);
        Assert.Equal([0, 2], vault.CallsTo(Text).Select(c => c.ConcludeText.Members.Count));
        Assert.All(vault.ReceiptsOf(North).TakeLast(1), r => Assert.NotNull(r.UseTime));
        Assert.Equal(vault.State.Openings.Select(o => (o.Id, o.CancelledAt, o.HeldAt)), vault.Replayed().State.Openings.Select(o => (o.Id, o.CancelledAt, o.HeldAt)));
    }

    [Fact]
    public void A_look_that_was_due_before_comes_first_and_what_it_concluded_stands()
    {
        var vault = Opened();
        vault.Seal(Consent(North, Early));
        vault.Seal(Consent(South, Early));
        vault.Now = Outset + Duration.FromMinutes(1);
        vault.Refuse("OPENING_OVER", Caller.Parley, Cancel(Early));
        Assert.Equal(2, Assert.Single(vault.CallsTo(Text)).ConcludeText.Members.Count);
    }

    [Fact]
    public void At_the_instant_it_is_too_late_and_a_moment_before_it_is_not()
    {
        var (late, inTime) = (Opened(), Opened());
        late.Now = Opening;
        late.Refuse("OPENING_OVER", Caller.Parley, Cancel(Fixed));
        Assert.False(Assert.Single(late.CallsTo(Text), c => c.ConcludeText.Opening == Fixed).ConcludeText.Cancelled);
        inTime.Now = Opening - Duration.FromTicks(10);
        inTime.Accept(Caller.Parley, Cancel(Fixed));
        inTime.PassUntil(Opening + Duration.FromHours(1));
        Assert.True(Assert.Single(inTime.CallsTo(Text), c => c.ConcludeText.Opening == Fixed).ConcludeText.Cancelled);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("FULL_POWERS_REVOKED", true)]
    public void A_conclusion_on_its_way_to_the_text_stands_if_the_text_takes_it(string answer, bool isCancelled)
    {
        var vault = Opened();
        vault.TextAnswers = null;
        vault.Seal(Consent(North, Early));
        vault.Seal(Consent(South, Early));
        vault.PassUntil(Outset + Duration.FromMinutes(1));
        vault.Accept(Caller.Parley, Cancel(Early));
        Assert.Equal(2, Assert.Single(vault.CallsTo(Text)).ConcludeText.Members.Count);

        vault.LetTextAnswer(answer);
        var told = vault.CallsTo(Text).Select(c => c.ConcludeText).ToList();
        Assert.Equal(isCancelled ? [false, true] : [false], told.Select(c => c.Cancelled));
        vault.PassUntil(Opening - Duration.FromTicks(10));
        Assert.Equal(told.Count, vault.CallsTo(Text).Count());
        vault.Refuse("OPENING_OVER", Consent(North, Early));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Broker)]
    public void Whether_anybody_had_filed_or_a_look_came_to_nothing_cannot_be_told(string? waitsFor)
    {
        // In one history nobody but North has filed; in the other South has too, and the early look came to nothing or was still to come.
        var (alone, both) = (Opened(), Opened());
        var first = (alone.Seal(Consent(North, Early)), both.Seal(Consent(North, Early)));
        both.Seal(Consent(South, Early, waitsFor is null ? null : If(waitsFor)));
        foreach (var vault in (PlayedVault[])[alone, both])
        {
            vault.Now = waitsFor is null ? Cancelled : Outset + Duration.FromMinutes(10);
            vault.Accept(Caller.Parley, Cancel(Early));
        }

        Assert.Equal(waitsFor is null ? 0 : 1, both.Of(Event.BodyOneofCase.ConsentOpeningHeld).Count());
        Assert.Equal(alone.CallsTo(Text).Select(c => c.ConcludeText), both.CallsTo(Text).Select(c => c.ConcludeText));
        Assert.Equal(alone.Send(Nora, Consent(North, Early)).Words, both.Send(Nora, Consent(North, Early)).Words);
        Assert.Equal(alone.Send(Nora, Withdraw(North, first.Item1.Hash)).Words, both.Send(Nora, Withdraw(North, first.Item2.Hash)).Words);
        Assert.Equal(alone.Send(Anna, Certify(Early)).Words, both.Send(Anna, Certify(Early)).Words);
        Assert.Equal(alone.Send(Caller.Parley, Cancel(Early)).Words, both.Send(Caller.Parley, Cancel(Early)).Words);
        alone.PassUntil(Opening - Duration.FromTicks(10));
        both.PassUntil(Opening - Duration.FromTicks(10));
        Assert.Equal(alone.CallsTo(Text).Select(c => c.ConcludeText), both.CallsTo(Text).Select(c => c.ConcludeText));
        Assert.Equal(alone.ReceiptsOf(North), both.ReceiptsOf(North));
    }

    [Fact]
    public void Only_what_was_registered_is_cancelled_and_only_by_Parley()
    {
        var vault = Opened();
        vault.Refuse("UNKNOWN_OPENING", Caller.Parley, Cancel("none"));
        vault.Refuse("UNKNOWN_OPENING", Caller.Parley, Cancel(Fixed, OtherText));
        vault.Refuse("PERMISSION_DENIED", Anna, Cancel(Fixed));
        Assert.Equal(RejectionCode.Unavailable, new PlayedVault().Send(Caller.Parley, Cancel(Fixed)).Rejection!.Code);
    }

    private static void AssertCancelled(PlayedVault vault, string opening)
    {
        var call = Assert.Single(vault.CallsTo(Text)).ConcludeText;
        Assert.Equal((Text, opening, true, Cancelled.ToTimestamp()), (call.Name, call.Opening, call.Cancelled, call.Time));
        Assert.Empty(call.Members);
    }
}
