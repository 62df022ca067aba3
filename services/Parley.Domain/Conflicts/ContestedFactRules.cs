using Google.Protobuf.Collections;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>Contested facts: one narrative a side, and nothing that merges them.</summary>
internal static class ContestedFactRules
{
    /// <summary>A side's narrative takes the place of its own earlier one, and of no other.</summary>
    public static ConflictState Told(ConflictState state, NarrativeAdded told)
    {
        var at = state.ContestedFacts.FindIndex(f => f.Name == told.ContestedFact);
        var fact = state.ContestedFacts[at].Clone();
        var own = IndexOf(fact.Narratives, told.Narrative.Party);
        if (own < 0)
        {
            fact.Narratives.Add(told.Narrative);
        }
        else
        {
            fact.Narratives[own] = told.Narrative;
        }

        return state with { ContestedFacts = state.ContestedFacts.SetItem(at, fact) };
    }

    /// <summary>A matter is recorded as contested, without any narrative.</summary>
    public static Decision Record(ConflictState state, RecordContestedFactRequest request, ConflictLimits limits)
    {
        var name = ResourceName.Child(state.Journal, "contestedFacts", request.ContestedFactId);
        if (state.ContestedFacts.Exists(f => f.Name == name))
        {
            return Rejection.Exists(name);
        }

        var fact = new ContestedFact { Name = name, Subject = request.ContestedFact?.Subject };
        var full = ConflictLimits.Check(state.ContestedFacts.Count + 1, limits.MaxContestedFacts, "contested facts", state.Journal)
            ?? ConflictView.Room(state, fact.CalculateSize(), limits);
        return full is not null ? full : new Event { ContestedFactRecorded = new() { ContestedFact = fact } };
    }

    /// <summary>A side tells its own narrative; those who keep the record may write down what any side tells.</summary>
    public static Decision AddNarrative(ConflictState state, AddNarrativeRequest request, RuleContext context, ConflictLimits limits)
    {
        var given = request.Narrative ?? new();
        if (state.ContestedFacts.Find(f => f.Name == request.Name) is not { } fact)
        {
            return Rejection.NotFound(request.Name);
        }

        var party = given.Party;
        if (!KeepsTheRecord(context.Caller, state.Journal))
        {
            var acting = ActingParty.Resolve(given.Party, context.Caller, state.Journal, "narrative.party");
            if (acting.Rejection is not null)
            {
                return acting.Rejection;
            }

            party = acting.Party!;
        }

        if (state.Register.Check(party, "narrative.party") is { } unknown)
        {
            return Rejection.Invalid(unknown);
        }

        var narrative = new Narrative { Party = party, Text = given.Text, Source = given.Source, RecordTime = context.Now.ToTimestamp() };
        var own = IndexOf(fact.Narratives, party);
        var change = narrative.CalculateSize() - (own < 0 ? 0 : fact.Narratives[own].CalculateSize());
        return ConflictView.Room(state, change, limits) is { } full
            ? full
            : new Event { NarrativeAdded = new() { ContestedFact = fact.Name, Narrative = narrative } };
    }

    private static bool KeepsTheRecord(Caller caller, string conflict) =>
        caller.Is(Role.Mediator, conflict) || caller.Is(Role.Secretariat, conflict);

    private static int IndexOf(RepeatedField<Narrative> narratives, string party)
    {
        for (var i = 0; i < narratives.Count; i++)
        {
            if (narratives[i].Party == party)
            {
                return i;
            }
        }

        return -1;
    }
}
