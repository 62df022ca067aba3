using System.Threading.Channels;
using Parley.Testing;

namespace Parley.Journal.Tests.Writer;

/// <summary>A store whose writes wait until the test says how they end.</summary>
internal sealed class ScriptedStore : WriteOnlyStore
{
    private readonly Channel<Call> calls = Channel.CreateUnbounded<Call>();

    /// <summary>The next write that the writer has begun; waits for it, ten seconds at most.</summary>
    public Task<Call> Next() => calls.Reader.ReadAsync(Xunit.TestContext.Current.CancellationToken).AsTask().WaitAsync(
        TimeSpan.FromSeconds(10), Xunit.TestContext.Current.CancellationToken);

    public override Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        var call = new Call(batch, cancellation);
        calls.Writer.TryWrite(call);
        return call.Task;
    }

    /// <summary>One write, not ended yet.</summary>
    internal sealed class Call(IReadOnlyList<Append> batch, CancellationToken cancellation)
        : TaskCompletionSource<IReadOnlyList<AppendResult>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public IReadOnlyList<Append> Batch => batch;
        public CancellationToken Cancellation => cancellation;
        public string Journals => string.Join(' ', batch.Select(append => append.Journal));

        public void Commit() => SetResult([.. batch.Select(append => new AppendResult(AppendOutcome.Committed, append.ExpectedVersion + append.Events.Count))]);
    }
}
