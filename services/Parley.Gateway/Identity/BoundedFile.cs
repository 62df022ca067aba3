namespace Parley.Gateway.Identity;

/// <summary>Reads small files in full, and never more of them than a limit.</summary>
internal static class BoundedFile
{
    /// <summary>The content of a file.</summary>
    /// <param name="path">The file; a symbolic link is followed each time, so a secret that is replaced by a link is found.</param>
    /// <param name="maxBytes">The largest size accepted, in bytes.</param>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">The file is larger than the limit.</exception>
    public static byte[] Read(string path, int maxBytes)
    {
        // Others may rewrite or replace the file meanwhile.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var content = new byte[(int)Math.Min(file.Length, maxBytes) + 1];
        var length = 0;
        while (file.Read(content, length, content.Length - length) is var read and > 0)
        {
            length += read;
            if (length > maxBytes)
            {
                throw new InvalidDataException($"{path} is larger than {maxBytes} bytes.");
            }

            if (length == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(2L * length, maxBytes + 1L));
            }
        }

        return content[..length];
    }
}
