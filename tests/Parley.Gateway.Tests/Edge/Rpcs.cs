using Google.Protobuf.Reflection;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Every rpc of the contract, found by looking: a new one is tested without being named here.</summary>
internal static class Rpcs
{
    public static IReadOnlyList<MethodDescriptor> All { get; } =
    [
        .. typeof(Conflict).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => t.GetProperty("Descriptor")?.GetValue(null))
            .OfType<FileDescriptor>()
            .SelectMany(f => f.Services)
            .SelectMany(s => s.Methods)
            .OrderBy(m => m.FullName, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Names => [.. All.Select(m => m.Name)];

    public static MethodDescriptor Named(string name) => All.Single(m => m.Name == name);

    /// <summary>True when it changes the record, or the clock: it can be repeated by its request id, or it belongs to the operators.</summary>
    public static bool IsMutation(MethodDescriptor rpc) =>
        rpc.InputType.FindFieldByName("request_id") is not null || rpc.InputType == AdvanceClockRequest.Descriptor;
}
