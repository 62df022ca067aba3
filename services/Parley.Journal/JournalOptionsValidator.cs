using System.Numerics;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Parley.Journal;

/// <summary>Refuses to start with options that cannot work; each message names the option in full.</summary>
public sealed class JournalOptionsValidator : IValidateOptions<JournalOptions>
{
    private const int MaxEventBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan MaxCommitTimeout = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, JournalOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataFile))
            failures.Add($"{Name(nameof(options.DataFile))} must name a file.");
        if (OfConnectionString(options.ConnectionString) is { } failure)
            failures.Add($"{Name(nameof(options.ConnectionString))} {failure}");
        Within(failures, nameof(options.QueueCapacity), options.QueueCapacity, 1, 1_048_576);
        Within(failures, nameof(options.MaxBatchAppends), options.MaxBatchAppends, 1, 65_536);
        Within(failures, nameof(options.MaxEventBytes), options.MaxEventBytes, 1, MaxEventBytes);
        Within(failures, nameof(options.MaxBatchBytes), options.MaxBatchBytes, Math.Max(1, options.MaxEventBytes), int.MaxValue);
        Within(failures, nameof(options.CommitTimeout), options.CommitTimeout.Ticks, 1, MaxCommitTimeout.Ticks, ticks => TimeSpan.FromTicks(ticks).ToString());
        Within(failures, nameof(options.ReadConnections), options.ReadConnections, 1, 256);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    internal static string Name(string option) => $"{JournalOptions.Section}:{option}";

    // The text itself is not shown: it holds a password.
    private static string? OfConnectionString(string text)
    {
        try
        {
            return text.Length == 0 || new NpgsqlConnectionStringBuilder(text) is { Host: not null, Database: not null }
                ? null
                : "must name a Host and a Database.";
        }
        catch (ArgumentException e)
        {
            return $"is not a connection string of Npgsql: {e.Message}";
        }
    }

    private static void Within<T>(List<string> failures, string option, T value, T least, T most, Func<T, string>? show = null)
        where T : INumber<T>
    {
        show ??= number => number.ToString()!;
        if (value < least || value > most)
            failures.Add($"{Name(option)} must be between {show(least)} and {show(most)}, not {show(value)}.");
    }
}
