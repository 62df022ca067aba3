using NodaTime;
using NodaTime.Text;
using Parley.Domain.Time;
using Parley.Silo.Time;

namespace Parley.Standalone;

/// <summary>
/// The virtual clock of an exercise: it starts at a given instant, stands still until it is advanced, and is kept in a file so
/// that a restart does not turn it back.
/// </summary>
public sealed class ExerciseClock : ILegalClock
{
    private readonly string _file;
    private readonly Lock _gate = new();
    private Instant _now;

    /// <summary>Opens the clock of a data folder, or starts one.</summary>
    /// <param name="file">Where it is kept.</param>
    /// <param name="start">Where a clock that is not there yet starts.</param>
    /// <exception cref="InvalidDataException">The file holds no instant.</exception>
    public ExerciseClock(string file, Instant start)
    {
        _file = file;
        if (!File.Exists(file))
        {
            Set(start.Truncate());
            return;
        }

        var kept = InstantPattern.ExtendedIso.Parse(File.ReadAllText(file).Trim());
        _now = kept.Success ? kept.Value : throw new InvalidDataException($"{file} holds no instant; remove it to start the exercise anew.");
    }

    /// <inheritdoc/>
    public Instant Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <summary>Moves the clock; it is on disk before anybody sees it, so that it never goes back.</summary>
    internal void Set(Instant now)
    {
        var fresh = _file + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(InstantPattern.ExtendedIso.Format(now)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, _file, overwrite: true);
        lock (_gate)
        {
            _now = now;
        }
    }
}
