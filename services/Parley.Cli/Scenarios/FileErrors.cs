namespace Parley.Cli.Scenarios;

/// <summary>Something wrong in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record FileError(int Line, string Message);

/// <summary>Something wrong in a message.</summary>
/// <param name="Path">Where: <c>terms.parties[0].party</c>; empty: the message itself.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record Fault(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Path.Length > 0 ? $"{Path}: {Message}" : Message;
}

/// <summary>A file with everything that is wrong in it.</summary>
internal sealed class FileErrorsException(string file, IEnumerable<FileError> errors) : Exception
{
    /// <summary>What is wrong, in order of line.</summary>
    public IReadOnlyList<FileError> Errors { get; } = [.. errors.Distinct().OrderBy(e => e.Line)];

    /// <summary>A line each, as compilers write them.</summary>
    public override string Message => string.Join('\n', Errors.Select(e => $"{file}:{e.Line}: {e.Message}"));
}
