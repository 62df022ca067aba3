using Microsoft.AspNetCore.Builder;
using Parley.Cli;
using Parley.Standalone;
using Parley.Testing;
using Xunit;

namespace Parley.Scenarios.Tests;

/// <summary>A Parley on a fresh folder, for one play: it and the command <c>parley</c> run in this process, which is warm after the first play.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-play-");
    private WebApplication? _parley;

    /// <summary>Starts it with an exercise clock at an instant.</summary>
    public static async Task<Stage> Open(string exerciseStart)
    {
        var stage = new Stage();
        stage._parley = StandaloneHost.Create(
        [
            Set(nameof(StandaloneOptions.DataFolder), stage._folder.FullName), Set(nameof(StandaloneOptions.Url), "http://127.0.0.1:0"),
            Set(nameof(StandaloneOptions.Exercise), "true"), Set(nameof(StandaloneOptions.Start), exerciseStart), new("Logging:Console:LogLevel:Default", "None"),
        ]);
        await stage._parley.StartAsync(TestContext.Current.CancellationToken);
        return stage;
    }

    /// <summary>Plays a file there.</summary>
    public async Task<CommandLine> Play(string file, params string[] options)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var shell = new Shell { Output = output, Errors = errors, Environment = _ => null };
        string[] arguments = ["play", file, "--server", _parley!.Urls.Single(), "--data", _folder.FullName, .. options];
        var code = await new App(shell).Run(arguments, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), errors.ToString());
    }

    /// <summary>Plays a file on the wall's clock as its users do: server and command are processes of their own.</summary>
    public static async Task<CommandLine> PlayAsUsersDo(string file, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("parley-play-");
        await using var parley = await StandaloneProcess.Start(typeof(StandaloneHost).Assembly.Location, folder.FullName);
        var play = await CommandLine.Run(["play", file, "--server", parley.Process.Address.ToString(), "--data", folder.FullName, .. options]);
        folder.Delete(recursive: true);
        return play;
    }

    public async ValueTask DisposeAsync()
    {
        if (_parley is not null)
        {
            await _parley.StopAsync(CancellationToken.None);
            await _parley.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static KeyValuePair<string, string?> Set(string option, string value) => new($"{StandaloneOptions.Section}:{option}", value);
}
