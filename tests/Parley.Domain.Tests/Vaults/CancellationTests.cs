using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Domain.Vaults;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

/// <summary>An opening that was agreed can be cancelled by all who agreed to it, until something is concluded by it.</summary>
public sealed class CancellationTests
{
    [Fact]
    public void What_was_sealed_for_it_is_never_looked_at_and_the_text_is_told_at_once()
    {
        var vault = Agreed();
        vault.Seal(Consent(North));
        vault.Seal(Consent(South));
        vault.Now += Duration.FromHours(1);
        var answer = (OpeningCancellation)vault.Accept(Anna, Cancel());
        Assert.Equal(vault.Now.ToTimestamp(), answer.Time);

        var told = Assert.Single(vault.CallsTo(Text)).ConcludeText;
        Assert.Equal((Fixed, vault.Now.ToTimestamp(), answer), (told.Opening, told.Time, told.Cancellation));
        Assert.Empty(told.Members);
        vault.PassUntil(Opening + Duration.FromHours(1));
        Assert.Single(vault.CallsTo(Text));
        Assert.Empty(vault.Of(Event.BodyOneofCase.ConsentOpeningHeld));
    }

    [Fact]
    public void Nothing_more_is_taken_for_it_and_another_can_be_agreed()
    {
        var vault = Agreed();
        var filed = vault.Seal(Consent(North));
        vault.Accept(Anna, Cancel());
        vault.Refuse("OPENING_OVER", Consent(South));
        vault.Refuse("OPENING_OVER", Anna, Cancel());
        vault.Refuse("OPENING_OVER", new WithdrawFilingRequest { Parent = CaucusOf(North), Hash = filed.Hash });
        vault.Accept(Caller.Parley, Register("again"));
        vault.Seal(Consent(North, "again"));
        vault.Seal(Consent(South, "again"));
        vault.PassUntil(Opening);
        Assert.Equal([(Fixed, 0), ("again", 2)], vault.CallsTo(Text).Select(c => (c.ConcludeText.Opening, c.ConcludeText.Members.Count)));
    }

    [Fact]
    public void All_who_agreed_to_it_must_agree_and_only_mediators_record_it()
    {
        var vault = Agreed();
        Assert.Equal($"{South},{Broker}", vault.Refuse("OPENING_NOT_AGREED", Anna, Cancel(North)).Metadata["missing"]);
        vault.Refuse("UNKNOWN_MEMBER", Anna, Cancel(North, South, Broker, Valley + "/parties/west"));
        vault.Refuse("FOREIGN_NAME", Anna, Cancel(North, South, Broker, "conflicts/other/parties/north"));
        vault.Refuse("PERMISSION_DENIED", Nora, Cancel());
        var unknown = Cancel();
        unknown.Opening = "none";
        vault.Refuse("UNKNOWN_OPENING", Anna, unknown);
        var wordy = Cancel();
        wordy.Cancellation.Reason = new() { Values = { ["en"] = new string('x', VaultLimits.ReasonBytes) } };
        vault.Refuse("LIMIT_REACHED", Anna, wordy);
    }

    [Fact]
    public void Whether_all_had_filed_and_nothing_came_of_it_makes_no_difference()
    {
        var (looked, not) = (Agreed(Early), Agreed(Early));
        foreach (var party in new[] { North, South })
        {
            looked.Seal(Consent(party, Early, IfLists()));
        }

        foreach (var vault in new[] { looked, not })
        {
            vault.PassUntil(Outset + Duration.FromHours(1));
        }

        Assert.NotNull(looked.State.Openings[0].HeldAt);
        Assert.Equal(not.Send(Anna, CancelOf(Early)).Words, looked.Send(Anna, CancelOf(Early)).Words);
    }

    [Fact]
    public void What_is_being_concluded_is_not_cancelled()
    {
        var vault = Agreed(Early);
        vault.TextAnswers = null;
        vault.Seal(Consent(North, Early));
        vault.Seal(Consent(South, Early));
        vault.PassUntil(Outset + Duration.FromHours(1));
        Assert.Equal(RejectionCode.Unavailable, vault.Refuse("RETRY", Anna, CancelOf(Early)).Code);

        // What would be refused anyhow does not tell that anything is on its way.
        var wordy = CancelOf(Early);
        wordy.Cancellation.Reason.Values["en"] = new string('x', VaultLimits.ReasonBytes);
        vault.Refuse("LIMIT_REACHED", Anna, wordy);
    }

    [Fact]
    public void What_is_concluded_is_not_cancelled_either()
    {
        var vault = Agreed(Early);
        vault.Seal(Consent(North, Early));
        vault.Seal(Consent(South, Early));
        vault.PassUntil(Outset + Duration.FromHours(1));
        vault.Refuse("OPENING_OVER", Anna, CancelOf(Early));
    }

    private static PlayedVault Agreed(string opening = Fixed)
    {
        var vault = new PlayedVault();
        vault.Accept(Caller.Parley, Open());
        var register = Register(opening);
        register.Opening.AgreedBy.AddRange([North, South, Broker]);
        vault.Accept(Caller.Parley, register);
        return vault;
    }

    private static CancelOpeningRequest Cancel(params string[] agreedBy) => CancelOf(Fixed, agreedBy);

    private static CancelOpeningRequest CancelOf(string opening, params string[] agreedBy) => new()
    {
        Name = Text,
        Opening = opening,
        Cancellation = new() { Reason = new() { Values = { ["en"] = "It was the wrong year." } }, AgreedBy = { agreedBy.Length == 0 ? [North, South, Broker] : agreedBy } },
    };
}
