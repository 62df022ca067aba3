using System.Security.Cryptography;

namespace Parley.Standalone;

/// <summary>Standalone's folder: journal, keys, exercise clock. Its owner alone may enter.</summary>
public sealed class DataFolder
{
    private const int KeyLength = 32;

    /// <summary>Opens a folder, or makes it.</summary>
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public string JournalFile => System.IO.Path.Combine(Path, "journal.db");

    public string ClockFile => System.IO.Path.Combine(Path, "exercise-clock");

    /// <summary>The deployment's key for assigned ids and page tokens; drawn at the first start.</summary>
    /// <exception cref="InvalidDataException">The file is not such a key.</exception>
    public byte[] DeploymentKey()
    {
        var file = System.IO.Path.Combine(Path, "deployment-key");
        if (!File.Exists(file))
        {
            // Written aside and moved, so that a crash leaves either no key or a whole one.
            var fresh = $"{file}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(KeyLength));
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, file, overwrite: false);
        }

        var key = File.ReadAllBytes(file);
        return key.Length == KeyLength ? key : throw new InvalidDataException($"{file} does not hold the {KeyLength} bytes of a key.");
    }
}
