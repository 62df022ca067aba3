using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Drafting;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>Silence procedures: what no party objects to before an instant, every party assents to at that instant.</summary>
internal static class Silence
{
    /// <summary>Mediators open a silence procedure.</summary>
    public static Decision Open(TextRecord text, OpenSilenceProcedureRequest request, RuleContext context)
    {
        var asked = request.Procedure ?? new();
        if (text.Procedures.Exists(p => p.Id == asked.Id))
        {
            return Rejection.Taken(text.Journal, "silence procedure", asked.Id);
        }

        // What makes a text clean changes its words, which breaks silence: on one that is not clean now, silence could adopt nothing.
        if ((Wrong(text, asked) ?? (asked.Effect == SilenceEffect.AdoptText ? CleanText.Check(text) : null)) is { } wrong)
        {
            return wrong;
        }

        var times = new TimeResolver(text.Clocks.CandidateZones);
        if (times.Resolve(asked.Expiry, "procedure.expiry") is not { } expiry)
        {
            return times.Rejection ?? Rejection.Invalid("procedure.expiry", "EXPIRY_MISSING", "Say when silence becomes assent.");
        }

        if (expiry.ToInstant() is var ends && ends <= context.Now)
        {
            return Rejection.Precondition("EXPIRY_IN_PAST", text.Journal, $"{ends.ToText()} has passed. Silence can only end at an instant that is still to come.")
                .With("expiry", ends.ToText());
        }

        if (TextLimits.Check(text.Journal, text.Procedures.Count + 1, TextLimits.SilenceProcedures, "silence procedures") is { } full)
        {
            return full;
        }

        var procedure = new SilenceProcedure { Id = asked.Id, Effect = asked.Effect, Expiry = expiry };
        procedure.Clauses.AddRange(asked.Clauses.Distinct());
        return new Event { SilenceProcedureOpened = new() { Procedure = procedure } };
    }

    /// <summary>
    /// A party objects in time. An objection binds nobody, and a refusal of it would let silence speak for who was not silent: whoever takes
    /// part for the party can raise it, an adviser too.
    /// </summary>
    public static Decision Break(TextRecord text, BreakSilenceRequest request, RuleContext context)
    {
        var (member, rejection) = ActingMember.Resolve(request.Party, text.Members, text.Journal, context);
        if (member is null)
        {
            return rejection!;
        }

        if (member.Capacity != MemberCapacity.Party)
        {
            return SigningRefusals.NotAParty(text, member.Party, "break silence");
        }

        if (text.Procedures.Find(p => p.Id == request.Procedure) is not { } procedure)
        {
            return Rejection.Unknown("procedure", "UNKNOWN_PROCEDURE", $"silence procedure {request.Procedure} on the text", text.Procedures.Select(p => p.Id));
        }

        if (TextLimits.Words(text, request.Objection) is { } tooLong)
        {
            return tooLong;
        }

        // That it ran out to assent may have to wait for the vault's word; that it ran out does not.
        if (procedure.State == SilenceState.Running && procedure.Expiry.ToInstant() is var expiry && expiry <= context.Now)
        {
            return Rejection.Precondition(
                "SILENCE_ENDED", text.Journal,
                $"The time to object passed at {expiry.ToText()}. What silence came to is recorded once the opening that is due just now is over.")
                .With("end_time", expiry.ToText());
        }

        return procedure.State == SilenceState.Running
            ? new Event { SilenceBroken = new() { Procedure = procedure.Id, Party = member.Party, Objection = request.Objection } }
            : Rejection.Precondition(
                "SILENCE_ENDED", text.Journal,
                procedure.State == SilenceState.Broken
                    ? $"Silence was broken at {procedure.EndTime.ToInstant().ToText()}; one objection is enough."
                    : $"Silence became assent at {procedure.EndTime.ToInstant().ToText()}. What was agreed can be reopened with ReopenClause.")
                .With("end_time", procedure.EndTime.ToInstant().ToText());
    }

    /// <summary>The clauses that a procedure is about, as far as they still stand.</summary>
    public static IEnumerable<TextClause> About(TextRecord text, SilenceProcedure procedure) =>
        procedure.Clauses.Count == 0 ? text.Clauses : text.Clauses.Where(c => procedure.Clauses.Contains(c.Id));

    private static Rejection? Wrong(TextRecord text, SilenceProcedure asked)
    {
        if (asked.Effect == SilenceEffect.Unspecified)
        {
            return Rejection.Invalid("procedure.effect", "EFFECT_MISSING", "Say what silence does: agree clauses, or adopt the text.");
        }

        if (asked.Effect == SilenceEffect.AdoptText && asked.Clauses.Count > 0)
        {
            return Rejection.Invalid("procedure.clauses", "ADOPTION_IS_WHOLE", "Only a whole text can be adopted: name no clauses, or let silence agree them.");
        }

        ImmutableArray<FieldViolation> unknown =
        [
            .. asked.Clauses
                .Select((id, i) => text.Clause(id) is null ? Clauses.UnknownIn(text, id, $"procedure.clauses[{i}]") : null)
                .OfType<FieldViolation>(),
        ];
        if (!unknown.IsEmpty)
        {
            return Rejection.Invalid(unknown);
        }

        var bracketed = string.Join(",", About(text, asked).Where(c => c.Status == ClauseStatus.Bracketed).Select(c => c.Id));
        return asked.Effect == SilenceEffect.AgreeClauses && bracketed.Length > 0
            ? Rejection.Precondition("CLAUSE_BRACKETED", text.Journal, $"{bracketed} stands in brackets: nobody could say what silence agrees to. Resolve the brackets first.")
                .With("clauses", bracketed)
            : null;
    }
}
