using System.Data.Common;

namespace Parley.Cluster;

/// <summary>
/// How silos and gateways reach the table of silos. It is in the same database as the journals, over connections of its own:
/// whoever wants to know which silos there are must not queue behind commands.
/// </summary>
public static class MembershipDatabase
{
    /// <summary>Orleans' name for the way PostgreSQL is spoken to.</summary>
    public const string Invariant = "Npgsql";

    // One reads the list, one says "I am alive", one votes; Orleans does little of it at the same time.
    private const int Connections = 4;

    // A statement here reads a few rows. A database that does not answer in this time is away: better to be told so and to ask
    // again than to wait for an answer to a question of long ago.
    private const int Seconds = 3;

    /// <summary>The journals' connection string, made impatient and modest.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static string For(string connectionString) => new DbConnectionStringBuilder
    {
        ConnectionString = connectionString,
        ["Maximum Pool Size"] = Connections,
        ["Timeout"] = Seconds,
        ["Command Timeout"] = Seconds,
        ["Application Name"] = "parley-membership",
    }.ConnectionString;
}
