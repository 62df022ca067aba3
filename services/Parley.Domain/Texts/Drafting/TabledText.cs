using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What a text must be for anybody to negotiate on it.</summary>
internal static class TabledText
{
    /// <summary>All that is wrong with it.</summary>
    /// <param name="given">The text.</param>
    /// <param name="members">The members of the talks.</param>
    /// <param name="conflict">The conflict.</param>
    /// <param name="byMediator">Whether a mediator tables it, and not a party.</param>
    public static IEnumerable<FieldViolation> Check(NegotiatingText given, ImmutableArray<AccreditedMember> members, Conflict conflict, bool byMediator) =>
    [
        .. Languages(given),
        .. FieldViolation.SameId(given.Clauses.Select(c => c.Id), i => $"text.clauses[{i}].id", "DUPLICATE_ID"),
        .. given.Clauses.SelectMany((c, i) => Wordings.Check(c, given.Languages, $"text.clauses[{i}]")),
        .. given.Clauses.Count == 0 ? [new("text.clauses", "CLAUSES_MISSING", "A text says something: give at least one clause.")] : Enumerable.Empty<FieldViolation>(),
        .. PenHolder(given.PenHolder, members, conflict),
        .. Signatories(given, members, conflict),
        .. Unsigned(given, members, byMediator),
        .. Accession(given.Accession, PartyRegister.Of(conflict)),
    ];

    private static IEnumerable<FieldViolation> Languages(NegotiatingText given)
    {
        // Tags are the same however they are written (RFC 5646, section 2.1.1).
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < given.Languages.Count; i++)
        {
            if (!seen.Add(given.Languages[i]))
            {
                yield return new($"text.languages[{i}]", "DUPLICATE_LANGUAGE", $"{given.Languages[i]} is named twice.");
            }
        }

        if (given.PrevailingLanguage.Length > 0 && !given.Languages.Contains(given.PrevailingLanguage))
        {
            yield return new(
                "text.prevailing_language", "LANGUAGE_NOT_AUTHENTIC", $"{given.PrevailingLanguage} is none of the text's languages and cannot prevail among them. Name it in languages.");
        }
    }

    private static IEnumerable<FieldViolation> PenHolder(string party, ImmutableArray<AccreditedMember> members, Conflict conflict)
    {
        if (party.Length == 0)
        {
            yield break;
        }

        if (members.FirstOrDefault(m => m.Party == party) is not { } member)
        {
            yield return Strangers.Check(members.Select(m => m.Party), party, conflict.Name, "text.pen_holder")!;
        }
        else if (member.Capacity == MemberCapacity.Witness)
        {
            yield return new("text.pen_holder", "WITNESS_NEVER_DRAFTS", $"{party} is a witness and holds no pen. Name a party or a guarantor, or leave the pen to the mediators.");
        }
    }

    /// <summary>Who signs takes part, in a capacity that binds.</summary>
    private static IEnumerable<FieldViolation> Signatories(NegotiatingText given, ImmutableArray<AccreditedMember> members, Conflict conflict)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < given.RequiredSignatories.Count; i++)
        {
            var party = given.RequiredSignatories[i];
            var field = $"text.required_signatories[{i}]";
            if (!seen.Add(party))
            {
                yield return new(field, "DUPLICATE_PARTY", $"{party} is named twice.");
            }
            else if (members.FirstOrDefault(m => m.Party == party) is not { } member)
            {
                yield return Strangers.Check(members.Select(m => m.Party), party, conflict.Name, field)!;
            }
            else if (member.Capacity == MemberCapacity.Witness)
            {
                yield return new(field, "WITNESS_NEVER_BINDS", $"{party} is a witness: its signature binds nobody, so none can be needed. It can sign as a witness.");
            }
        }
    }

    /// <summary>
    /// A party cannot conclude without another what is on the table of both: only mediators say that fewer than all parties are enough, and
    /// even they need one, for a text that binds no party concludes nothing.
    /// </summary>
    private static IEnumerable<FieldViolation> Unsigned(NegotiatingText given, ImmutableArray<AccreditedMember> members, bool byMediator)
    {
        ImmutableArray<string> parties = [.. members.Where(m => m.Capacity == MemberCapacity.Party).Select(m => m.Party)];
        ImmutableArray<string> missing = [.. parties.Except(given.RequiredSignatories)];
        return given.RequiredSignatories.Count == 0 || missing.IsEmpty || (byMediator && missing.Length < parties.Length)
            ? []
            : [new(
                "text.required_signatories", "SIGNATORIES_MISSING",
                byMediator
                    ? $"None of these is a party. Name at least one of {string.Join(", ", missing)}, or leave required_signatories empty: then every party must sign."
                    : $"{string.Join(", ", missing)} must sign too: only a mediator tables a text that binds without every party. Name all parties, or leave required_signatories empty.")];
    }

    private static IEnumerable<FieldViolation> Accession(Accession? accession, PartyRegister register)
    {
        if (accession is null)
        {
            return [];
        }

        return
        [
            .. accession.OpenTo.Select((p, i) => register.Check(p, $"text.accession.open_to[{i}]")).OfType<FieldViolation>(),
            .. accession.Excluded.Select((p, i) => register.Check(p, $"text.accession.excluded[{i}]")).OfType<FieldViolation>(),
            .. accession.Excluded.Select((p, i) => (p, i)).Where(x => accession.OpenTo.Contains(x.p)).Select(x =>
                new FieldViolation($"text.accession.excluded[{x.i}]", "PARTY_EXCLUDED", $"The text is open to {x.p} and excludes it. Name it once.")),
        ];
    }
}
