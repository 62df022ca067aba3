using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Rpc;
using Grpc.Core;

namespace Parley.Cli.Calls;

/// <summary>A failed call with everything the server said about it.</summary>
internal sealed partial record CallFailure
{
    /// <summary>The canonical code, as the contract writes it: <c>INVALID_ARGUMENT</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What the server said, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The stable reason, for machines; empty where none came.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The dynamic parts.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Every field that is wrong.</summary>
    public ImmutableArray<BadRequest.Types.FieldViolation> Fields { get; init; } = [];

    /// <summary>Every rule of state that forbids the call.</summary>
    public ImmutableArray<PreconditionFailure.Types.Violation> Preconditions { get; init; } = [];

    /// <summary>The resource that was not found; empty where the failure is not about one.</summary>
    public string Resource { get; init; } = "";

    /// <summary>When to try again; absent where the server does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The id under which the server traced the call; empty where none came.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>True where no server answered, or what answered is no Parley: the failure was made on this side.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>True where no server answered, none in time, or one asks to be called again.</summary>
    public bool IsUnreachable => IsUnanswered || Code is "UNAVAILABLE" or "DEADLINE_EXCEEDED";

    /// <summary>Code and reason, for people.</summary>
    public string Title => Reason.Length == 0 || Reason == Code ? Code : $"{Code} {Reason}";

    public static CallFailure From(RpcException exception)
    {
        var failure = new CallFailure
        {
            Code = CodeOf(exception.StatusCode),
            Message = exception.Status.Detail,
            IsUnanswered = exception.Status.DebugException is HttpRequestException or IOException or SocketException,
        };
        return exception.GetRpcStatus() is { } status ? failure.With(status) : failure;
    }

    /// <summary>The failure as JSON, which expectations and <c>--json</c> read.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["code"] = Code, ["reason"] = Reason, ["message"] = Message };
        if (!Metadata.IsEmpty)
        {
            json["metadata"] = new JsonObject(Metadata.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
        }

        if (!Fields.IsEmpty)
        {
            json["fieldViolations"] = new JsonArray([.. Fields.Select(f =>
                (JsonNode)new JsonObject { ["field"] = f.Field, ["reason"] = f.Reason, ["description"] = f.Description })]);
        }

        if (!Preconditions.IsEmpty)
        {
            json["preconditionViolations"] = new JsonArray([.. Preconditions.Select(p =>
                (JsonNode)new JsonObject { ["type"] = p.Type, ["subject"] = p.Subject, ["description"] = p.Description })]);
        }

        if (Resource.Length > 0)
        {
            json["resource"] = Resource;
        }

        if (RetryAfter is { } retry)
        {
            json["retryAfter"] = retry.TotalSeconds.ToString(CultureInfo.InvariantCulture) + "s";
        }

        if (TraceId.Length > 0)
        {
            json["traceId"] = TraceId;
        }

        return json;
    }

    private static string CodeOf(StatusCode code) =>
        code == StatusCode.OK ? "OK" : WordStart().Replace(code.ToString(), "_$0").ToUpperInvariant();

    private CallFailure With(Google.Rpc.Status status)
    {
        var info = status.GetDetail<ErrorInfo>();
        return this with
        {
            Reason = info?.Reason ?? "",
            Metadata = info?.Metadata.ToImmutableSortedDictionary(StringComparer.Ordinal) ?? Metadata,
            Fields = [.. status.GetDetail<BadRequest>()?.FieldViolations ?? []],
            Preconditions = [.. status.GetDetail<PreconditionFailure>()?.Violations ?? []],
            Resource = status.GetDetail<ResourceInfo>()?.ResourceName ?? "",
            RetryAfter = status.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
            TraceId = status.GetDetail<RequestInfo>()?.RequestId ?? "",
        };
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}
