using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Parley.Hosting.Tokens;

/// <summary>
/// The key with which a Parley that runs on its own signs its tokens: an EC P-256 private key in a PEM file that nobody but its
/// owner can read. Beside it lies the public key, which is all that a gateway needs.
/// </summary>
public sealed class LocalSigningKey : IDisposable
{
    /// <summary>The name of the private key's file.</summary>
    public const string FileName = "signing-key.pem";

    /// <summary>The name of the public key's file.</summary>
    public const string PublicFileName = "signing-key.pub.pem";

    private readonly ECDsa _key;

    private LocalSigningKey(ECDsa key)
    {
        _key = key;
        SecurityKey = new(key) { KeyId = KeyIdOf(key) };
    }

    /// <summary>The key, with its id.</summary>
    public ECDsaSecurityKey SecurityKey { get; }

    /// <summary>Loads the key of a data folder, or makes one when the folder has none yet. Safe when several start at once.</summary>
    /// <exception cref="InvalidOperationException">The file is no P-256 key, or others can read it.</exception>
    public static LocalSigningKey LoadOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            KeyFile.Create(path, Encoding.ASCII.GetBytes(fresh.ExportPkcs8PrivateKeyPem() + "\n"), KeyFile.OwnerOnly);
        }

        var key = Load(path);
        var publicPath = Path.Combine(folder, PublicFileName);
        if (!File.Exists(publicPath))
        {
            KeyFile.Replace(
                publicPath,
                Encoding.ASCII.GetBytes(key._key.ExportSubjectPublicKeyInfoPem() + "\n"),
                KeyFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        return key;
    }

    /// <summary>Loads a private key.</summary>
    /// <exception cref="InvalidOperationException">The file is no P-256 key, or others can read it.</exception>
    public static LocalSigningKey Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~KeyFile.OwnerOnly) != UnixFileMode.None)
        {
            throw new InvalidOperationException($"Others than its owner may use the signing key {path}. Make it private: chmod 600 {path}");
        }

        return new(ImportP256(File.ReadAllText(path), path));
    }

    /// <summary>Reads a P-256 key from PEM.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static ECDsa ImportP256(ReadOnlySpan<char> pem, string source)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                throw new CryptographicException("Another curve.");
            }

            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidOperationException($"{source} holds no EC P-256 key in PEM form.", e);
        }
    }

    /// <summary>The id of a key: its thumbprint (RFC 7638), so that signer and verifier agree on it without being told.</summary>
    public static string KeyIdOf(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        var jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64UrlEncoder.Encode(q.X)}}","y":"{{Base64UrlEncoder.Encode(q.Y)}}"}""";
        return Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(jwk)));
    }

    public void Dispose() => _key.Dispose();
}
