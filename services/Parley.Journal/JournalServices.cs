using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Journal.Sqlite;

namespace Parley.Journal;

/// <summary>Registers a journal.</summary>
public static class JournalServices
{
    /// <summary>
    /// Adds the journal in one SQLite file: <see cref="JournalOptions"/> from section <c>Parley:Journal</c>, checked at start,
    /// <see cref="IJournalStore"/> and <see cref="JournalWriter"/> as singletons, and a hosted service that opens the file
    /// and brings its schema up at start and writes what is queued at stop. Call it before anything that
    /// uses the journal is registered: hosted services start in the order of registration and stop in the reverse order.
    /// </summary>
    /// <param name="services">Where to register; needs logging.</param>
    /// <param name="configuration">The whole configuration, not the section.</param>
    public static IServiceCollection AddSqliteJournal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IConfigureOptions<JournalOptions>>(new JournalOptionsBinding(configuration));
        services.AddSingleton<IValidateOptions<JournalOptions>, JournalOptionsValidator>();
        services.AddOptions<JournalOptions>().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IJournalStore, SqliteJournalStore>();
        services.AddSingleton<JournalWriter>();
        services.AddHostedService<JournalLifetime>();
        return services;
    }
}
