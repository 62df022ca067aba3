namespace Parley.Silo.Tests;

/// <summary>As a grain's scheduler does: one thing at a time, in order.</summary>
internal static class OneThread
{
    public static async Task Run(Func<Task> test) => await Task.Factory.StartNew(
        test, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
}
