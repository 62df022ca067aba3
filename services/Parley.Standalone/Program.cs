using Parley.Hosting;
using Parley.Standalone;

return await StandaloneHost.Command.Run(args, async (settings, cancellation) =>
{
    try
    {
        await using var app = StandaloneHost.Create(settings);
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
