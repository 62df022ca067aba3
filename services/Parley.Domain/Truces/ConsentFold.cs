using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What parties' acts make of a truce.</summary>
internal static class ConsentFold
{
    public static TruceRecord Accepted(TruceRecord truce, TruceAccepted accepted, Instant at) =>
        With(truce, accepted.Party, ConsentState.Accepted, accepted.Declaration, at);

    public static TruceRecord Declined(TruceRecord truce, TruceDeclined declined, Instant at) =>
        With(truce, declined.Party, ConsentState.Declined, declined.Reason, at);

    public static TruceRecord Adhered(TruceRecord truce, TruceAdhered adhered, Instant at)
    {
        var known = adhered.Zone.Length == 0 || truce.Zones.Any(z => z.Party == adhered.Party);
        var zones = known ? truce.Zones : truce.Zones.Add(new() { Party = adhered.Party, Zone = adhered.Zone });
        return With(truce with { Zones = zones }, adhered.Party, ConsentState.Adhered, adhered.Declaration, at);
    }

    /// <summary>Whoever leaves has said all that its notices could say; should it join again, they do not run on.</summary>
    public static TruceRecord Withdrew(TruceRecord truce, TruceWithdrew withdrew, Instant at) =>
        With(
            truce with { SpentNotices = truce.SpentNotices.Union(truce.Notices.Where(n => n.Party == withdrew.Party).Select(n => n.Id)) },
            withdrew.Party, ConsentState.Withdrawn, withdrew.Reason, at);

    /// <summary>A party's latest act stands in the place of its earlier one.</summary>
    private static TruceRecord With(TruceRecord truce, string party, ConsentState state, LocalizedText? declaration, Instant at)
    {
        var act = new Consent { Party = party, State = state, Time = at.ToTimestamp(), Declaration = declaration };
        var index = truce.Consents.FindIndex(c => c.Party == party);
        return truce with { Consents = index < 0 ? truce.Consents.Add(act) : truce.Consents.SetItem(index, act) };
    }
}
