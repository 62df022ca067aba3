using Npgsql;

namespace Parley.Journal.Postgres;

/// <summary>The two ways in which the database is connected to. What the operator's connection string says otherwise is kept.</summary>
internal static class ConnectionStrings
{
    // A plan made for a batch of any size, on indexes: it must not turn into a scan while the tables are young (nor into the merge of
    // a batch with a whole index), and planning anew would cost more than the batch.
    private const string WriteSettings = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_mergejoin=off -c jit=off -c lock_timeout=1s";

    // One batch is under way at a time; another connection is needed only while an abandoned one winds down.
    private const int WriteConnections = 4;

    // How many different statements a connection keeps prepared. Lists of entries have one for each set of filters; the rest are a dozen.
    private const int PreparedReads = 32;

    private const int ReadSeconds = 30;

    public static NpgsqlDataSource ForWriting(JournalOptions options) => Source(options, WriteConnections, options.CommitTimeout, WriteSettings);

    public static NpgsqlDataSource ForReading(JournalOptions options) =>
        Source(options, options.ReadConnections, TimeSpan.FromSeconds(ReadSeconds), "", text =>
        {
            text.MaxAutoPrepare = PreparedReads;
            text.AutoPrepareMinUsages = 2;
        });

    private static NpgsqlDataSource Source(
        JournalOptions options, int connections, TimeSpan timeout, string settings, Action<NpgsqlConnectionStringBuilder>? further = null)
    {
        var milliseconds = (long)timeout.TotalMilliseconds;
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            MaxPoolSize = connections,
            CommandTimeout = (int)Math.Ceiling(timeout.TotalSeconds),
        };
        text.ApplicationName ??= "parley";
        text.Options = $"{settings} -c statement_timeout={milliseconds} -c idle_in_transaction_session_timeout={milliseconds} {text.Options}".Trim();
        further?.Invoke(text);
        return new NpgsqlDataSourceBuilder(text.ConnectionString).Build();
    }
}
