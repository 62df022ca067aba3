using System.Text.Json;
using System.Threading.Channels;

namespace Parley.Chaos.History;

/// <summary>Writes the history down as it goes, a line of JSON each, and has it at hand for the end.</summary>
public sealed class HistoryLog : IAsyncDisposable
{
    private readonly Channel<Line> _lines = Channel.CreateUnbounded<Line>(new() { SingleReader = true });
    private readonly List<Line> _written = [];
    private readonly Task _writing;

    /// <summary>Begins a history in a file.</summary>
    public HistoryLog(string file) => _writing = Write(file);

    /// <summary>Adds a line; those of one client stay in their order.</summary>
    public void Add(Line line) => _lines.Writer.TryWrite(line);

    /// <summary>What is written so far.</summary>
    public IReadOnlyList<Line> SoFar()
    {
        lock (_written)
        {
            return [.. _written];
        }
    }

    /// <summary>Writes what is left.</summary>
    /// <returns>All lines.</returns>
    public async Task<IReadOnlyList<Line>> End()
    {
        _lines.Writer.TryComplete();
        await _writing;
        return _written;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await End();

    private async Task Write(string file)
    {
        await using var stream = File.Create(file);
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out var line))
            {
                lock (_written)
                {
                    _written.Add(line);
                }

                await JsonSerializer.SerializeAsync(stream, line);
                stream.WriteByte((byte)'\n');
            }

            await stream.FlushAsync();
        }
    }
}
