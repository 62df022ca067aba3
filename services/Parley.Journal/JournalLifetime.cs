using Microsoft.Extensions.Hosting;

namespace Parley.Journal;

/// <summary>Opens the journal before the process serves, and empties the queue before it ends.</summary>
internal sealed class JournalLifetime(IJournalStore store, JournalWriter writer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store.Migrate(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => writer.DisposeAsync().AsTask().WaitAsync(cancellationToken);
}
