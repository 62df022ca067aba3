using System.Collections.Immutable;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Domain.Truces.Terms;
using Parley.V1;
using PartyZone = Parley.V1.PartyZone;

namespace Parley.Domain.Truces;

/// <summary>How a truce comes to be: recorded as a draft, or opened by a text that was concluded.</summary>
internal static class Creation
{
    /// <summary>The reason for which a truce is not opened that exists already: that it does is not for those who signed the text to learn.</summary>
    public const string NotOpened = "NOT_OPENED";

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
            return Rejection.Exists(truce.Journal);
        }

        if (context.Conflict(request.Parent) is not { } conflict)
        {
            return Rejection.NotFound(request.Parent);
        }

        if (TermsRules.Accept(request.Terms, conflict, truce.Journal, KnownTruces(context), out var resolved) is { } rejection)
        {
            return rejection;
        }

        if (Successors.Unasked(resolved, context).ToImmutableArray() is { IsEmpty: false } unasked)
        {
            return Rejection.Invalid(unasked);
        }

        var created = new TruceCreated { Terms = resolved };
        created.Zones.AddRange(ZonesOf(resolved, conflict));
        created.MediatorZones.AddRange(conflict.MediatorZones);
        return new Event { TruceCreated = created };
    }

    /// <summary>
    /// A concluded text opens the truce that its words mean: it is agreed with the text, by those who signed that, at that instant. Its terms
    /// were resolved and checked when the words were bound, and are taken as they were signed; who they bind is examined once more, for a truce
    /// that nobody signed is none. What the call alone says is looked at first: only one that could open a truce meets what there is already.
    /// </summary>
    public static Decision Open(TruceRecord truce, OpenTruceCall call, RuleContext context)
    {
        if (!context.Caller.Is(Role.Parley, ""))
        {
            return Rejection.Denied("Only a text that was concluded opens a truce by itself. A mediator can record one with CreateTruce.");
        }

        var terms = call.Terms ?? new();
        if (terms.Parties.Count == 0 || terms.Parties.Any(p => !call.Signatories.Contains(p.Party)))
        {
            return Rejection.Invalid("signatories", "SIGNATORY_MISSING", "A text opens truces between those who signed it only, and every party to the terms must have.");
        }

        var at = Instant.Min(call.Time?.ToInstant() ?? context.Now, context.Now);
        if ((TermsRules.BetweenParties(terms) ?? Consents.TermOver(truce with { Terms = terms }, at)) is { } barred)
        {
            return barred;
        }

        if (truce.Exists)
        {
            return Rejection.Exists(truce.Journal) with { Reason = NotOpened };
        }

        var created = new TruceCreated { Terms = terms };
        created.Zones.AddRange(ZonesOf(terms, call.Zones));
        created.MediatorZones.AddRange(call.MediatorZones);
        return terms.Parties.Select(p => new Event { TruceAccepted = new() { Party = p.Party } })
            .Prepend(new() { TruceCreated = created })
            .Select(e =>
            {
                e.DueAt = at.ToTimestamp();
                return e;
            })
            .ToImmutableArray();
    }

    /// <summary>The truces that the caller named and may see.</summary>
    public static IReadOnlySet<string> KnownTruces(RuleContext context) =>
        context.References.Where(r => r.Value is Truce).Select(r => r.Key).ToImmutableHashSet();

    /// <summary>The zones of the parties that may matter: those named, or all of the conflict's where anyone may join.</summary>
    public static IEnumerable<PartyZone> ZonesOf(TruceTerms terms, Conflict conflict) =>
        ZonesOf(terms, conflict.Parties.Select(p => new PartyZone { Party = p.Name, Zone = p.Zone }));

    private static IEnumerable<PartyZone> ZonesOf(TruceTerms terms, IEnumerable<PartyZone> registered)
    {
        var named = terms.Parties.Select(p => p.Party)
            .Concat(terms.Adherence?.OpenTo ?? Enumerable.Empty<string>())
            .Concat(terms.ExcludedActors.Select(x => x.Party))
            .ToHashSet();
        var all = terms.Adherence is { OpenTo.Count: 0 } || terms.Parties.Count == 0;
        return registered.Where(z => all || named.Contains(z.Party));
    }
}
