using Google.Protobuf;

namespace Parley.Gateway.Wire;

/// <summary>The status of a call that has no body: it stands among the headers.</summary>
internal static class StatusHeaders
{
    public const string Code = "grpc-status";
    public const string Message = "grpc-message";
    public const string Details = "grpc-status-details-bin";

    /// <summary>Writes the status of a call.</summary>
    public static void Write(HttpContext http, Google.Rpc.Status status)
    {
        var headers = http.Response.Headers;
        headers[Code] = status.Code.ToString();
        headers[Message] = Uri.EscapeDataString(status.Message);
        headers[Details] = Convert.ToBase64String(status.ToByteArray());
    }
}
