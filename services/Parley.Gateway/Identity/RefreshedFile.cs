using System.Security.Cryptography;

namespace Parley.Gateway.Identity;

/// <summary>
/// What a small file says, read again while the gateway runs. The content decides whether it has changed, not its times: a file that is
/// replaced by renaming, by another symbolic link or in place is found alike.
/// </summary>
internal static class RefreshedFile
{
    /// <summary>Reads a file now, and begins to read it again.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is larger than the limit, or what it says is broken.</exception>
    /// <exception cref="InvalidOperationException">What it says is broken.</exception>
    public static Refreshed<T> Of<T>(
        string path, int maxBytes, Func<byte[], T> parse, RefreshTimes times, TimeProvider time, ILogger logger)
        where T : class
    {
        var content = BoundedFile.Read(path, maxBytes);
        var parsed = SHA256.HashData(content);
        return new(path, parse(content), times, _ => new(ReadAgain()), time, logger);

        T? ReadAgain()
        {
            var now = BoundedFile.Read(path, maxBytes);
            var hash = SHA256.HashData(now);
            if (hash.AsSpan().SequenceEqual(parsed))
            {
                return null;
            }

            var value = parse(now);
            parsed = hash;
            return value;
        }
    }
}
