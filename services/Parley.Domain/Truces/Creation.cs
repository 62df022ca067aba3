using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Truces.Terms;
using Parley.V1;
using PartyZone = Parley.V1.PartyZone;

namespace Parley.Domain.Truces;

/// <summary>Recording a draft.</summary>
internal static class Creation
{
    /// <summary>The journals that a creation or amendment needs to see: the conflict, and the truces that its terms name.</summary>
    public static IEnumerable<string> References(string truce, TruceTerms? terms) =>
        (terms?.Relations ?? Enumerable.Empty<Relation>())
            .Select(r => r.Truce)
            .Where(name => name != truce && ResourceName.Matches(name, ResourceName.TrucePattern) && ResourceName.ConflictOf(name) == ResourceName.ConflictOf(truce))
            .Prepend(ResourceName.ConflictOf(truce));

    /// <summary>A mediator records what is to be agreed.</summary>
    public static Decision Create(TruceRecord truce, CreateTruceRequest request, RuleContext context)
    {
        if (truce.Exists)
        {
            return new Rejection(RejectionCode.AlreadyExists, "ALREADY_EXISTS", $"{truce.Journal} exists already. Choose another id.")
            {
                Resource = truce.Journal,
            };
        }

        if (context.Conflict(request.Parent) is not { } conflict)
        {
            return Rejection.NotFound(request.Parent);
        }

        if (TermsRules.Accept(request.Terms, conflict, truce.Journal, KnownTruces(context), out var resolved) is { } rejection)
        {
            return rejection;
        }

        var created = new TruceCreated { Terms = resolved };
        created.Zones.AddRange(ZonesOf(resolved, conflict));
        created.MediatorZones.AddRange(conflict.MediatorZones);
        return new Event { TruceCreated = created };
    }

    /// <summary>The truces that the caller named and may see.</summary>
    public static IReadOnlySet<string> KnownTruces(RuleContext context) =>
        context.References.Where(r => r.Value is Truce).Select(r => r.Key).ToImmutableHashSet();

    /// <summary>The zones of the parties that may matter: those named, or all of the conflict's where anyone may join.</summary>
    public static IEnumerable<PartyZone> ZonesOf(TruceTerms terms, Conflict conflict)
    {
        var named = terms.Parties.Select(p => p.Party)
            .Concat(terms.Adherence?.OpenTo ?? Enumerable.Empty<string>())
            .Concat(terms.ExcludedActors.Select(x => x.Party))
            .ToHashSet();
        var all = terms.Adherence is { OpenTo.Count: 0 } || terms.Parties.Count == 0;
        return conflict.Parties
            .Where(p => all || named.Contains(p.Name))
            .Select(p => new PartyZone { Party = p.Name, Zone = p.Zone });
    }
}
