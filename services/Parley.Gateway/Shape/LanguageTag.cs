using System.Collections.Frozen;

namespace Parley.Gateway.Shape;

/// <summary>
/// Whether a text is a well-formed language tag: the grammar of RFC 5646, section 2.1, and no variant or singleton twice
/// (section 2.2.5 and 2.2.6). Whether its subtags are registered is not asked: the registry grows.
/// </summary>
internal static class LanguageTag
{
    private const int MaxLength = 64;

    // Tags from before the grammar that do not fit it (RFC 5646, "irregular").
    private static readonly FrozenSet<string> Irregular = new[]
    {
        "en-GB-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo",
        "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsWellFormed(string tag)
    {
        // By far the most common tags: two or three letters.
        if (tag.Length is 2 or 3)
        {
            return IsAlpha(tag);
        }

        return tag.Length is > 3 and <= MaxLength && (IsLanguageTag(tag.Split('-')) || Irregular.Contains(tag));
    }

    private static bool IsLanguageTag(ReadOnlySpan<string> rest)
    {
        if (IsSingleton(rest[0], 'x'))
        {
            return AreSubtags(rest[1..], 1);
        }

        if (!IsAlpha(rest[0]) || rest[0].Length is < 2 or > 8)
        {
            return false;
        }

        var mayExtend = rest[0].Length <= 3;
        rest = rest[1..];
        for (var i = 0; i < 3 && mayExtend && !rest.IsEmpty && rest[0].Length == 3 && IsAlpha(rest[0]); i++)
        {
            rest = rest[1..];
        }

        if (!rest.IsEmpty && rest[0].Length == 4 && IsAlpha(rest[0]))
        {
            rest = rest[1..];
        }

        if (!rest.IsEmpty && IsRegion(rest[0]))
        {
            rest = rest[1..];
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (!rest.IsEmpty && IsVariant(rest[0]))
        {
            if (!seen.Add(rest[0]))
            {
                return false;
            }

            rest = rest[1..];
        }

        return AreExtensions(rest, seen);
    }

    private static bool AreExtensions(ReadOnlySpan<string> rest, HashSet<string> seen)
    {
        while (!rest.IsEmpty && rest[0].Length == 1 && IsAlphanumeric(rest[0]))
        {
            if (IsSingleton(rest[0], 'x'))
            {
                return AreSubtags(rest[1..], 1);
            }

            var length = 1;
            while (length < rest.Length && rest[length].Length is >= 2 and <= 8 && IsAlphanumeric(rest[length]))
            {
                length++;
            }

            if (length == 1 || !seen.Add(rest[0]))
            {
                return false;
            }

            rest = rest[length..];
        }

        return rest.IsEmpty;
    }

    private static bool AreSubtags(ReadOnlySpan<string> subtags, int shortest)
    {
        foreach (var subtag in subtags)
        {
            if (subtag.Length < shortest || subtag.Length > 8 || !IsAlphanumeric(subtag))
            {
                return false;
            }
        }

        return !subtags.IsEmpty;
    }

    private static bool IsRegion(string subtag) =>
        (subtag.Length == 2 && IsAlpha(subtag)) || (subtag.Length == 3 && subtag.All(char.IsAsciiDigit));

    private static bool IsVariant(string subtag) =>
        IsAlphanumeric(subtag) && (subtag.Length is >= 5 and <= 8 || (subtag.Length == 4 && char.IsAsciiDigit(subtag[0])));

    private static bool IsSingleton(string subtag, char singleton) => subtag.Length == 1 && char.ToLowerInvariant(subtag[0]) == singleton;

    private static bool IsAlpha(string subtag) => subtag.All(char.IsAsciiLetter);

    private static bool IsAlphanumeric(string subtag) => subtag.All(char.IsAsciiLetterOrDigit);
}
