using Google.Protobuf;

namespace Parley.Silo.Frame;

/// <summary>Names for spans, from the message itself.</summary>
internal static class Naming
{
    private const string RequestSuffix = "Request";

    /// <summary>The rpc's name: the message's without <c>Request</c>.</summary>
    public static string Of(IMessage request)
    {
        var name = request.Descriptor.Name;
        return name.EndsWith(RequestSuffix, StringComparison.Ordinal) ? name[..^RequestSuffix.Length] : name;
    }
}
