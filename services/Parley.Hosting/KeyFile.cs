using System.Runtime.InteropServices;

namespace Parley.Hosting;

/// <summary>
/// How keys come into a folder. Each is written in full under another name first, so that nobody ever reads half a key and a
/// crash leaves none or a whole one.
/// </summary>
internal static class KeyFile
{
    /// <summary>What its owner alone may read and write.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file that is not there yet. Of many who do that at once one is first, and its content stands.</summary>
    public static void Create(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var fresh = Write(path, content, mode);
        try
        {
            if (OperatingSystem.IsWindows() || !TryLink(fresh, path))
            {
                File.Move(fresh, path, overwrite: false);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was first.
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <summary>Writes a file, whether it is there or not.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode mode) =>
        File.Move(Write(path, content, mode), path, overwrite: true);

    private static string Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(fresh, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return fresh;
    }

    // On Unix File.Move looks first whether the name is taken and then renames over whatever is there by then, so that of many
    // who start at once each may load a key of its own. A second name for the same file is given, or not, in one step.
    private static bool TryLink(string from, string to) => Link(from, to) == 0 || File.Exists(to);

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
