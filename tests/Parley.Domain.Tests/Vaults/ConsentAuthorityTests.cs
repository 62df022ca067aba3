using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

/// <summary>Who can seal consent for a member, and what becomes of consents on which the text does not let them sign.</summary>
public sealed class ConsentAuthorityTests
{
    private const string Revoked = "FULL_POWERS_REVOKED";

    [Fact]
    public void Who_has_no_authority_agreed_for_an_opening_seals_nothing_for_it()
    {
        var vault = new PlayedVault();
        var register = Register(Fixed);
        register.Opening.Authorities.Add([new ConsentAuthority { Party = North, Level = Level.HeadOfState }, new ConsentAuthority { Party = South, Level = Level.HeadOfState }]);
        vault.Accept(Caller.Parley, Open());
        vault.Accept(Caller.Parley, register);
        vault.Seal(Consent(North));
        Assert.Equal(Broker, vault.Refuse("OPENING_AUTHORITY_MISSING", Consent(Broker)).Metadata["missing"]);
    }

    [Fact]
    public void An_interpreter_or_adviser_neither_seals_consent_nor_takes_it_back()
    {
        var vault = Opened();
        var filed = vault.Seal(Consent(North));
        vault.Accept(Caller.Parley, Accredited(2, new AccreditationPeriod { Subject = Nora.Subject, Assists = true }));
        vault.Refuse("CANNOT_BIND", Consent(North));
        vault.Refuse("CANNOT_BIND", Withdraw(North, filed.Hash));
        vault.Seal(Ready(North, South)); // Readiness binds nobody.
        vault.Seal(Consent(South));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    public void What_nobody_could_withdraw_any_more_binds_nobody(bool isAnybodyAdmitted, bool assists, bool concludes)
    {
        var vault = Opened();
        vault.Seal(Consent(North));
        vault.Seal(Consent(South));
        vault.Accept(Caller.Parley, isAnybodyAdmitted ? Accredited(2, new AccreditationPeriod { Subject = Nora.Subject, Assists = assists }) : Accredited(2));
        vault.PassUntil(Opening);
        Assert.Equal(concludes ? 2 : 0, vault.CallsTo(Text).Single(c => c.ConcludeText.Opening == Fixed).ConcludeText.Members.Count);
    }

    [Fact]
    public void Who_can_withdraw_again_has_until_the_next_look_and_the_look_is_not_dated_back()
    {
        var vault = Opened();
        var north = vault.Seal(Consent(North, Early));
        vault.Now += Duration.FromSeconds(70);
        vault.Accept(Caller.Parley, Accredited(2));
        vault.Now += Duration.FromSeconds(20);
        vault.Seal(Consent(South, Early));
        vault.Now = Outset + Duration.FromHours(2);
        vault.Accept(Caller.Parley, Accredited(3, new AccreditationPeriod { Subject = Nora.Subject }));
        Assert.Equal(Outset + Duration.FromMinutes(121), vault.NextDue);
        vault.Now += Duration.FromSeconds(30);
        vault.Seal(Withdraw(North, north.Hash));
        vault.PassUntil(Opening - Duration.FromMinutes(1));
        Assert.Empty(vault.CallsTo(Text));
    }

    [Fact]
    public void Consents_that_count_again_are_looked_at_after_that()
    {
        var vault = Opened();
        vault.Seal(Consent(North, Early));
        vault.Accept(Caller.Parley, Accredited(2));
        vault.Seal(Consent(South, Early));
        vault.Now = Outset + Duration.FromHours(2);
        vault.Accept(Caller.Parley, Accredited(3, new AccreditationPeriod { Subject = Nora.Subject }));
        vault.PassUntil(Opening - Duration.FromMinutes(1));
        Assert.Equal((Outset + Duration.FromMinutes(121)).ToTimestamp(), Assert.Single(vault.CallsTo(Text)).ConcludeText.Time);
    }

    [Fact]
    public void What_the_text_does_not_take_is_over_at_the_instant_and_concludes_nothing()
    {
        var vault = Opened();
        vault.TextAnswers = Revoked;
        vault.Seal(Consent(North));
        vault.Seal(Consent(South));
        vault.PassUntil(Opening + Duration.FromMinutes(5));
        var told = vault.CallsTo(Text).Select(c => c.ConcludeText).Where(c => c.Opening == Fixed).ToList();
        Assert.Equal([2, 0], told.Select(c => c.Members.Count));
        Assert.All(told, c => Assert.Equal(Opening.ToTimestamp(), c.Time));
        vault.Refuse("OPENING_OVER", Consent(North));
        Assert.Equal(vault.State.Openings.Select(o => o.IsConcluded), vault.Replayed().State.Openings.Select(o => o.IsConcluded));
    }

    [Fact]
    public void Whoever_was_admitted_in_another_rank_than_the_one_that_was_agreed_seals_nothing_by_virtue_of_it()
    {
        var vault = new PlayedVault();
        var register = Register(Fixed);
        register.Opening.Authorities.Add([new ConsentAuthority { Party = North, Level = Level.HeadOfState }, new ConsentAuthority { Party = South, Level = Level.SpecialEnvoy, FullPowers = "p" }]);
        vault.Accept(Caller.Parley, Open());
        vault.Accept(Caller.Parley, register);
        vault.Accept(Caller.Parley, Accredited(2, new AccreditationPeriod { Subject = Nora.Subject, Level = Level.SeniorOfficial }));
        vault.Refuse("LEVEL_NOT_ACCREDITED", Consent(North));
        vault.Accept(Caller.Parley, Accredited(3, new AccreditationPeriod { Subject = Nora.Subject, Level = Level.HeadOfState }));
        vault.Seal(Consent(North));
        vault.Accept(Caller.Parley, Accredited(4, new AccreditationPeriod { Subject = Nora.Subject }));
        vault.Seal(Consent(North));
        vault.Seal(Consent(South));
    }

    /// <summary>What is acknowledged is not overtaken: while what holds together is on its way to the text, nothing of it is filed or withdrawn.</summary>
    [Fact]
    public void What_is_being_concluded_is_neither_withdrawn_nor_replaced()
    {
        var vault = Opened();
        vault.TextAnswers = null;
        var north = vault.Seal(Consent(North, Early));
        vault.Seal(Consent(South, Early));
        vault.PassUntil(Outset + Duration.FromMinutes(10));
        Assert.Equal(RejectionCode.Unavailable, vault.Refuse("RETRY", Withdraw(North, north.Hash)).Code);
        vault.Refuse("RETRY", Consent(North, Early));

        // What would be refused anyhow does not tell that anything is on its way.
        vault.Refuse("UNKNOWN_CLAUSE", Consent(North, Early, new() { Clauses = { "none" } }));
        vault.Seal(Consent(North)); // Another opening is another matter.
    }

    [Fact]
    public void Before_the_instant_nobody_notices_that_the_text_did_not_take_it()
    {
        const string answer = Revoked;
        // In one history South files, and what was found is not taken; in the other South never files.
        var refused = Opened();
        var waiting = Opened();
        refused.TextAnswers = answer;
        refused.Seal(Consent(South, Early));
        var first = (refused.Seal(Consent(North, Early)), waiting.Seal(Consent(North, Early)));
        refused.PassUntil(Outset + Duration.FromMinutes(10));
        waiting.PassUntil(Outset + Duration.FromMinutes(10));
        Assert.Equal(2, Assert.Single(refused.CallsTo(Text)).ConcludeText.Members.Count);

        Assert.Equal(refused.Seal(Withdraw(North, first.Item1.Hash)), waiting.Seal(Withdraw(North, first.Item2.Hash)));
        Assert.Equal(refused.Seal(Consent(North, Early)), waiting.Seal(Consent(North, Early)));
        Assert.Equal(refused.Accept(Anna, Certify(Early)), waiting.Accept(Anna, Certify(Early)));
        Assert.Equal(refused.ReceiptsOf(North), waiting.ReceiptsOf(North));
        refused.PassUntil(Opening - Duration.FromTicks(10));
        Assert.Single(refused.CallsTo(Text));

        refused.PassUntil(Opening);
        waiting.PassUntil(Opening);
        Assert.Equal(refused.Send(Nora, Consent(North, Early)).Words, waiting.Send(Nora, Consent(North, Early)).Words);
        Assert.Equal(2, refused.CallsTo(Text).Count(c => c.ConcludeText.Opening == Early));
    }
}
