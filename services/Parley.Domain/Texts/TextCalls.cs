using Parley.Contract;
using Parley.Domain.Time;
using Parley.V1;
using PartyZone = Parley.V1.PartyZone;

namespace Parley.Domain.Texts;

/// <summary>
/// What a text tells others: its negotiation how far it has come, the vault which consents are to be opened when, and the truces that it
/// opens that they are concluded.
/// </summary>
internal static class TextCalls
{
    /// <summary>The calls that follow from a change.</summary>
    public static IEnumerable<Event> After(TextRecord before, TextRecord after) =>
        [.. Progress(before, after), .. Opened(before, after), .. Truces(before, after)];

    private static IEnumerable<Event> Progress(TextRecord before, TextRecord after)
    {
        if (before.Exists && before.Stage == after.Stage)
        {
            yield break;
        }

        var negotiation = ResourceName.ChildOfConflict(after.Journal);
        yield return new()
        {
            CallRequested = new()
            {
                Target = negotiation,
                TextProgress = new()
                {
                    Name = negotiation,
                    Progress = new() { Text = after.Journal, State = after.Stage, Time = after.StageSince.ToTimestamp(), By = after.Stage == NegotiatingTextState.Withdrawn ? after.WithdrawnBy : null, TabledBy = after.TabledBy },
                    TextVersion = after.HeadVersion,
                    AccreditationVersion = after.Delegations.Version,
                },
            },
        };
    }

    private static IEnumerable<Event> Opened(TextRecord before, TextRecord after)
    {
        var vault = ResourceName.Vault(ResourceName.ChildOfConflict(after.Journal));
        foreach (var opening in after.Openings.Where(o => !before.Openings.Exists(known => known.Id == o.Id)))
        {
            var register = new RegisterOpeningCall { Name = vault, Text = after.Journal, Opening = opening };
            register.Clauses.AddRange(after.Clauses.Select(c => c.Id));
            register.Required.AddRange(after.Required);
            yield return new() { CallRequested = new() { Target = vault, RegisterOpening = register } };
        }
    }

    private static IEnumerable<Event> Truces(TextRecord before, TextRecord after)
    {
        if (before.ConcludedAt is not null || after.ConcludedAt is not { } concluded)
        {
            yield break;
        }

        // The terms go as they were bound, and so as they were signed: not a party more and not one less.
        var conflict = ResourceName.ConflictOf(after.Journal);
        var signatories = SignatureSet.BoundParties(after).ToList();
        foreach (var bound in after.Clauses.SelectMany(c => c.Bindings).Select(b => b.Truce).OfType<BoundTruce>().DistinctBy(t => t.TruceId))
        {
            var name = ResourceName.Child(conflict, "truces", bound.TruceId);
            var open = new OpenTruceCall { Name = name, Terms = bound.Terms, Time = concluded.ToTimestamp() };
            open.Signatories.AddRange(signatories);
            open.Zones.AddRange(after.Clocks.Parties.Select(p => new PartyZone { Party = p.Party, Zone = p.Zone }));
            open.MediatorZones.AddRange(after.Clocks.MediatorZones);
            yield return new() { CallRequested = new() { Target = name, OpenTruce = open } };
        }
    }
}
