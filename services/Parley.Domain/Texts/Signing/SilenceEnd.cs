using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>What silence comes to at its end.</summary>
internal static class SilenceEnd
{
    /// <summary>
    /// The assent, and what it does: every party agrees to the clauses to which it has not agreed, or initials a text that is clean by then.
    /// A text that is concluded takes nothing more from silence; and a party for which nobody could have spoken has not been silent.
    /// </summary>
    public static IEnumerable<Event> Of(TextRecord text, SilenceProcedure procedure)
    {
        var assented = new Event { SilenceAssented = new() { Procedure = procedure.Id } };
        IEnumerable<Event> effects = procedure.Effect switch
        {
            _ when text.ConcludedAt is not null => [],
            SilenceEffect.AgreeClauses => Agreements(text, procedure),
            SilenceEffect.AdoptText when ClauseStatuses.IsClean(text) => Adoption(text),
            _ => [],
        };
        return effects.Prepend(assented);
    }

    private static IEnumerable<Event> Agreements(TextRecord text, SilenceProcedure procedure) =>
        from clause in Silence.About(text, procedure)
        where clause.Status != ClauseStatus.Bracketed
        from party in Silent(text)
        where clause.Agreements.All(a => a.Party != party)
        select new Event { ClauseAgreed = new() { Clause = clause.Id, Party = party } };

    private static IEnumerable<Event> Adoption(TextRecord text) =>
        from party in Silent(text)
        where !SignatureSet.HasInitialled(text, party)
        select new Event
        {
            TextSigned = new() { Signature = new() { Party = party, Act = ConsentAct.SilenceAssent, Capacity = MemberCapacity.Party } },
        };

    private static IEnumerable<string> Silent(TextRecord text) => text.Parties.Where(party => text.Members.Any(m => m.Party == party && ActingMember.CanBeBound(m)));
}
