using System.Data.Common;
using Microsoft.Extensions.Options;
using Orleans.Messaging;

namespace Parley.Gateway;

/// <summary>Reaches the database that says which silos there are, before a gateway starts.</summary>
internal static class ClusterDatabase
{
    // PostgreSQL's "undefined_table".
    private const string NoSuchTable = "42P01";

    private const string Option = $"{ClusterClientOptions.Section}:{nameof(ClusterClientOptions.ConnectionString)}";

    /// <summary>Makes sure that the list of silos can be read. Silos need not be there yet.</summary>
    /// <exception cref="InvalidOperationException">It cannot; the message says what to check.</exception>
    public static async Task Reach(IHost host, CancellationToken cancellation)
    {
        var options = host.Services.GetRequiredService<IOptions<ClusterClientOptions>>().Value;
        if (options.ConnectionString.Length == 0)
        {
            return;
        }

        try
        {
            await host.Services.GetRequiredService<IGatewayListProvider>().InitializeGatewayListProvider().WaitAsync(cancellation);
        }
        catch (DbException e)
        {
            var what = e.SqlState == NoSuchTable
                ? $"there is no table of silos. Bring the schema up with: Parley.Silo migrate; or check {Option}."
                : $"{OneLine(e)} Check {Option}.";
            throw new InvalidOperationException($"{Named(options.ConnectionString)}: {what}", e);
        }
    }

    // Never the whole text: it holds a password.
    private static string Named(string connectionString)
    {
        var text = new DbConnectionStringBuilder { ConnectionString = connectionString };
        object Of(string key, object otherwise) => text.TryGetValue(key, out var value) ? value : otherwise;
        return $"PostgreSQL at {Of("Host", "?")}:{Of("Port", 5432)}, database {Of("Database", "?")}, user {Of("Username", "?")}";
    }

    private static string OneLine(DbException e)
    {
        // The server's own message where there is one; otherwise what the network said.
        var text = e.SqlState is null ? e.InnerException?.Message ?? e.Message : e.Message[(e.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        return text.ReplaceLineEndings(" ").TrimEnd('.') + ".";
    }
}
