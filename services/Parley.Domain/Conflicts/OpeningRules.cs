using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>A record is opened, and its parties are registered.</summary>
internal static class OpeningRules
{
    /// <summary>A record is opened once; its zones must be zones.</summary>
    public static Decision Open(ConflictState state, CreateConflictRequest request, ConflictLimits limits)
    {
        if (state.Exists)
        {
            return Rejection.Exists(state.Journal);
        }

        var given = request.Conflict ?? new();
        var wrong = given.MediatorZones.SelectMany((zone, i) => UnknownZone(zone, $"conflict.mediator_zones[{i}]")).ToImmutableArray();
        if (!wrong.IsEmpty)
        {
            return Rejection.Invalid(wrong);
        }

        var conflict = new Conflict
        {
            Name = state.Journal,
            Title = given.Title,
            Description = given.Description,
            MediatorZones = { given.MediatorZones },
        };
        return ConflictView.Room(state, conflict.CalculateSize(), limits) is { } full
            ? full
            : new Event { ConflictCreated = new() { Conflict = conflict } };
    }

    /// <summary>A party is registered once, and can answer only for parties that are there already.</summary>
    public static Decision Register(ConflictState state, RegisterPartyRequest request, ConflictLimits limits)
    {
        var given = request.Party ?? new();
        var name = ResourceName.Child(state.Journal, "parties", request.PartyId);
        if (state.Parties.Exists(p => p.Name == name))
        {
            return Rejection.Exists(name);
        }

        var wrong = UnknownZone(given.Zone, "party.zone").Concat(AnswersFor(state.Register, name, given)).ToImmutableArray();
        if (!wrong.IsEmpty)
        {
            return Rejection.Invalid(wrong);
        }

        var party = new Party
        {
            Name = name,
            Kind = given.Kind,
            Label = given.Label,
            Zone = given.Zone,
            AnswersFor = { given.AnswersFor },
        };
        var full = ConflictLimits.Check(state.Parties.Count + 1, limits.MaxParties, "parties", state.Journal)
            ?? ConflictView.Room(state, party.CalculateSize(), limits);
        return full is not null ? full : new Event { PartyRegistered = new() { Party = party } };
    }

    private static IEnumerable<FieldViolation> UnknownZone(string zone, string field)
    {
        if (!Zones.IsKnown(zone))
        {
            yield return new(field, TimeReasons.ZoneUnknown, $"'{zone}' is no zone of the IANA database, such as Asia/Yerevan.");
        }
    }

    private static IEnumerable<FieldViolation> AnswersFor(PartyRegister register, string name, Party given)
    {
        for (var i = 0; i < given.AnswersFor.Count; i++)
        {
            var (other, field) = (given.AnswersFor[i], $"party.answers_for[{i}]");
            if (other == name)
            {
                yield return new(field, "ANSWERS_FOR_ITSELF", "A party answers for itself anyway; name other parties only.");
            }
            else if (given.AnswersFor.IndexOf(other) < i)
            {
                yield return new(field, "DUPLICATE_PARTY", $"{other} is named twice.");
            }
            else if (register.Check(other, field) is { } violation)
            {
                yield return violation;
            }
        }
    }
}
