using Parley.Silo.Frame;
using Xunit;

namespace Parley.Silo.Tests;

/// <summary>Many want one thing done: each gets what was begun after it came, and no two are done at a time.</summary>
public sealed class SharedRunsTests
{
    private readonly List<TaskCompletionSource<int>> _begun = [];

    [Fact]
    public async Task Who_comes_while_it_is_done_shares_the_next_run()
    {
        var runs = new SharedRuns<int>(Begin);
        var first = runs.Run();
        Task<int>[] waiting = [runs.Run(), runs.Run(), runs.Run()];
        Assert.Single(_begun);

        _begun[0].SetResult(1);
        Assert.Equal(1, await first);
        await SiloTest.Eventually(() => new ValueTask<int>(_begun.Count), n => n == 2);
        Assert.DoesNotContain(waiting, w => w.IsCompleted);
        var later = runs.Run();
        _begun[1].SetResult(2);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(2, answer));

        await SiloTest.Eventually(() => new ValueTask<int>(_begun.Count), n => n == 3);
        _begun[2].SetResult(3);
        Assert.Equal(3, await later);
    }

    [Fact]
    public async Task A_run_that_fails_fails_for_those_who_share_it_only()
    {
        var runs = new SharedRuns<int>(Begin);
        var first = runs.Run();
        var second = runs.Run();
        _begun[0].SetException(new IOException("away"));
        await Assert.ThrowsAsync<IOException>(() => first);
        await SiloTest.Eventually(() => new ValueTask<int>(_begun.Count), n => n == 2);
        _begun[1].SetResult(2);
        Assert.Equal(2, await second);
    }

    private Task<int> Begin()
    {
        _begun.Add(new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _begun[^1].Task;
    }
}
