using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Vaults;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

public sealed class AudienceTests
{
    public static TheoryData<string, Func<string, IMessage>> Commands { get; } = new()
    {
        { "consent", party => Consent(party) },
        { "readiness", party => Ready(party, South) },
        { "range", party => Range(party, 1, 2) },
        { "withdrawal", party => Withdraw(party, new string('0', SealHash.Length)) },
    };

    [Fact]
    public void Nobody_reads_a_vault_whatever_is_in_it()
    {
        var vault = Opened();
        vault.Seal(Consent(North));
        var concept = new VaultConcept();
        Assert.Empty(concept.AudienceOf(vault.State));
        foreach (var caller in (Caller[])[Nora, Sven, Anna, Observer, Caller.Anonymous])
        {
            Assert.False(Audience.Admits(concept.AudienceOf(vault.State), caller));
        }
    }

    [Fact]
    public void Members_and_mediators_may_send_and_nobody_else()
    {
        var senders = new VaultConcept().SendersOf(Opened().State)!.Value;
        Assert.All((Caller[])[Nora, Sven, Greta, Paul, Anna], caller => Assert.True(Audience.Admits(senders, caller)));
        Assert.All((Caller[])[Observer, Stranger, Caller.Anonymous, new("m", [new(Role.Mediator, "conflicts/other")])],
            caller => Assert.False(Audience.Admits(senders, caller)));
        Assert.Empty(new VaultConcept().SendersOf(new(Vault))!.Value);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Anothers_caucus_is_answered_as_one_that_does_not_exist(string what, Func<string, IMessage> command)
    {
        Assert.NotEmpty(what);
        var nobody = CaucusOf(Valley + "/parties/nobody");
        var vault = Opened();
        foreach (var caller in (Caller[])[Sven, Greta, Paul, Stranger, Observer, Caller.Anonymous])
        {
            Assert.Equal(Rejection.NotFound(CaucusOf(North)).Message, vault.Send(caller, command(North)).Rejection!.Message);
            Assert.Equal(Rejection.NotFound(nobody).Message, vault.Send(caller, command(Valley + "/parties/nobody")).Rejection!.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_mediator_cannot_tell_one_caucus_from_another_and_finds_none_by_the_rule(string what, Func<string, IMessage> command)
    {
        Assert.NotEmpty(what);
        var vault = Opened();
        var (there, nowhere) = (vault.Send(Anna, command(North)), vault.Send(Anna, command(Valley + "/parties/nobody")));
        Assert.Equal(there.Words, nowhere.Words);
        var ruled = new VaultConcept().Decide(vault.State, command(North), new(Anna, vault.Now, "id"));
        Assert.Equal(Rejection.NotFound(CaucusOf(North)).Message, ruled.Rejection!.Message);
    }

    [Fact]
    public void Once_anybody_was_accredited_the_others_of_the_delegation_find_nothing()
    {
        var vault = Opened();
        var members = Open().Members;
        members[0].Narrowed = true;
        members[0].Accredited.Add("nils");
        vault.Accept(Caller.Parley, new ChangeAccreditationCall { Name = Vault, Members = { members }, AccreditationVersion = 7 });
        vault.Refuse("NOT_FOUND", Nora, Consent(North));
        vault.Accept(new("nils", [new(Role.Party, North)]), Consent(North));
    }

    [Fact]
    public void Only_Parley_itself_opens_and_registers()
    {
        var vault = new PlayedVault();
        vault.Refuse("PERMISSION_DENIED", Anna, Open());
        vault.Accept(Caller.Parley, Open());
        foreach (var call in (IMessage[])[Register(Fixed), Register(BlindRangeKind.Number), new ChangeAccreditationCall { Name = Vault, AccreditationVersion = 9 }])
        {
            vault.Refuse("PERMISSION_DENIED", Anna, call);
        }
    }

    [Fact]
    public void Nothing_odd_makes_a_rule_fail()
    {
        IMessage[] odd =
        [
            new SealConsentRequest(), new SealReadinessRequest(), new SealRangeRequest(), new WithdrawFilingRequest(),
            new SealConsentRequest { Parent = CaucusOf(North), Text = Text, Opening = Fixed },
            new SealReadinessRequest { Parent = CaucusOf(North) }, new SealReadinessRequest { Parent = CaucusOf(North), Readiness = new() { With = South, NotBefore = new() } },
            new SealRangeRequest { Parent = CaucusOf(North), Range = "hour" }, new SealRangeRequest { Parent = CaucusOf(North), Range = "hour", Filing = new() { From = new() } },
            new SealRangeRequest { Parent = CaucusOf(North), Range = "day", Filing = new() { From = new() { Instant = new() }, To = new() { Instant = new() } } },
            new WithdrawFilingRequest { Parent = CaucusOf(North), Hash = "r\0" }, new WithdrawFilingRequest { Parent = CaucusOf(North), Hash = new string('Ä', 64) },
            new CertifyOpeningEventRequest { Name = "x" }, new GetCaucusRequest { Name = CaucusOf(North) },
            new RegisterOpeningCall(), new RegisterOpeningCall { Opening = new() { At = new() } }, new RegisterRangeCall(), new RegisterRangeCall { Range = new() { Closes = { new LegalTime() } } },
            new RegisterVenuesCall(), new SealReadinessRequest { Parent = CaucusOf(North), Readiness = new() { With = South, Venues = { "" } } },
            new ChangeAccreditationCall(),
        ];
        foreach (var vault in (PlayedVault[])[new(), Opened()])
        {
            Assert.All(odd, request => Assert.NotNull(
                new VaultConcept().Decide(vault.State, request, new(Nora, Outset, "id")).Rejection));
        }
    }

    [Fact]
    public void A_call_before_the_vault_is_open_is_made_again_later() =>
        Assert.Equal(RejectionCode.Unavailable, new PlayedVault().Send(Caller.Parley, Register(Fixed)).Rejection!.Code);

    [Fact]
    public void What_was_registered_first_stands()
    {
        var vault = Opened();
        vault.Refuse("ALREADY_EXISTS", Caller.Parley, Open());
        var later = Register(Fixed);
        later.Opening.At = Resolved(Opening + Duration.FromHours(1));
        vault.Refuse("ALREADY_REGISTERED", Caller.Parley, later);
        vault.Refuse("ALREADY_REGISTERED", Caller.Parley, Register(BlindRangeKind.Instant));
        Assert.Equal(Opening, vault.State.Opening(Text, Fixed)!.At);
    }

    [Fact]
    public void An_older_word_on_accreditation_never_replaces_a_newer_one()
    {
        var vault = Opened();
        vault.Accept(Caller.Parley, new ChangeAccreditationCall { Name = Vault, Members = { Open().Members }, AccreditationVersion = 5 });
        vault.Refuse("STALE_ACCREDITATION", Caller.Parley, new ChangeAccreditationCall { Name = Vault, AccreditationVersion = 5 });
        vault.Refuse("STALE_ACCREDITATION", Caller.Parley, new ChangeAccreditationCall { Name = Vault, AccreditationVersion = 4 });
        Assert.Equal(4, vault.State.Members.Length);
    }
}
