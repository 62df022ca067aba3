using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Parley.Testing;
using Xunit;

namespace Parley.Journal.Tests.Writer;

/// <summary>A writer over a scripted store, with time that stands still.</summary>
public abstract class WriterTest : IAsyncLifetime
{
    private JournalWriter? writer;

    internal ScriptedStore Store { get; } = new();

    protected FakeTimeProvider Time { get; } = new();

    protected JournalOptions Options { get; } = new();

    /// <summary>Made at first use, so that a test can set <see cref="Options"/> before.</summary>
    protected JournalWriter Writer => writer ??= new JournalWriter(
        Store, Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<JournalWriter>.Instance);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (writer is not null)
            await writer.DisposeAsync().AsTask().WaitAsync(Waiting.Patience);
    }

    protected Task<AppendResult> Append(string journal, Guid? by = null) => Writer.Append(Make.Append(journal, 0) with { Writer = by ?? Make.Me });

    /// <summary>Sends an append and waits until the store has it, so that what follows queues behind it.</summary>
    internal async Task<(Task<AppendResult> Answer, ScriptedStore.Call Call)> Busy(Guid? by = null)
    {
        var answer = Append("busy", by);
        return (answer, await Store.Next());
    }

    protected static async Task<AppendOutcome[]> Outcomes(params Task<AppendResult>[] answers) =>
        [.. (await Task.WhenAll(answers)).Select(result => result.Outcome)];
}
