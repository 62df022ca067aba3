using Parley.Contract;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// What a negotiation tells the journals beside it: that they are to open, who is accredited, what the vault is to look for. They are
/// made in order, so that no room hears of a change before it is open.
/// </summary>
internal static class Calls
{
    /// <summary>The calls that follow from a change, as events.</summary>
    public static IEnumerable<Event> After(NegotiationRecord before, NegotiationRecord after) =>
        (before.Exists ? Changes(before, after) : Openings(after)).Concat(VenuesShown(before, after)).Concat(Ranges(before, after));

    /// <summary>A room for every member, a desk for the mediators, a vault.</summary>
    private static IEnumerable<Event> Openings(NegotiationRecord talks)
    {
        foreach (var member in talks.Members)
        {
            var caucus = ResourceName.Caucus(talks.Journal, member.Party);
            yield return To(caucus, new()
            {
                OpenCaucus = new()
                {
                    Name = caucus,
                    Member = member,
                    AccreditationVersion = talks.Delegations.Version,
                    MediatorZones = { talks.Clocks.MediatorZones },
                },
            });
        }

        var (desk, vault) = (ResourceName.Desk(talks.Journal), ResourceName.Vault(talks.Journal));
        yield return To(desk, new() { OpenDesk = new() { Name = desk } });
        yield return To(vault, new()
        {
            OpenVault = new()
            {
                Name = vault,
                Members = { talks.Members },
                AccreditationVersion = talks.Delegations.Version,
                MediatorZones = { talks.Clocks.MediatorZones },
            },
        });
    }

    /// <summary>
    /// Who is accredited now and will be: to all when an act has changed it, and to a text that has just said that it knows older
    /// accreditations. A text that is new here learns it from the answer. A caucus is told of its own member alone.
    /// </summary>
    private static IEnumerable<Event> Changes(NegotiationRecord before, NegotiationRecord after)
    {
        var told = after.Delegations;
        var changed = before.Delegations.Version != told.Version;
        if (changed)
        {
            foreach (var member in told.Members)
            {
                yield return Changed(ResourceName.Caucus(after.Journal, member.Party), new() { Members = [member], Version = told.Version });
            }

            yield return Changed(ResourceName.Vault(after.Journal), new() { Members = told.Members, Version = told.Version });
        }

        foreach (var text in after.Texts)
        {
            var known = before.Texts.Find(t => t.Standing.Name == text.Standing.Name);
            if (changed || (known is not null && text.KnowsAccreditation < told.Version && !ReferenceEquals(known, text)))
            {
                yield return Changed(text.Standing.Name, told);
            }
        }
    }

    private static IEnumerable<Event> VenuesShown(NegotiationRecord before, NegotiationRecord after)
    {
        var vault = ResourceName.Vault(after.Journal);
        return after.Venues.Count == before.Venues.Count
            ? []
            : [To(vault, new() { RegisterVenues = new() { Name = vault, Venues = { after.Venues.Skip(before.Venues.Count).Select(v => v.Id) } } })];
    }

    private static IEnumerable<Event> Ranges(NegotiationRecord before, NegotiationRecord after)
    {
        var vault = ResourceName.Vault(after.Journal);
        return after.BlindRanges.Skip(before.BlindRanges.Count).Select(range => To(vault, new() { RegisterRange = new() { Name = vault, Range = range } }));
    }

    private static Event Changed(string journal, Delegations delegations) => To(journal, new()
    {
        ChangeAccreditation = new()
        {
            Name = journal,
            Members = { delegations.Members },
            Observers = { delegations.Observers },
            ObserverPeriods = { delegations.ObserverPeriods },
            AccreditationVersion = delegations.Version,
        },
    });

    private static Event To(string journal, CallRequested call)
    {
        call.Target = journal;
        return new() { CallRequested = call };
    }
}
