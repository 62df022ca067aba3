using System.Runtime.InteropServices;
using System.Security.Cryptography;
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

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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
            PublishAtomically(path, fresh.ExportPkcs8PrivateKeyPem() + "\n", OwnerOnly, overwrite: false);
        }

        var key = Load(path);
        var publicPath = Path.Combine(folder, PublicFileName);
        if (!File.Exists(publicPath))
        {
            PublishAtomically(
                publicPath,
                key._key.ExportSubjectPublicKeyInfoPem() + "\n",
                OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                overwrite: true);
        }

        return key;
    }

    /// <summary>Loads a private key.</summary>
    /// <exception cref="InvalidOperationException">The file is no P-256 key, or others can read it.</exception>
    public static LocalSigningKey Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
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
        return Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(jwk)));
    }

    public void Dispose() => _key.Dispose();

    // Written in full under another name first: nobody ever reads half a key. Whoever comes second keeps the first one's.
    private static void PublishAtomically(string path, string content, UnixFileMode mode, bool overwrite)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        try
        {
            if (overwrite || OperatingSystem.IsWindows() || !TryLink(temporary, path))
            {
                File.Move(temporary, path, overwrite);
            }
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            // Somebody else was first.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // On Unix File.Move looks first whether the name is taken and then renames over whatever is there by then, so that of many
    // who start at once each may load a key of its own. A second name for the same file is given, or not, in one step.
    private static bool TryLink(string from, string to) => Link(from, to) == 0 || File.Exists(to);

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
