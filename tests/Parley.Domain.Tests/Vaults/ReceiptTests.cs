using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Domain.Vaults;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Vaults.Talks;

namespace Parley.Domain.Tests.Vaults;

public sealed class ReceiptTests
{
    [Fact]
    public void Whoever_filed_can_work_out_the_hash_and_read_what_was_hashed()
    {
        var vault = Opened();
        var consent = vault.Seal(Consent(North, consent: If(South)));
        var ready = vault.Seal(Ready(North, South, from: Opening));
        var range = vault.Seal(Range(North, 1, 2));
        Assert.All((SealReceipt[])[consent, ready, range], receipt => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(receipt.Salt), .. receipt.Filing])), receipt.Hash));
        Assert.Equal(If(South), SealedConsent.Parser.ParseFrom(consent.Filing));
        Assert.Equal(Ready(North, South, from: Opening).Readiness, SealedReadiness.Parser.ParseFrom(ready.Filing));
        Assert.Equal(Range(North, 1, 2).Filing, RangeFiling.Parser.ParseFrom(range.Filing));
    }

    [Fact]
    public void A_receipt_says_what_was_filed_for_what_and_when()
    {
        var vault = Opened();
        var consent = vault.Seal(Consent(North));
        Assert.Equal((SealedKind.Consent, Text + "/openings/fixed"), (consent.Kind, consent.Subject));
        Assert.Equal(Outset.ToTimestamp(), consent.FileTime);
        Assert.Null(consent.WithdrawTime);
        var ready = vault.Seal(Ready(North, South, ReadinessSubject.CeaseFire));
        Assert.Equal((SealedKind.Readiness, "READINESS_SUBJECT_CEASE_FIRE"), (ready.Kind, ready.Subject));
        var range = vault.Seal(Range(North, 1, 2));
        Assert.Equal((SealedKind.Range, TheTalks + "/ranges/hour/rounds/1"), (range.Kind, range.Subject));
    }

    [Fact]
    public void The_same_filing_twice_has_two_hashes()
    {
        var vault = Opened();
        Assert.NotEqual(vault.Seal(Consent(North)).Hash, vault.Seal(Consent(North)).Hash);
    }

    [Fact]
    public void The_caucus_where_mediators_read_gets_hash_and_times_and_not_what_was_filed_nor_for_what()
    {
        var vault = Opened();
        var given = vault.Seal(Consent(North));
        Assert.Equal(new SealReceipt { Hash = given.Hash, FileTime = given.FileTime }, Assert.Single(vault.ReceiptsOf(North)));
        Assert.Equal([CaucusOf(North)], vault.Events.Where(e => e.CallRequested is not null).Select(e => e.CallRequested.Target));
    }

    [Fact]
    public void A_later_filing_takes_the_place_of_the_earlier_and_the_caucus_is_told()
    {
        var vault = Opened();
        var first = vault.Seal(Consent(North));
        vault.Now += NodaTime.Duration.FromMinutes(5);
        var second = vault.Seal(Consent(North, consent: If(South)));
        Assert.Equal(
            [(first.Hash, null), (first.Hash, vault.Now.ToTimestamp()), (second.Hash, null)],
            vault.ReceiptsOf(North).Select(r => (r.Hash, (Timestamp?)r.WithdrawTime)));
        vault.Refuse("FILING_ENDED", Withdraw(North, first.Hash));
    }

    [Fact]
    public void Filings_in_other_matters_leave_each_other_alone()
    {
        var vault = Opened();
        vault.Seal(Consent(North));
        vault.Seal(Consent(North, Early));
        vault.Seal(Ready(North, South));
        vault.Seal(Ready(North, Broker));
        vault.Seal(Ready(North, South, ReadinessSubject.Talk));
        vault.Seal(Range(North, 1, 2));
        vault.Seal(Range(North, Outset, Outset, "day"));
        Assert.All(vault.ReceiptsOf(North), r => Assert.Null(r.WithdrawTime));
        Assert.Equal(7, vault.ReceiptsOf(North).Count());
    }

    [Fact]
    public void A_withdrawal_is_answered_with_the_receipt_and_told_to_the_caucus()
    {
        var vault = Opened();
        var filed = vault.Seal(Consent(North));
        vault.Now += NodaTime.Duration.FromMinutes(5);
        var withdrawn = vault.Seal(Withdraw(North, filed.Hash));
        var expected = filed.Clone();
        expected.WithdrawTime = vault.Now.ToTimestamp();
        Assert.Equal(expected, withdrawn);
        Assert.Equal([(filed.Hash, null), (filed.Hash, vault.Now.ToTimestamp())], vault.ReceiptsOf(North).Select(r => (r.Hash, (Timestamp?)r.WithdrawTime)));
        vault.Refuse("FILING_ENDED", Withdraw(North, filed.Hash));
    }

    [Fact]
    public void Anothers_filing_is_answered_as_one_that_does_not_exist()
    {
        var vault = Opened();
        var hash = vault.Seal(Consent(South)).Hash;
        string[] unknown = [hash, new('0', SealHash.Length), hash[..31], hash[..31] + new string('0', 33), hash.ToUpperInvariant(), "", "none"];
        Assert.All(unknown, h => Assert.Equal(new Reply(null, Rejection.NotFound(CaucusOf(North))).Words, vault.Send(Nora, Withdraw(North, h)).Words));
        vault.Seal(Withdraw(South, hash));
        Assert.Equal(new Reply(null, Rejection.NotFound(CaucusOf(North))).Words, vault.Send(Nora, Withdraw(North, hash)).Words);
    }

    [Fact]
    public void A_late_repeat_is_answered_with_the_receipt_as_it_is_now()
    {
        var vault = Opened();
        var at = vault.Events.Count;
        var filed = vault.Seal(Consent(North));
        Assert.Equal(filed, vault.Repeated(at));
        vault.Now += NodaTime.Duration.FromMinutes(1);
        at = vault.Events.Count;
        vault.Seal(Consent(North, consent: If(South)));
        var replaced = filed.Clone();
        replaced.WithdrawTime = vault.Now.ToTimestamp();
        Assert.Equal(replaced, vault.Repeated(at - 3));
    }

    [Fact]
    public void A_repeat_is_answered_only_while_its_sender_acts_for_the_member_for_whom_it_was_sent()
    {
        // Nora may file for North, and certify as a mediator.
        var nora = new Caller(Nora.Subject, [.. Nora.Grants, new(Role.Mediator, "")]);
        var law = new VaultConcept();
        IMessage[] ofNorth = [Consent(North), Ready(North, South), Range(North, 1, 2), Withdraw(North, new('0', SealHash.Length))];
        var vault = Opened();
        Assert.All(ofNorth, request => Assert.True(law.MayRepeat(vault.State, request, nora)));
        Assert.False(law.MayRepeat(vault.State, Consent(South), nora));

        var others = Open().Members[0].Clone();
        others.Narrowed = true;
        others.Accredited.Add("nils");
        vault.Accept(Caller.Parley, new ChangeAccreditationCall { Name = Vault, Members = { others }, AccreditationVersion = 2 });
        Assert.All(ofNorth, request => Assert.False(law.MayRepeat(vault.State, request, nora)));
        Assert.True(law.MayRepeat(vault.State, Certify(), nora));
    }

    [Fact]
    public void What_a_member_files_is_limited_by_its_own_filings_only()
    {
        Limited(VaultLimits.ReadinessFilings, v => Ready(North, South), v => Ready(South, North, levels: [Level.Local]));
        Limited(VaultLimits.ConsentFilings, v => Consent(North), v => Consent(South, consent: IfLists()));
        Limited(VaultLimits.RangeFilings, v => Range(North, 1, 2), v => Range(South, 1, 2));

        static void Limited(int limit, Func<PlayedVault, IMessage> mine, Func<PlayedVault, IMessage> others)
        {
            var vault = Opened();
            vault.Seal(others(vault));
            for (var i = 0; i < limit; i++)
            {
                var receipt = vault.Seal(mine(vault));
                if (i == 0)
                {
                    vault.Seal(Withdraw(North, receipt.Hash)); // It counts all the same.
                }
            }

            Assert.Equal(limit.ToString(), vault.Refuse("ROUNDS_EXHAUSTED", mine(vault)).Metadata["limit"]);
            vault.Seal(others(vault));
        }
    }

    [Fact]
    public void A_filing_of_the_most_bytes_is_taken_and_one_more_byte_is_too_many()
    {
        var vault = Opened();
        SealReadinessRequest Of(int bytes)
        {
            var request = Ready(North, South, venues: [""]);
            request.Readiness.Venues[0] = new('v', bytes - request.Readiness.CalculateSize());
            request.Readiness.Venues[0] = new('v', request.Readiness.Venues[0].Length - (request.Readiness.CalculateSize() - bytes));
            Assert.Equal(bytes, request.Readiness.CalculateSize());
            vault.Accept(Caller.Parley, Show(request.Readiness.Venues[0]));
            return request;
        }

        vault.Seal(Of(VaultLimits.FilingBytes));
        vault.Refuse("LIMIT_REACHED", Of(VaultLimits.FilingBytes + 1));
    }

    [Fact]
    public void A_time_without_a_zone_is_refused_with_what_it_may_mean()
    {
        var request = Ready(North, South, from: Opening);
        request.Readiness.NotBefore.Zone = "";
        var refused = Opened().Refuse("ZONE_MISSING", request);
        Assert.Equal("readiness.not_before.zone", refused.Fields[0].Field);
        // The members' clocks are at +04:00, +03:00 and +02:00, the mediators' is at -04:00.
        Assert.Equal(4, refused.Metadata["candidates"].Split(',').Length);
    }

    [Fact]
    public void What_was_stated_is_hashed_and_what_it_means_is_compared()
    {
        var vault = Opened();
        var request = Ready(North, South, from: Opening);
        request.Readiness.NotBefore.Resolved = Resolved(Outset).Resolved; // Nobody is believed that its time means something else.
        var receipt = vault.Seal(request);
        var stated = request.Readiness.Clone();
        stated.NotBefore.Resolved = null;
        Assert.Equal(stated.ToByteString(), receipt.Filing);
        Assert.Equal(Opening.ToTimestamp(), vault.Of(Event.BodyOneofCase.ReadinessSealed).Single().ReadinessSealed.Readiness.NotBefore.Resolved.Instant);
    }
}
