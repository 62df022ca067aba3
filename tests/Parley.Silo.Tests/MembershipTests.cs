using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans;
using Orleans.Runtime;
using Parley.Silo.Clustering;
using Xunit;

namespace Parley.Silo.Tests;

/// <summary>A silo is a member for as long as it has found itself in the table lately, by the time at which it asked.</summary>
public sealed class MembershipTests : IDisposable
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);
    private readonly FakeTimeProvider _time = new();
    private readonly Table _table = new();
    private readonly MembershipLease _lease;
    private readonly MembershipConfirmation _confirmation;

    public MembershipTests()
    {
        _lease = new(_time, Validity);
        _confirmation = new(_lease, _table, new Local(), Validity / 5, _time, NullLogger<MembershipConfirmation>.Instance);
    }

    public void Dispose() => _confirmation.Dispose();

    [Fact]
    public async Task A_silo_that_is_cut_off_from_the_table_while_another_is_not_ends() =>
        Assert.True(await EndsAfter(Patience, othersHeld: Patience + Validity));

    [Fact]
    public async Task A_silo_does_not_end_when_the_others_could_not_read_the_table_either() =>
        Assert.False(await EndsAfter(Patience, othersHeld: Patience / 2));

    [Fact]
    public async Task A_silo_that_was_not_confirmed_for_a_moment_does_not_end() =>
        Assert.False(await EndsAfter(Patience - TimeSpan.FromTicks(1), othersHeld: TimeSpan.FromHours(1)));

    [Fact]
    public async Task A_silo_has_been_a_member_since_it_last_was_none()
    {
        await _confirmation.Confirm();
        _time.Advance(Validity);
        await _confirmation.Confirm();
        Assert.Equal(Validity, _lease.HeldFor);

        _time.Advance(Validity * 2);
        Assert.Equal(TimeSpan.Zero, _lease.HeldFor);
        await _confirmation.Confirm();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), _lease.HeldFor);
    }

    [Fact]
    public void A_silo_that_is_alone_needs_no_confirmation() => Assert.True(MembershipLease.NotNeeded.IsHeld);

    [Fact]
    public async Task Before_it_has_found_itself_it_is_no_member()
    {
        Assert.False(_lease.IsHeld);
        await _confirmation.Confirm();
        Assert.True(_lease.IsHeld);
    }

    [Fact]
    public async Task A_confirmation_counts_from_when_it_was_asked_for()
    {
        _table.Before = () => _time.Advance(Validity);
        await _confirmation.Confirm();
        Assert.True(_lease.IsHeld);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_lease.IsHeld);
    }

    [Fact]
    public async Task While_the_table_cannot_be_read_the_last_confirmation_holds_for_its_time()
    {
        await _confirmation.Confirm();
        _table.Before = () => throw new IOException("The database is away.");
        _time.Advance(Validity);
        await _confirmation.Confirm();
        Assert.True(_lease.IsHeld);
        _time.Advance(Validity / 5);
        await _confirmation.Confirm();
        Assert.False(_lease.IsHeld);

        _table.Before = null;
        await _confirmation.Confirm();
        Assert.True(_lease.IsHeld);
    }

    [Theory]
    [InlineData(SiloStatus.Dead, false)]
    [InlineData(SiloStatus.None, false)]
    [InlineData(SiloStatus.Active, true)]
    [InlineData(SiloStatus.ShuttingDown, true)]
    [InlineData(SiloStatus.Stopping, true)]
    public async Task A_silo_that_was_declared_dead_or_is_not_there_is_none_at_once_and_one_that_leaves_is_until_it_has_left(SiloStatus status, bool isMember)
    {
        await _confirmation.Confirm();
        _table.Status = status;
        await _confirmation.Confirm();
        Assert.Equal(isMember, _lease.IsHeld);
    }

    private sealed class Local : ILocalSiloDetails
    {
        public string Name => "silo-1";

        public string ClusterId => "parley";

        public string DnsHostName => "localhost";

        public SiloAddress SiloAddress { get; } = SiloAddress.New(IPAddress.Loopback, 11111, 1);

        public SiloAddress GatewayAddress => SiloAddress;
    }

    /// <summary>A table with one silo in it, or none.</summary>
    /// <summary>Whether a silo ends that has not found itself for a time, while another one has been a member for a time.</summary>
    private async Task<bool> EndsAfter(TimeSpan unconfirmed, TimeSpan othersHeld)
    {
        await _confirmation.Confirm();
        _time.Advance(unconfirmed);
        var hasEnded = false;
        using var cutOff = new CutOff(_lease, new Others(othersHeld), Patience, _ => hasEnded = true, new Local(), _time, NullLogger<CutOff>.Instance);
        await cutOff.Look();
        return hasEnded;
    }

    private sealed class Others(TimeSpan held) : IWitnesses
    {
        public Task<TimeSpan> LongestMembership() => Task.FromResult(held);
    }

    private sealed class Table : IMembershipTable
    {
        public SiloStatus Status { get; set; } = SiloStatus.Active;

        public Action? Before { get; set; }

        public Task<MembershipTableData> ReadRow(SiloAddress key)
        {
            Before?.Invoke();
            var version = new TableVersion(1, "1");
            return Task.FromResult(Status == SiloStatus.None
                ? new MembershipTableData(version)
                : new MembershipTableData(Tuple.Create(new MembershipEntry { SiloAddress = key, Status = Status }, "1"), version));
        }

        public Task InitializeMembershipTable(bool tryInitTableVersion) => throw new NotSupportedException();

        public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

        public Task<MembershipTableData> ReadAll() => throw new NotSupportedException();

        public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => throw new NotSupportedException();

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => throw new NotSupportedException();

        public Task UpdateIAmAlive(MembershipEntry entry) => throw new NotSupportedException();
    }
}
