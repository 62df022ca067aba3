using System.Diagnostics;
using Parley.Gateway;
using Parley.Silo;
using Parley.Testing;
using Xunit;

namespace Parley.Standalone.Tests;

/// <summary>A host says what it can be told, and takes nothing that it does not know.</summary>
public sealed class HelpTests
{

    [Theory]
    [InlineData("silo", "--data <folder>", "Parley:Silo:SiloPort", "Parley:Journal:ConnectionString")]
    [InlineData("gateway", "--url <url>", "Parley:Gateway:Tokens:Authority", "Parley:Cluster:GatewayEndpoints:0")]
    [InlineData("standalone", "--exercise", "Parley:Frame:AlarmInterval", "Parley:Gateway:Watch:Capacity")]
    public async Task Help_lists_the_short_names_and_every_setting(string host, params string[] listed)
    {
        var (code, said, wrong) = await Run(host, "--help");
        Assert.Equal((0, ""), (code, wrong));
        Assert.Contains("Usage:", said, StringComparison.Ordinal);
        Assert.All(listed.Append("Parley:Hosting:ShutdownTimeout").Append("OTEL_EXPORTER_OTLP_ENDPOINT"), what => Assert.Contains(what, said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no option --frobnicate.", "--frobnicate")]
    [InlineData("There is no option --frobnicate.", "--frobnicate=yes")]
    [InlineData("There is no option frobnicate.", "frobnicate")]
    [InlineData("There is no setting Parley:Hosting:AdminEndpiont.", "--Parley:Hosting:AdminEndpiont=127.0.0.1:1")]
    [InlineData("There is no setting Parley:Gateway:PageTokenKeys:first.", "--Parley:Gateway:PageTokenKeys:first=x")]
    [InlineData("--Parley:Hosting:AdminEndpoint has no value", "--Parley:Hosting:AdminEndpoint")]
    [InlineData("'--data'", "--data")]
    public async Task What_is_not_known_is_refused_in_one_line(string expected, params string[] args)
    {
        foreach (var host in new[] { "silo", "gateway", "standalone" })
        {
            var (code, said, wrong) = await Run(host, args);
            Assert.Equal((2, ""), (code, said));
            Assert.Contains(expected, Assert.Single(wrong.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
    }

    private static async Task<(int Code, string Output, string Errors)> Run(string host, params string[] args)
    {
        var assembly = host switch
        {
            "silo" => typeof(SiloHost).Assembly.Location,
            "gateway" => typeof(GatewayHost).Assembly.Location,
            _ => typeof(StandaloneHost).Assembly.Location,
        };
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Waiting.Patience);
        }
        finally
        {
            process.Kill();
        }

        return (process.ExitCode, await output, await errors);
    }
}
