using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Parley.Gateway.Identity;

/// <summary>
/// What the header of a token may say, before anything else of the token is looked at. Whatever a header says about keys (jwk, jku, x5c,
/// x5u, x5t) counts for nothing: keys come from configuration alone.
/// </summary>
internal static class TokenHeader
{
    private const string MediaPrefix = "application/";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>True for a header that Parley understands in full, as RFC 7515 wants it.</summary>
    /// <param name="token">The whole token: header, claims and signature.</param>
    public static bool IsUnderstood(string token)
    {
        try
        {
            var end = token.IndexOf('.', StringComparison.Ordinal);
            if (end <= 0)
            {
                return false;
            }

            // A member that is there twice may be read in two ways (RFC 7515, section 4), so that is refused too.
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, end)), Strict);
            return header.RootElement is { ValueKind: JsonValueKind.Object } members && Understands(members);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            // The last one: half of a surrogate pair in a name or a text.
            return false;
        }
    }

    // No extension is understood here, so none may be critical (RFC 7515, section 4.1.11). b64 is one of them (RFC 7797): the signature
    // would be over something else than what is read.
    private static bool Understands(JsonElement members) =>
        !members.TryGetProperty("crit", out _)
        && !members.TryGetProperty("b64", out _)
        && members.TryGetProperty("alg", out var algorithm) && IsText(algorithm, SecurityAlgorithms.EcdsaSha256)
        && (!members.TryGetProperty("kid", out var key) || key.ValueKind == JsonValueKind.String)
        && (!members.TryGetProperty("typ", out var type) || IsTypeOfToken(type));

    private static bool IsText(JsonElement member, string text) => member.ValueKind == JsonValueKind.String && member.ValueEquals(text);

    // A media type may leave its prefix out and is compared without regard to case (RFC 7515, section 4.1.9). Other types of tokens, such
    // as a logout token or an identity assertion, are signed with the same keys and were not issued for calls (RFC 9068, section 4).
    private static bool IsTypeOfToken(JsonElement member)
    {
        if (member.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var type = member.GetString().AsSpan();
        type = type.StartsWith(MediaPrefix, StringComparison.OrdinalIgnoreCase) ? type[MediaPrefix.Length..] : type;
        return type.Equals("JWT", StringComparison.OrdinalIgnoreCase) || type.Equals("at+jwt", StringComparison.OrdinalIgnoreCase);
    }
}
