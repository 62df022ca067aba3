using System.Globalization;

namespace Parley.Testing;

/// <summary>How busy the machine is: one that has more to do than it can takes so much longer for everything.</summary>
public static class Busy
{
    /// <summary>What a run itself asks of each processor.</summary>
    private const double OwnLoad = 2;

    /// <summary>By how much times may be longer: 1 on a machine that does nothing else.</summary>
    public static double Factor
    {
        get
        {
            var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
            return Math.Max(1, load / Environment.ProcessorCount / OwnLoad);
        }
    }
}
