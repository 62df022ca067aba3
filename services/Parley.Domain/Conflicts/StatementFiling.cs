using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>What holds for a statement, whether it is published at once or filed under embargo.</summary>
internal static class StatementFiling
{
    /// <summary>Reads the statement of a request: only what its sender may say, every stated time resolved.</summary>
    /// <returns>The statement without name, state and instants of Parley's own; or the refusal, naming all that is wrong.</returns>
    public static (Statement? Statement, Rejection? Rejection) Read(
        PublishStatementRequest request, PartyRegister register, RuleContext context, ConflictLimits limits)
    {
        var given = request.Statement ?? new();
        var (party, denied) = Speaker(given, register.Conflict, context.Caller);
        if (denied is not null)
        {
            return (null, denied);
        }

        var wrong = ImmutableArray.CreateBuilder<FieldViolation>();
        if (party.Length > 0 && register.Check(party, "statement.party") is { } unknown)
        {
            wrong.Add(unknown);
        }


        // Whether what it cites is there is not looked up: it may be a truce that the caller may not see, and an answer would tell.
        wrong.AddRange(ForeignName.In(given.Cites, register.Conflict, "statement.cites"));
        if (!HoldsOriginal(given))
        {
            wrong.Add(new(
                "statement.text", "ORIGINAL_MISSING", $"The text must hold the original, in '{given.OriginalLanguage}'; translations stand beside it."));
        }

        var times = new TimeResolver(register.CandidateZones);
        var madeAt = times.Resolve(given.MadeAt, "statement.made_at");
        var embargo = times.Resolve(given.EmbargoUntil, "statement.embargo_until");
        wrong.AddRange(times.Violations);
        wrong.AddRange(Early(madeAt, embargo, context.Now));
        if (wrong.Count > 0)
        {
            return (null, Rejection.Invalid(wrong.ToImmutable()) with { Metadata = times.Metadata });
        }

        var statement = new Statement
        {
            Speaker = given.Speaker,
            Party = party,
            Capacity = given.Capacity,
            Kind = given.Kind,
            OriginalLanguage = given.OriginalLanguage,
            Text = given.Text,
            MadeAt = madeAt,
            Cites = { given.Cites },
            SourceUri = given.SourceUri,
            EmbargoUntil = embargo,
        };
        var full = ConflictLimits.Check(statement.CalculateSize(), limits.MaxStatementBytes, "bytes", "A statement");
        return full is null ? (statement, null) : (null, full);
    }

    /// <summary>
    /// Whether the caller could have published a statement of this party, empty for none: mediators, guarantors and the
    /// secretariat any, a party its own.
    /// </summary>
    public static Rejection? MaySpeak(string party, Caller caller, string conflict) =>
        RecordsForOthers(caller, conflict) ? null
        : party.Length > 0 ? ActingParty.Resolve(party, caller, conflict, "party").Rejection
        : Rejection.Denied("This statement speaks for no party; mediators, guarantors and the secretariat may change what is recorded of it.");

    private static (string Party, Rejection? Rejection) Speaker(Statement given, string conflict, Caller caller)
    {
        if (RecordsForOthers(caller, conflict))
        {
            return (given.Party, null);
        }

        var acting = ActingParty.Resolve(given.Party, caller, conflict, "statement.party");
        return (acting.Party ?? "", acting.Rejection);
    }

    private static bool RecordsForOthers(Caller caller, string conflict) =>
        caller.Is(Role.Mediator, conflict) || caller.Is(Role.Guarantor, conflict) || caller.Is(Role.Secretariat, conflict);

    /// <summary>Language tags are the same in capital letters and small ones (RFC 5646, section 2.1.1).</summary>
    private static bool HoldsOriginal(Statement given) => given.Text is not null
        && given.Text.Values.Any(v => v.Key.Equals(given.OriginalLanguage, StringComparison.OrdinalIgnoreCase) && v.Value.Length > 0);

    /// <summary>
    /// An embargo must lie ahead. A statement has been made when it becomes public, so one under embargo may be made until
    /// the embargo ends, and any other until now.
    /// </summary>
    private static IEnumerable<FieldViolation> Early(LegalTime? madeAt, LegalTime? embargo, Instant now)
    {
        var made = madeAt?.ToInstant();
        var ends = embargo?.ToInstant();
        if (made > (ends is { } e && e > now ? e : now))
        {
            yield return new(
                "statement.made_at", "MADE_IN_FUTURE", $"{made} has not come when the statement becomes public; say when it was made, or leave it out.");
        }

        if (ends <= now)
        {
            yield return new(
                "statement.embargo_until", "EMBARGO_PASSED", $"{ends} has passed; leave out the embargo to publish at once, or name a later time.");
        }
    }
}
