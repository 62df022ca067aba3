using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace Parley.Gateway.Tests.Edge;

/// <summary>What came back from a call: a code, and either the reply's bytes or why not.</summary>
internal sealed partial record Answer(StatusCode Code, Google.Rpc.Status? Status, byte[] Reply)
{
    public string Reason => Status?.GetDetail<ErrorInfo>()?.Reason ?? "";

    /// <summary>The violations as field and reason.</summary>
    public IReadOnlyList<(string Field, string Reason)> Violations =>
        [.. Status?.GetDetail<BadRequest>()?.FieldViolations.Select(v => (v.Field, v.Reason)) ?? []];

    /// <summary>Every byte of the answer but the trace id, which is new for every call.</summary>
    public string Comparable
    {
        get
        {
            var status = Status?.Clone() ?? new();
            if (status.Details.SingleOrDefault(d => d.Is(RequestInfo.Descriptor)) is { } trace)
            {
                status.Details.Remove(trace);
            }

            return $"{Code} {Encoding.Latin1.GetString(status.ToByteArray())} {Convert.ToHexString(Reply)}";
        }
    }

    public static Answer Of(RpcException refusal) => new(refusal.StatusCode, refusal.GetRpcStatus(), []);

    /// <summary>
    /// What holds for every answer whatever was sent: no UNKNOWN, no INTERNAL; a refusal has a reason of ours, the details that
    /// belong to its code, and names only fields that the request has.
    /// </summary>
    /// <param name="request">The request's type.</param>
    /// <param name="what">What was sent, for the message when the test fails.</param>
    public Answer Checked(MessageDescriptor request, string what)
    {
        Assert.False(Code is StatusCode.Unknown or StatusCode.Internal, $"{what}: {this}");
        if (Code == StatusCode.OK)
        {
            return this;
        }

        Assert.True(Status is not null && Status.Code == (int)Code, $"{what}: {Code} without details");
        var info = Status.GetDetail<ErrorInfo>();
        Assert.True(info?.Domain == "parley" && UpperSnake().IsMatch(info.Reason), $"{what}: {info}");
        Assert.True(Status.GetDetail<RequestInfo>()?.RequestId.Length == 32, $"{what}: no trace id");
        var detail = Code switch
        {
            StatusCode.NotFound or StatusCode.AlreadyExists => (IMessage?)Status.GetDetail<ResourceInfo>(),
            StatusCode.FailedPrecondition => Status.GetDetail<PreconditionFailure>(),
            StatusCode.ResourceExhausted when !Passes(info.Reason) => Status.GetDetail<RetryInfo>() is null ? info : null,
            StatusCode.ResourceExhausted or StatusCode.Unavailable => Status.GetDetail<RetryInfo>(),
            StatusCode.InvalidArgument when info.Reason != "MALFORMED_MESSAGE" => Status.GetDetail<BadRequest>(),
            _ => info,
        };
        Assert.True(detail?.CalculateSize() > 0, $"{what}: {Code} lacks its detail: {Status}");
        Assert.All(Violations, v =>
        {
            var isThere = v.Reason == "UNKNOWN_FIELD" ? FieldPath.LeadsToNumber(request, v.Field) : FieldPath.LeadsSomewhere(request, v.Field);
            Assert.True(isThere, $"{what}: {v.Field} is no field of {request.Name}");
            Assert.Matches(UpperSnake(), v.Reason);
        });
        return this;
    }

    public override string ToString() => $"{Code} {Status}";

    /// <summary>Whether what is exhausted may be there again later, without anybody making room: then the client is told when.</summary>
    private static bool Passes(string reason) => reason is not ("LIMIT_REACHED" or "MESSAGE_TOO_LARGE");

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")]
    private static partial Regex UpperSnake();
}

/// <summary>Paths such as <c>terms.parties[1].party</c> or <c>reason.values["hy"]</c>.</summary>
internal static partial class FieldPath
{
    /// <summary>True when every step is a field of the message that the step before leads to.</summary>
    public static bool LeadsSomewhere(MessageDescriptor root, string path)
    {
        var at = root;
        var rest = path;
        while (true)
        {
            var step = Step().Match(rest);
            if (!step.Success || at?.FindFieldByName(step.Groups["field"].Value) is not { } field || (step.Groups["index"].Success && !field.IsRepeated))
            {
                return false;
            }

            if (step.Length == rest.Length)
            {
                return true;
            }

            at = field.FieldType == FieldType.Message && !field.IsMap ? field.MessageType : null;
            rest = rest[(step.Length + 1)..];
        }
    }

    /// <summary>True when all steps but the last are fields, and the last is the number of one that the message there does not have.</summary>
    public static bool LeadsToNumber(MessageDescriptor root, string path)
    {
        var last = path.LastIndexOf('.') + 1;
        return int.TryParse(path.AsSpan(last), out var number) && number > 0 && (last == 0 || LeadsSomewhere(root, path[..(last - 1)]));
    }

    [GeneratedRegex("""^(?<field>[a-z][a-z0-9_]*)(?<index>\[([0-9]+|"[A-Za-z0-9_.?-]*")\])?(?=\.|$)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
