using Npgsql;

namespace Parley.Benchmarks;

/// <summary>CPU time as Linux counts it in <c>/proc/PID/stat</c>.</summary>
internal static class ProcessTree
{
    // Hundredths of a second, on every architecture that .NET runs on.
    private const long TicksPerClockTick = TimeSpan.TicksPerSecond / 100;

    // Numbered from the field after the name: parent, then CPU time of the process itself and of its children that have ended.
    private const int Parent = 1;
    private const int User = 11;
    private const int System = 12;
    private const int ChildrenUser = 13;
    private const int ChildrenSystem = 14;

    /// <summary>Of this process's children that have ended and were waited for.</summary>
    public static TimeSpan EndedChildren() => Stat("self") is { } own ? Sum(own, ChildrenUser, ChildrenSystem) : TimeSpan.Zero;

    /// <summary>Of a process, its children that run, and those that have ended: it never goes down.</summary>
    public static TimeSpan Of(int root)
    {
        while (true)
        {
            var before = Stat(root.ToString());
            var children = TimeSpan.Zero;
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Stat(Path.GetFileName(folder)) is { } child && child[Parent] == root)
                {
                    children += Sum(child, User, System);
                }
            }

            // A child that ended meanwhile was counted twice or not at all.
            if (before is null || (Stat(root.ToString()) is { } after && Sum(after, ChildrenUser, ChildrenSystem) == Sum(before, ChildrenUser, ChildrenSystem)))
            {
                return children + (before is null ? TimeSpan.Zero : Sum(before, User, System, ChildrenUser, ChildrenSystem));
            }
        }
    }

    /// <summary>The process of a PostgreSQL server on this machine that all its others come from.</summary>
    public static async Task<int> Postmaster(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("SHOW data_directory");
        var data = (string)(await command.ExecuteScalarAsync())!;
        return int.Parse((await File.ReadAllLinesAsync(Path.Combine(data, "postmaster.pid")))[0]);
    }

    private static TimeSpan Sum(long[] stat, params ReadOnlySpan<int> fields)
    {
        long sum = 0;
        foreach (var field in fields)
        {
            sum += stat[field];
        }

        return new(sum * TicksPerClockTick);
    }

    // Null for a process that has ended meanwhile. The name is in brackets and may hold anything, so the last bracket counts.
    private static long[]? Stat(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Take(ChildrenSystem + 1).Select(f => long.TryParse(f, out var n) ? n : 0)];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
