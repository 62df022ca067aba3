using System.CommandLine;
using Parley.Hosting;
using Parley.Standalone;

var data = new Option<string?>("--data") { Description = "The folder for journal and keys; made when missing.", HelpName = "folder" };
var url = new Option<string?>("--url") { Description = "Where to listen, for example http://127.0.0.1:8080; port 0 takes a free one.", HelpName = "url" };
var exercise = new Option<bool>("--exercise") { Description = "Virtual time, moved by ExerciseService." };
var start = new Option<string?>("--start") { Description = "Where a new exercise clock starts, for example 2020-09-27T00:00:00Z.", HelpName = "instant" };
var root = new RootCommand("Parley in one process, on a SQLite file. Every option can also be set as Parley:Standalone:… in the environment or appsettings.json.")
{
    data, url, exercise, start,
};

root.SetAction(async (parsed, cancellation) =>
{
    var given = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [nameof(StandaloneOptions.DataFolder)] = parsed.GetValue(data),
        [nameof(StandaloneOptions.Url)] = parsed.GetValue(url),
        [nameof(StandaloneOptions.Exercise)] = parsed.GetValue(exercise) ? "true" : null,
        [nameof(StandaloneOptions.Start)] = parsed.GetValue(start),
    };
    try
    {
        await using var app = StandaloneHost.Create(given.Where(g => g.Value is not null)
            .Select(g => KeyValuePair.Create($"{StandaloneOptions.Section}:{g.Key}", g.Value)));
        await app.StartAsync(cancellation);
        Console.WriteLine($"Listening on {app.Urls.Single()}");
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
    catch (Exception e) when (HostRun.IsForTheOperator(e))
    {
        await Console.Error.WriteLineAsync($"Parley does not start: {e.Message}");
        return 1;
    }
});

return await root.Parse(args).InvokeAsync();
