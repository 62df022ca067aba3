using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Options;

namespace Parley.Gateway.Identity;

/// <summary>The ids (<c>jti</c>) of tokens that no longer count, from a file that is read again while the gateway runs.</summary>
public sealed class RevokedTokens : IDisposable
{
    /// <summary>The longest id of a token that a list can name, in characters.</summary>
    public const int MaxIdLength = 256;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Refreshed<FrozenSet<string>>? _ids;

    /// <summary>Reads the list, and begins to read it again; without a file nothing is revoked.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is larger than the limit, or a line of it is not an id.</exception>
    public RevokedTokens(IOptions<GatewayOptions> options, TimeProvider time, ILogger<RevokedTokens> logger)
    {
        var tokens = options.Value.Tokens;
        if (tokens.RevokedTokensFile is { Length: > 0 } path)
        {
            _ids = RefreshedFile.Of(
                path,
                tokens.MaxRevokedTokensBytes,
                content => Parse(content, path),
                new(tokens.FileReadInterval, tokens.FileReadInterval),
                time,
                logger);
        }
    }

    /// <summary>Raised after the list has changed.</summary>
    public event EventHandler? Changed
    {
        add
        {
            if (_ids is not null)
            {
                _ids.Changed += value;
            }
        }

        remove
        {
            if (_ids is not null)
            {
                _ids.Changed -= value;
            }
        }
    }

    /// <summary>True when there is a list, be it empty.</summary>
    public bool IsListed => _ids is not null;

    /// <summary>True for an id that a line of the list can name: one word, not too long, that does not begin as a comment does.</summary>
    public static bool CanName(string id) =>
        id.Length is > 0 and <= MaxIdLength && id[0] != '#' && !id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>
    /// The ids of a list: one a line. Empty lines count for nothing, and so does what follows a <c>#</c> at the beginning of a line or
    /// after the id and a space.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is not an id; the message names it by its number.</exception>
    public static FrozenSet<string> Parse(byte[] content, string path)
    {
        var ids = new List<string>();
        try
        {
            var number = 0;
            foreach (var line in Strict.GetString(content).TrimStart('\ufeff').AsSpan().EnumerateLines())
            {
                number++;
                var words = line.Trim();
                if (words.IsEmpty || words[0] == '#')
                {
                    continue;
                }

                var end = words.IndexOfAny(' ', '\t');
                var id = (end < 0 ? words : words[..end]).ToString();
                if (!CanName(id) || (end >= 0 && words[end..].TrimStart()[0] != '#'))
                {
                    throw new InvalidDataException($"Line {number} of {path} is not the id (jti) of a token, nor a comment that begins with #.");
                }

                ids.Add(id);
            }
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{path} is not UTF-8 text.", e);
        }

        return ids.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>True when the token of this id was revoked.</summary>
    public bool Holds(string id) => _ids?.Latest!.Contains(id) == true;

    public void Dispose() => _ids?.Dispose();
}
