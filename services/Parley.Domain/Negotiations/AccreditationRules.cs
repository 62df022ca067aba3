using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>Admitting somebody to talks, and ending that. By mediators, in every state: who may read matters after the end too.</summary>
internal static class AccreditationRules
{
    /// <summary>Somebody is accredited for a member, or admitted as an observer, from now or a later instant on.</summary>
    public static Decision Admit(NegotiationRecord talks, AdmitParticipantRequest request, RuleContext context)
    {
        var given = request.Accreditation ?? new();
        if (talks.Accreditations.Exists(a => a.Id == given.Id))
        {
            return Rejection.Taken(talks.Journal, "accreditation", given.Id);
        }

        var times = new TimeResolver(talks.Clocks.CandidateZones);
        var (from, until) = (times.Resolve(given.From, "accreditation.from"), times.Resolve(given.Until, "accreditation.until"));
        ImmutableArray<FieldViolation> violations = [.. Subject(given), .. For(talks, given), .. times.Violations, .. Order(from, until)];
        if (!violations.IsEmpty)
        {
            return Rejection.Invalid(violations) with { Metadata = times.Metadata };
        }

        if (until?.ToInstant() <= context.Now)
        {
            return Rejection.Precondition("UNTIL_IN_PAST", talks.Journal, "An accreditation can only end at an instant that is still to come.");
        }

        if (NegotiationLimits.Check(talks.Journal, talks.Accreditations.Count, NegotiationLimits.Accreditations, "accreditations") is { } full)
        {
            return full;
        }

        return new Event
        {
            ParticipantAdmitted = new()
            {
                Accreditation = new()
                {
                    Id = given.Id,
                    Subject = given.Subject,
                    Party = given.Party,
                    Function = given.Function,
                    Level = given.Level,
                    From = from,
                    Until = until,
                    Active = from is null || from.ToInstant() <= context.Now,
                },
            },
        };
    }

    /// <summary>An accreditation is ended, whether it holds already or would later.</summary>
    public static Decision End(NegotiationRecord talks, EndAccreditationRequest request)
    {
        if (talks.Accreditations.Find(a => a.Id == request.Accreditation) is not { } accreditation)
        {
            return Rejection.Unknown("accreditation", "UNKNOWN_ACCREDITATION", request.Accreditation, talks.Accreditations.Select(a => a.Id));
        }

        return accreditation.EndTime is null
            ? new Event { AccreditationEnded = new() { Accreditation = accreditation.Id, Reason = request.Reason } }
            : Rejection.Precondition("ACCREDITATION_ENDED", talks.Journal, $"Accreditation {accreditation.Id} has ended already. Admit {accreditation.Subject} anew, under another id.");
    }

    /// <summary>Accreditations that begin or end by themselves. One that begins does so before it can end.</summary>
    public static IEnumerable<TimedTransition> Due(NegotiationRecord talks)
    {
        foreach (var accreditation in talks.Accreditations)
        {
            if (accreditation.EndTime is not null)
            {
                continue;
            }

            if (!accreditation.Active)
            {
                yield return new(accreditation.From.ToInstant(), () => [new() { AccreditationBegan = new() { Accreditation = accreditation.Id } }]);
            }
            else if (accreditation.Until is not null)
            {
                yield return new(accreditation.Until.ToInstant(), () => [new() { AccreditationEnded = new() { Accreditation = accreditation.Id } }]);
            }
        }
    }

    private static IEnumerable<FieldViolation> Subject(Accreditation given)
    {
        if (!Subjects.IsOne(given.Subject))
        {
            yield return new("accreditation.subject", "SUBJECT_INVALID", $"No token can name this subject: it is empty, longer than {Subjects.MaxLength} characters, or holds a control character such as a line feed.");
        }
    }

    private static IEnumerable<FieldViolation> For(NegotiationRecord talks, Accreditation given)
    {
        const string field = "accreditation.party";
        if (Accreditations.IsObserver(given))
        {
            if (given.Party.Length > 0)
            {
                yield return new(field, "OBSERVER_HAS_NO_PARTY", "An observer belongs to no member. Leave the party out, or give another function.");
            }
        }
        else if (given.Party.Length == 0)
        {
            yield return new(field, "PARTY_MISSING", "Say for which member; only an observer takes part for none.");
        }
        else if (Strangers.Check(talks.Members.Select(m => m.Party), given.Party, talks.Journal, field) is { } stranger)
        {
            yield return stranger;
        }
    }

    private static IEnumerable<FieldViolation> Order(LegalTime? from, LegalTime? until)
    {
        if (from is not null && until is not null && until.ToInstant() <= from.ToInstant())
        {
            yield return new("accreditation.until", "UNTIL_NOT_AFTER_FROM", "An accreditation ends after it has begun.");
        }
    }
}
