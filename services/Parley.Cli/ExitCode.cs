namespace Parley.Cli;

/// <summary>What <c>parley</c> tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The server refused, an expectation failed, or a check found something.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file is not what it must be.</summary>
    public const int Usage = 2;

    /// <summary>The server cannot be reached.</summary>
    public const int Unreachable = 3;
}

/// <summary>The command line, a file or a setting is not what it must be; the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
