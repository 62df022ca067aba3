namespace Parley.Silo.Frame;

/// <summary>
/// One thing that many want done, for each after it came to want it: who comes while it is being done shares the next run with all who come by
/// then. For use by one activation, whose turns never run at the same time.
/// </summary>
/// <param name="work">What is done.</param>
internal sealed class SharedRuns<T>(Func<Task<T>> work)
{
    private Task<T>? _running;
    private Task<T>? _next;

    /// <summary>A run that begins now or later.</summary>
    public Task<T> Run() => _running is { IsCompleted: false } running
        ? _next ??= After(running)
        : _running = work();

    private async Task<T> After(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        (_running, _next) = (_next, null);
        return await work();
    }
}
