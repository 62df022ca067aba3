namespace Parley.Journal.Sqlite;

/// <summary>
/// The data file on disk: made readable by its owner alone, and held by one process. The lock lies in a file beside it
/// (<c>&lt;file&gt;.lock</c>), because locks on the data file itself are SQLite's.
/// </summary>
internal sealed class DataFile : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private readonly FileStream held;

    private DataFile(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Makes folder and file where they are missing and takes the lock, for the life of the returned object.</summary>
    /// <exception cref="DataFileInUseException">Another store holds the file.</exception>
    public static DataFile Take(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        MakeFolder(System.IO.Path.GetDirectoryName(full)!);
        var taken = Lock(full);
        try
        {
            Open(full, FileShare.ReadWrite | FileShare.Delete).Dispose();
            return new DataFile(full, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose() => held.Dispose();

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerFolder);
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return Open($"{path}.lock", FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new DataFileInUseException($"The data file {path} is in use by another process (its lock file cannot be taken: {e.Message})", e);
        }
    }

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }
}
