using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Journal.Sqlite;

namespace Parley.Journal.Tests.Sqlite;

/// <summary>
/// What the crash test starts and kills: callers that append without end, each saying on its output which append was
/// acknowledged, as <c>caller number</c>, after it was.
/// </summary>
internal static class CrashingProcess
{
    public const string Mode = "--write-until-killed";
    private const int Callers = 16;

    public static async Task<int> Run(string file)
    {
        var options = Options.Create(new JournalOptions { DataFile = file });
        using var store = new SqliteJournalStore(options);
        await store.Migrate(CancellationToken.None);
        await using var writer = new JournalWriter(store, options, TimeProvider.System, NullLogger<JournalWriter>.Instance);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Call(store, writer, caller)));
        return 1;
    }

    public static string Journal(int caller) => $"j{caller}";

    public static RequestKey Key(int caller, int number) => Make.Request($"caller-{caller}", number);

    private static async Task Call(SqliteJournalStore store, JournalWriter writer, int caller)
    {
        var activation = Guid.NewGuid();
        var start = (int)((await store.ReadHead(Journal(caller), CancellationToken.None))?.Version ?? 0);
        for (var version = start; ; version++)
        {
            var result = await writer.Append(Make.Append(Journal(caller), version).As(Key(caller, version)) with
            {
                Writer = activation,
                TakesRow = version == start,
            });
            if (result.Outcome != AppendOutcome.Committed)
                throw new InvalidOperationException(result.ToString());
            Console.Out.WriteLine($"{caller} {version}");
        }
    }
}
