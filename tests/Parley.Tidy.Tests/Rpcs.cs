using Google.Protobuf.Reflection;
using Parley.V1;

namespace Parley.Tidy.Tests;

/// <summary>The rpcs of the contract.</summary>
internal static class Rpcs
{
    private static readonly FileDescriptor[] Files =
    [
        ConflictServiceReflection.Descriptor, TruceServiceReflection.Descriptor, IncidentServiceReflection.Descriptor,
        NegotiationServiceReflection.Descriptor, SessionServiceReflection.Descriptor, CaucusServiceReflection.Descriptor,
        JournalServiceReflection.Descriptor, ExerciseServiceReflection.Descriptor,
    ];

    public static IReadOnlyList<MethodDescriptor> All { get; } = [.. Files.SelectMany(f => f.Services).SelectMany(s => s.Methods)];

    public static bool IsRead(MethodDescriptor method) =>
        method.Name.StartsWith("Get", StringComparison.Ordinal)
        || method.Name.StartsWith("List", StringComparison.Ordinal)
        || method.Name is "CheckTruce" or "ForecastTruce" or "CheckText" or "AssessReadiness" or "WatchJournal";
}
