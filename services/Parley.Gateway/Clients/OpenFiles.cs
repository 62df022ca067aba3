using System.Globalization;

namespace Parley.Gateway.Clients;

/// <summary>How many files, sockets included, this process may have open, and how many it has.</summary>
/// <param name="Limit">The limit that the system sets; null where it is not known.</param>
/// <param name="Open">How many are open now.</param>
internal sealed record OpenFiles(int? Limit, int Open)
{
    private const string Limits = "/proc/self/limits";
    private const string Descriptors = "/proc/self/fd";
    private const string Row = "Max open files";

    /// <summary>Reads both from the system. Only Linux says.</summary>
    public static OpenFiles Read() => File.Exists(Limits)
        ? new(LimitIn(File.ReadLines(Limits)), Directory.EnumerateFileSystemEntries(Descriptors).Count())
        : new(null, 0);

    /// <summary>The soft limit that the kernel's table of limits shows; null when it is unlimited.</summary>
    internal static int? LimitIn(IEnumerable<string> table)
    {
        var row = table.FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal));
        var soft = row?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? (int)Math.Min(limit, int.MaxValue) : null;
    }
}
