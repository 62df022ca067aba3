using Parley.Testing;

namespace Parley.Silo.Tests;

/// <summary>Something that a test can hold up and let go, and that counts who came by.</summary>
internal sealed class Gate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _open = Opened();
    private TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _came;

    /// <summary>How many have come by.</summary>
    public int Came => Volatile.Read(ref _came);

    public void Hold()
    {
        lock (_gate)
        {
            _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Completes when somebody stands at the gate.</summary>
    public Task SomebodyWaits()
    {
        lock (_gate)
        {
            return _waiting.Task.WaitAsync(Waiting.Patience);
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _open.TrySetResult();
        }
    }

    /// <summary>Lets those at the gate go, and holds whoever comes next.</summary>
    public void LetPass()
    {
        lock (_gate)
        {
            var open = _open;
            Hold();
            open.TrySetResult();
        }
    }

    public Task Pass()
    {
        Interlocked.Increment(ref _came);
        lock (_gate)
        {
            _waiting.TrySetResult();
            return _open.Task;
        }
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
