using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Parley.Hosting;

/// <summary>Runs a host. What the person who starts it can mend is said in a line, not in a stack.</summary>
public static class HostRun
{
    /// <summary>Builds, starts and runs a host until it is told to stop, and says where it listens once it does.</summary>
    /// <param name="build">Builds the host.</param>
    /// <param name="address">Where a host listens that is no web server.</param>
    /// <param name="reach">
    /// Reaches for what the host cannot start without, before it starts: what is wrong is then said once, in its one line, and not
    /// as the failure of whatever met it first as well.
    /// </param>
    /// <returns>The exit code: 0 after a clean stop, 1 when it could not start as configured.</returns>
    public static async Task<int> ToEnd(Func<IHost> build, Func<IHost, string>? address = null, Func<IHost, CancellationToken, Task>? reach = null)
    {
        return await Said(async () =>
        {
            using var host = build();
            var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            try
            {
                if (host.Services.GetRequiredService<IOptions<HostingOptions>>().Value.AdminEndpoint is { Length: > 0 } admin)
                {
                    Ports.MustBeFree(IPEndPoint.Parse(admin), $"Set {HostingOptions.Section}:{nameof(HostingOptions.AdminEndpoint)} to a free address of this machine.");
                }

                if (reach is not null)
                {
                    await reach(host, stopping);
                }

                await host.StartAsync();
                Console.WriteLine($"Listening on {address?.Invoke(host) ?? AddressOf(host)}");
                await host.WaitForShutdownAsync();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // Told to stop while it was still starting, for example waiting for its cluster.
            }
        });
    }

    /// <summary>Builds a host for one thing that is to be done, and does it; nothing is started.</summary>
    /// <returns>The exit code: 0 when it is done, 1 when it could not be, as configured.</returns>
    public static Task<int> Once(Func<IHost> build, Func<IHost, CancellationToken, Task> act) => Said(async () =>
    {
        using var host = build();
        await act(host, CancellationToken.None);
    });

    /// <summary>True for what configuration, files or ports cause.</summary>
    public static bool IsForTheOperator(Exception e) =>
        e is OptionsValidationException or IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException;

    private static async Task<int> Said(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception e) when (IsForTheOperator(e))
        {
            await Console.Error.WriteLineAsync($"Parley does not start: {e.Message}");
            return 1;
        }
    }

    private static string AddressOf(IHost host) =>
        host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
