using Parley.Gateway;
using Parley.Silo;

namespace Parley.Chaos;

/// <summary>Where the programs are.</summary>
public static class Programs
{
    /// <summary>The silo's assembly.</summary>
    public static string Silo { get; } = typeof(SiloHost).Assembly.Location;

    /// <summary>The gateway's assembly.</summary>
    public static string Gateway { get; } = typeof(GatewayHost).Assembly.Location;
}
