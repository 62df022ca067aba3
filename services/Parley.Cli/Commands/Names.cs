using Parley.Contract;

namespace Parley.Cli.Commands;

/// <summary>Names on a command line. What can be no name is said here and at once, whether a server answers or not.</summary>
internal static class Names
{
    /// <summary>The name, when it is one of what is asked for.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="what">What is asked for: <c>a truce</c>.</param>
    /// <param name="like">A name of one.</param>
    /// <param name="patterns">The patterns that such names match.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static string Of(string given, string what, string like, params ReadOnlySpan<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (ResourceName.Matches(given, pattern))
            {
                return given;
            }
        }

        throw new UsageException($"'{given}' is no name of {what}. It looks like {like}.");
    }

    /// <summary>The name, when it is one of a negotiation.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static string OfNegotiation(string given) => Of(given, "a negotiation", "conflicts/valley/negotiations/geneva", ResourceName.NegotiationPattern);
}
