using NodaTime;

namespace Parley.Domain.Vaults;

/// <summary>
/// When filings are looked at that wait for nothing but each other. Not when the last of them comes: the answer to it is long given by
/// then, and what comes of it does not tell one side at which moment the other filed.
/// </summary>
internal static class Looks
{
    private const long SecondsOfMinute = 60;

    /// <summary>The whole minute after an instant; a filing at a whole minute is looked at one minute later.</summary>
    public static Instant After(Instant filed)
    {
        var seconds = filed.ToUnixTimeSeconds();
        var intoMinute = ((seconds % SecondsOfMinute) + SecondsOfMinute) % SecondsOfMinute; // Before 1970 too.
        return Instant.FromUnixTimeSeconds(seconds - intoMinute + SecondsOfMinute);
    }
}
