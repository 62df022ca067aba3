using System.Collections.Immutable;
using Grpc.Core;

namespace Parley.Gateway;

/// <summary>The names of gRPC codes as metrics show them, made once.</summary>
internal static class Outcomes
{
    private static readonly ImmutableArray<string> Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
        "DATA_LOSS", "UNAUTHENTICATED",
    ];

    public static string NameOf(StatusCode code) => Names[(int)code];
}
