using Parley.Cli.Scenarios;

namespace Parley.Cli.Commands;

/// <summary>The files that commands read.</summary>
internal static class ScenarioFiles
{
    /// <summary>Reads a scenario in which nothing is wrong.</summary>
    /// <exception cref="UsageException">Something is, or the file cannot be read.</exception>
    public static Scenario Read(string file)
    {
        try
        {
            return ScenarioReader.Read(file, Text(file));
        }
        catch (FileErrorsException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {e.Message}");
        }
    }
}
