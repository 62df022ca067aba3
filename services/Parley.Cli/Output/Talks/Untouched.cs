using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>What goes on while talks are suspended and after they have ended: to stop talking is not to withdraw consent.</summary>
internal static class Untouched
{
    /// <summary>What remains possible, and how to prevent it; nothing while the talks go on.</summary>
    public static IEnumerable<string> By(NegotiationState state) => state is not (NegotiationState.Suspended or NegotiationState.BrokenOff
        or NegotiationState.Lapsed or NegotiationState.Concluded) ? [] :
    [
        "What is on the table or sealed stays so: a text can still be signed, an opening of sealed consents still takes place, and what is concluded binds and opens its truces.",
        "Whoever does not want that withdraws what it has sealed; a text that nobody has signed and that waits for no opening the pen-holder can withdraw.",
    ];
}
