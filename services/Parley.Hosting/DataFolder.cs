using System.Security.Cryptography;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Parley.Hosting.Tokens;

namespace Parley.Hosting;

/// <summary>
/// The folder of a Parley that runs on one machine, in one process or several: journal and keys. Its owner alone may enter. Keys
/// are drawn by whoever starts first.
/// </summary>
public sealed class DataFolder
{
    private const int KeyLength = 32;

    /// <summary>Opens a folder, or makes it.</summary>
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Path { get; }

    public string JournalFile => System.IO.Path.Combine(Path, "journal.db");

    /// <summary>The public half of the key that tokens are signed with; both are drawn at the first start.</summary>
    public string PublicKeyFile()
    {
        using (LocalSigningKey.LoadOrCreate(Path))
        {
            return System.IO.Path.Combine(Path, LocalSigningKey.PublicFileName);
        }
    }

    /// <summary>
    /// The folder that <see cref="HostingOptions.DataFolder"/> names, when it names one, and what then need not be set because
    /// the folder has it. Whatever is set all the same goes before it.
    /// </summary>
    public static void UseWhereNamed(IHostApplicationBuilder builder, Func<DataFolder, IEnumerable<KeyValuePair<string, string?>>> defaults)
    {
        if (builder.Configuration[$"{HostingOptions.Section}:{nameof(HostingOptions.DataFolder)}"] is { Length: > 0 } path)
        {
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults(new(path)).ToList() });
        }
    }

    /// <summary>The deployment's key for assigned ids and page tokens; drawn at the first start.</summary>
    /// <exception cref="InvalidDataException">The file is not such a key.</exception>
    public byte[] DeploymentKey()
    {
        var file = System.IO.Path.Combine(Path, "deployment-key");
        if (!File.Exists(file))
        {
            KeyFile.Create(file, RandomNumberGenerator.GetBytes(KeyLength), KeyFile.OwnerOnly);
        }

        var key = File.ReadAllBytes(file);
        return key.Length == KeyLength ? key : throw new InvalidDataException($"{file} does not hold the {KeyLength} bytes of a key.");
    }
}
