using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Journal.Postgres;
using Parley.Journal.Sqlite;

namespace Parley.Journal;

/// <summary>Registers a journal.</summary>
public static class JournalServices
{
    /// <summary>
    /// Adds the journal: <see cref="JournalOptions"/> from section <c>Parley:Journal</c>, checked at start;
    /// <see cref="IJournalStore"/>, in PostgreSQL where a connection string is set and else in one SQLite file, and
    /// <see cref="JournalWriter"/> as singletons; and a hosted service that opens the store and brings its schema up at start and
    /// writes what is queued at stop. Call it before anything that uses the journal is registered: hosted services start in the
    /// order of registration and stop in the reverse order.
    /// </summary>
    /// <param name="services">Where to register; needs logging.</param>
    /// <param name="configuration">The whole configuration, not the section.</param>
    public static IServiceCollection AddJournal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IConfigureOptions<JournalOptions>>(new JournalOptionsBinding(configuration));
        services.AddSingleton<IValidateOptions<JournalOptions>, JournalOptionsValidator>();
        services.AddOptions<JournalOptions>().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IJournalStore>(s => s.GetRequiredService<IOptions<JournalOptions>>() is { Value.ConnectionString.Length: > 0 } options
            ? new PostgresJournalStore(options)
            : new SqliteJournalStore(s.GetRequiredService<IOptions<JournalOptions>>()));
        services.AddSingleton<JournalWriter>();
        services.AddHostedService<JournalLifetime>();
        return services;
    }
}
