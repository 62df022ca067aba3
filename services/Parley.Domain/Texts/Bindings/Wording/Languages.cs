namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>Languages as lexicons know them: by the primary subtag, so that en-AM and en-AZ are read with one lexicon.</summary>
internal static class Languages
{
    public const string English = "en";
    public const string Russian = "ru";
    public const string French = "fr";
    public const string Armenian = "hy";
    public const string Azerbaijani = "az";
    public const string Arabic = "ar";

    /// <summary>The primary subtag of a BCP 47 tag.</summary>
    public static string Primary(string tag)
    {
        var end = tag.IndexOfAny(['-', '_']);
        return (end < 0 ? tag : tag[..end]).ToLowerInvariant();
    }
}
