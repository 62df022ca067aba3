namespace Parley.Benchmarks;

/// <summary>The durable command, on one truce or over all of them in turn.</summary>
/// <param name="truces">How many truces there are.</param>
internal sealed class Commands(int truces)
{
    private readonly Prebuilt[] _requests = [.. Enumerable.Range(0, truces).Select(i => Prebuilt.Observation(Population.Truce(i)))];

    /// <summary>Everybody on the same truce.</summary>
    public Call OnOne(Client client) => (_, _) => client.Call(Calls.ReportObservation, _requests[0]);

    /// <summary>Each caller on another truce than its neighbours and than with its last call.</summary>
    public Call OverMany(Client client, int callers) => (caller, number) => client.Call(Calls.ReportObservation, _requests[(int)((caller + ((long)number * callers)) % truces)]);
}
