using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>Who may read a truce: its parties, those who may join, and the mediators, guarantors, monitors and observers.</summary>
internal static class TruceAudience
{
    public static ImmutableArray<string> Of(TruceRecord truce)
    {
        if (!truce.Exists)
        {
            return [];
        }

        var terms = truce.Terms;
        var parties = terms.Parties.Select(p => p.Party).Concat(truce.Consents.Select(c => c.Party));
        if (terms.Adherence is not { } adherence)
        {
            return Audience.OfTruce(truce.Journal, parties.Distinct());
        }

        if (adherence.OpenTo.Count > 0)
        {
            return Audience.OfTruce(truce.Journal, parties.Concat(adherence.OpenTo).Distinct());
        }

        // Open to every party that is not excluded: in public even to those who become parties later.
        if (terms.Publicity == Publicity.Public)
        {
            return Audience.OfTruce(truce.Journal, parties.Distinct()).Add(Audience.AnyPartyOf(ResourceName.ConflictOf(truce.Journal)));
        }

        var excluded = terms.ExcludedActors.Select(x => x.Party).ToHashSet();
        return Audience.OfTruce(truce.Journal, parties.Concat(truce.Zones.Select(z => z.Party).Where(p => !excluded.Contains(p))).Distinct());
    }
}
