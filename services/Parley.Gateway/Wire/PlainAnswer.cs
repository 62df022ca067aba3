using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>
/// The answer to a request that is not gRPC, in a form that its client can read: an HTTP status, the same in gRPC's headers, and
/// a body that says what came and what is expected. The body is a <c>google.rpc.Status</c> for clients of JSON and a sentence for others.
/// </summary>
internal static class PlainAnswer
{
    private const int NotFound = StatusCodes.Status404NotFound;
    private const int MethodNotAllowed = StatusCodes.Status405MethodNotAllowed;
    private const int UnsupportedMediaType = StatusCodes.Status415UnsupportedMediaType;
    private const string Json = "json";

    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>True when the request is not gRPC and has no answer of its own.</summary>
    public static bool IsFor(HttpContext http) =>
        !http.Response.HasStarted && http.Response.StatusCode is (MethodNotAllowed or UnsupportedMediaType or NotFound);

    /// <summary>What the request is refused with.</summary>
    public static (Grpc.Core.StatusCode Code, Rejection Rejection) Refuse(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            // The framework says 404 where it has a path for POST only.
            http.Response.StatusCode = MethodNotAllowed;
            http.Response.Headers.Allow = HttpMethods.Post;
            return (Grpc.Core.StatusCode.InvalidArgument, Refusals.WrongMethod(http.Request.Method));
        }

        return http.Response.StatusCode == NotFound
            ? (Grpc.Core.StatusCode.Unimplemented, Refusals.NoRpc(http.Request.Path))
            : (Grpc.Core.StatusCode.InvalidArgument, Refusals.WrongContentType(http.Request.ContentType));
    }

    /// <summary>Writes the body.</summary>
    public static Task Write(HttpContext http, Google.Rpc.Status status)
    {
        var wantsJson = Names(http.Request.ContentType, Json) || Names(http.Request.Headers.Accept.ToString(), Json);
        http.Response.ContentType = wantsJson ? "application/json" : "text/plain; charset=utf-8";

        // To a client that has gone, a write does nothing; cancelled, it would throw and be logged.
        return http.Response.WriteAsync((wantsJson ? Formatter.Format(status) : status.Message) + "\n", CancellationToken.None);
    }

    private static bool Names(string? header, string type) => header?.Contains(type, StringComparison.OrdinalIgnoreCase) == true;
}
