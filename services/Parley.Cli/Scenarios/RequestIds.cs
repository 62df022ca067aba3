using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Parley.Cli.Scenarios;

/// <summary>
/// The request ids of a play: the same for the same step of the same run, so that a scenario played again after a break changes
/// nothing twice (AIP-155).
/// </summary>
internal static class RequestIds
{
    /// <summary>Gives a request its id, where its type takes one and the scenario has not said another.</summary>
    public static void Assign(IMessage request, string scenario, string run, int step)
    {
        var field = request.Descriptor.FindFieldByName("request_id");
        if (field is not null && (string)field.Accessor.GetValue(request) is "")
        {
            field.Accessor.SetValue(request, Derive($"{scenario}\n{run}\n{step}").ToString());
        }
    }

    // A UUID of version 8 (RFC 9562, section 5.8): the bits are the application's own.
    private static Guid Derive(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
