using Google.Protobuf;

namespace Parley.Silo.Frame;

/// <summary>Names for spans and refusals, from the message itself.</summary>
internal static class Naming
{
    private const string RequestSuffix = "Request";

    /// <summary>The rpc's name: the message's without <c>Request</c>.</summary>
    public static string Of(IMessage request)
    {
        var name = request.Descriptor.Name;
        return name.EndsWith(RequestSuffix, StringComparison.Ordinal) ? name[..^RequestSuffix.Length] : name;
    }

    /// <summary>The resource that a request names in its first field; the journal when that is no name.</summary>
    public static string ResourceOf(IMessage request, string journal) =>
        request.Descriptor.FindFieldByNumber(1)?.Accessor.GetValue(request) is string name && name.Contains('/', StringComparison.Ordinal)
            ? name
            : journal;
}
