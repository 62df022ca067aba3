using System.ComponentModel;
using System.Diagnostics;

namespace Parley.Chaos.Network;

/// <summary>Runs <c>ip</c>, of Debian's iproute2.</summary>
internal static class Shell
{
    /// <summary>Runs it; what it prints.</summary>
    /// <exception cref="InvalidOperationException">It is not there or has failed; the message says what to do.</exception>
    public static async Task<string> Ip(string arguments)
    {
        var start = new ProcessStartInfo("ip", arguments.Split(' ')) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : throw Failed(arguments, (await errors).Trim());
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("ip is not there; install it with: apt-get install -y iproute2", e);
        }
    }

    private static InvalidOperationException Failed(string arguments, string said) => new(
        said.Contains("not permitted", StringComparison.Ordinal) || said.Contains("denied", StringComparison.Ordinal)
            ? $"Network namespaces need root (CAP_NET_ADMIN and CAP_SYS_ADMIN): run it again with sudo. ip {arguments}: {said}"
            : $"ip {arguments}: {said}");
}
