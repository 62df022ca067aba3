using Parley.Standalone;
using Parley.Testing;

namespace Parley.Scenarios.Tests;

/// <summary>A Parley in a process of its own on a fresh folder, for one play.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly StandaloneProcess _parley;

    private Stage(DirectoryInfo folder, StandaloneProcess parley) => (_folder, _parley) = (folder, parley);

    /// <summary>Starts it, with an exercise clock at an instant or on the wall's clock.</summary>
    public static async Task<Stage> Open(string? exerciseStart)
    {
        var folder = Directory.CreateTempSubdirectory("parley-play-");
        return new(folder, await StandaloneProcess.Start(typeof(ExerciseClock).Assembly.Location, folder.FullName, exerciseStart));
    }

    /// <summary>Plays a file there.</summary>
    public Task<CommandLine> Play(string file, params string[] options) =>
        CommandLine.Run(["play", file, "--server", _parley.Process.Address.ToString(), "--data", _folder.FullName, .. options]);

    public async ValueTask DisposeAsync()
    {
        await _parley.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
