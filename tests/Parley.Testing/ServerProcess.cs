using System.Diagnostics;

namespace Parley.Testing;

/// <summary>A server in a process of its own: its CPU time is its own, and it can be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>What a server prints before its address once it listens.</summary>
    public const string ListeningPrefix = "Listening on ";

    private readonly Process _process;
    private readonly List<string> _output;

    private ServerProcess(Process process, Uri address, List<string> output) => (_process, Address, _output) = (process, address, output);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>True once it has ended, however.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>CPU time used so far, all threads.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The memory that it has in use now, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts a .NET program and waits until it says where it listens.</summary>
    /// <param name="assembly">The path of its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Environment variables beside this process's own.</param>
    /// <param name="through">A program, with its arguments, that becomes the server: <c>ip netns exec NAME</c>.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened; the message holds what it printed.</exception>
    public static async Task<ServerProcess> Start(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? through = null)
    {
        string[] command = [.. through ?? [], "dotnet", "exec", assembly, .. arguments];
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var output = new List<string>();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (output)
            {
                output.Add(line);
            }

            if (line.IndexOf(ListeningPrefix, StringComparison.Ordinal) is >= 0 and var at)
            {
                listening.TrySetResult(new(line[(at + ListeningPrefix.Length)..].Split(' ')[0]));
            }
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"{assembly} ended before it listened."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new(process, await listening.Task.WaitAsync(Waiting.Patience), output);
        }
        catch (Exception e)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            throw new InvalidOperationException($"{e.Message}\n{string.Join('\n', output)}", e);
        }
    }

    /// <summary>kill -9: nothing is flushed, nothing is said.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still, its connections open.</summary>
    public Task Pause() => Signal("-STOP");

    /// <summary>SIGCONT: it goes on as if nothing had been.</summary>
    public Task Continue() => Signal("-CONT");

    /// <summary>Completes when it has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> End()
    {
        await _process.WaitForExitAsync().WaitAsync(Waiting.Patience);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        await Signal("-TERM");
        await _process.WaitForExitAsync().WaitAsync(Waiting.Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }
}
