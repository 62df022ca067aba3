using System.Diagnostics;

namespace Parley.Scenarios.Tests;

/// <summary>What the command <c>parley</c> wrote and how it ended.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Errors">What went wrong, in its words.</param>
internal sealed record CommandLine(int ExitCode, string Output, string Errors)
{
    // The slowest play on the wall's clock lasts eleven minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs it as a process of its own, as its users do.</summary>
    public static async Task<CommandLine> Run(params string[] arguments)
    {
        // Where it was built: beside the tests lies only what they need beyond ASP.NET.
        var built = AppContext.BaseDirectory.Replace("tests/Parley.Scenarios.Tests", "services/Parley.Cli", StringComparison.Ordinal);
        var start = new ProcessStartInfo(Path.Combine(built, "parley"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            throw new TimeoutException($"parley {string.Join(' ', arguments)} did not end within {Patience}.", e);
        }
    }
}
