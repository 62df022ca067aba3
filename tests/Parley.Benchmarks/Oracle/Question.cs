using System.Diagnostics;
using Grpc.Core;
using Parley.V1;

namespace Parley.Benchmarks.Oracle;

/// <summary>One way to ask after a truce by its name, and the one answer that an outsider gets to it.</summary>
/// <param name="Rpc">The rpc.</param>
/// <param name="NeedsToken">False where anybody may ask.</param>
/// <param name="Expected">The status, for a hidden name and a missing one alike.</param>
/// <param name="Ask">Sends it.</param>
internal sealed record Question(string Rpc, bool NeedsToken, StatusCode Expected, Func<TruceService.TruceServiceClient, string, Metadata, Task> Ask)
{
    /// <summary>A read, a command and a creation: each goes another way through the services.</summary>
    public static IReadOnlyList<Question> All { get; } =
    [
        new("GetTruce", false, StatusCode.NotFound, (truces, id, headers) =>
            truces.GetTruceAsync(new() { Name = Population.Truce(id) }, headers).ResponseAsync),
        new("AcceptTruce", true, StatusCode.NotFound, (truces, id, headers) =>
            truces.AcceptTruceAsync(new() { Name = Population.Truce(id) }, headers).ResponseAsync),
        new("CreateTruce", true, StatusCode.PermissionDenied, (truces, id, headers) =>
            truces.CreateTruceAsync(Population.Draft(id), headers).ResponseAsync),
    ];

    /// <summary>Asks once.</summary>
    /// <returns>How long the answer took, in microseconds.</returns>
    /// <exception cref="InvalidOperationException">The answer is another one: then its time says nothing.</exception>
    public async Task<double> Time(TruceService.TruceServiceClient truces, string id, Metadata headers)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            await Ask(truces, id, headers);
        }
        catch (RpcException refusal) when (refusal.StatusCode == Expected)
        {
            return Stopwatch.GetElapsedTime(since).TotalMicroseconds;
        }

        throw new InvalidOperationException($"{Rpc} of {id} by an outsider was accepted.");
    }
}
