using System.Diagnostics;
using Parley.Journal.Sqlite;
using Xunit;

namespace Parley.Journal.Tests.Sqlite;

/// <summary>Acknowledged means durable: the writing process is killed, and everything it acknowledged is found once.</summary>
public sealed class SqliteCrash : IAsyncDisposable
{
    private readonly SqliteFixture fixture = new();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Kill_WhileWriting_EverythingAcknowledgedIsFoundOnce()
    {
        var acknowledged = new List<(int Caller, int Number)>();
        for (var round = 0; round < 3; round++)
            acknowledged.AddRange(await WriteAndKill(atLeast: 500));

        var store = await fixture.Open(new JournalOptions());

        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
        foreach (var caller in acknowledged.GroupBy(ack => ack.Caller))
        {
            var journal = CrashingProcess.Journal(caller.Key);
            var events = await store.ReadEvents(new EventQuery(journal, 1, long.MaxValue, int.MaxValue), Cancellation);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Version));
            Assert.Equal(events.Count, (await store.ReadHead(journal, Cancellation))!.Version);
            var found = await store.FindRequests([.. caller.Select(ack => (journal, CrashingProcess.Key(ack.Caller, ack.Number)))], Cancellation);
            Assert.Equal(caller.Select(ack => (long?)ack.Number + 1), found.Select(request => request?.Version));
        }
    }

    [Fact]
    public async Task Migrate_AnotherProcessHoldsTheFile_IsRefused()
    {
        using var holder = Start();
        try
        {
            Assert.NotNull(await holder.StandardOutput.ReadLineAsync(Cancellation));

            var refused = await Assert.ThrowsAsync<DataFileInUseException>(() => fixture.Open(new JournalOptions()));
            Assert.Contains(fixture.DataFile, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            holder.Kill();
            await holder.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<List<(int Caller, int Number)>> WriteAndKill(int atLeast)
    {
        using var process = Start();
        var lines = new List<string>();
        try
        {
            while (lines.Count < atLeast && await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
                lines.Add(line);
        }
        finally
        {
            // SIGKILL; what it still had said is in the pipe and counts.
            process.Kill();
        }

        var rest = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(lines.Count >= atLeast, "The process ended by itself.");
        // The last line may be cut off; what it would have said is not known here.
        lines.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return [.. lines.Select(line => line.Split(' ')).Select(parts => (int.Parse(parts[0]), int.Parse(parts[1])))];
    }

    private Process Start() => Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
    {
        ArgumentList = { CrashingProcess.Mode, fixture.DataFile },
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;
}
