using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// Rounds of blind ranges. A round is compared when it closes and not before, whoever has filed; when all have and one value suits all,
/// it comes out, and otherwise nothing does. The next round begins with nothing on file.
/// </summary>
internal static class RangeRounds
{
    /// <summary>The next close of each range that is not over.</summary>
    public static IEnumerable<TimedTransition> Due(VaultRecord vault) =>
        vault.Ranges.Where(r => !r.IsOver).Select(r => new TimedTransition(r.CloseOf(r.CurrentRound), () => [Closed(vault, r)]));

    private static Event Closed(VaultRecord vault, RangeFile range)
    {
        var filed = vault.FiledFor(range).ToList();
        var all = range.Range.Parties.All(party => filed.Exists(f => f.Party == party));
        return new()
        {
            RangeRoundClosed = new()
            {
                Range = range.Range.Id,
                Round = range.CurrentRound,
                Result = all && filed.Count > 0 ? Overlaps.Of(filed.ConvertAll(f => f.Sealed.Filing), range.Range.Kind, range.Range.Choice) : null,
            },
        };
    }
}
