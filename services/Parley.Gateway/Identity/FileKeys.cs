using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Parley.Hosting.Tokens;

namespace Parley.Gateway.Identity;

/// <summary>Keys from a PEM file; several stand one after the other, so that a key can be replaced.</summary>
internal sealed class FileKeys : ISigningKeys, IDisposable
{
    /// <summary>The largest file of keys, in bytes: some hundreds of keys.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly Refreshed<SigningKeySet> _keys;

    /// <summary>Reads the keys, and begins to read them again.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The file holds no key, or something that is not a P-256 key.</exception>
    public FileKeys(TokenOptions options, TimeProvider time, ILogger logger)
    {
        var path = options.PublicKeyFile;
        _keys = RefreshedFile.Of(
            path, MaxBytes, content => Parse(content, path), new(options.FileReadInterval, options.UnknownKeyReadInterval), time, logger);
    }

    public event EventHandler? Changed
    {
        add => _keys.Changed += value;
        remove => _keys.Changed -= value;
    }

    /// <summary>The keys that a file holds.</summary>
    /// <exception cref="InvalidOperationException">It holds none, or something that is not a P-256 key.</exception>
    public static SigningKeySet Parse(byte[] content, string path)
    {
        var keys = new List<SecurityKey>();
        var text = Encoding.UTF8.GetString(content).AsSpan();
        while (PemEncoding.TryFind(text, out var fields))
        {
            var key = LocalSigningKey.ImportP256(text[fields.Location], path);
            keys.Add(new ECDsaSecurityKey(key) { KeyId = LocalSigningKey.KeyIdOf(key) });
            text = text[fields.Location.End..];
        }

        // A file that is cut off in the middle of a key, while it is written, is not one without that key.
        return keys.Count == 0 || text.Contains("-----BEGIN", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{path} holds no EC P-256 key in PEM form, or not a whole one.")
            : new(keys);
    }

    public async ValueTask<SigningKeySet> Get(bool renew)
    {
        if (renew)
        {
            await _keys.Refresh();
        }

        return _keys.Latest!;
    }

    public bool Counts(string thumbprint) => _keys.Latest!.Holds(thumbprint);

    public void Dispose() => _keys.Dispose();
}
