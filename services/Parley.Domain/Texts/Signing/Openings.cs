using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>Openings of sealed consents: agreed by all beforehand, held by the vault at their instant, over when the vault says so.</summary>
internal static class Openings
{
    /// <summary>
    /// A mediator records that all who are to be bound, and those who guarantee it, agreed to an opening. Not over a text that somebody has
    /// signed: the vault knows of no open signature, and who has signed could not seal what it waits for.
    /// </summary>
    public static Decision Agree(TextRecord text, AgreeOpeningRequest request, RuleContext context)
    {
        var asked = request.Opening ?? new();
        if (Wrong(text, asked) is { } wrong)
        {
            return wrong;
        }

        if ((NotAgreed(text, asked) ?? Freeze.Check(text) ?? CleanText.Check(text) ?? ConsentAuthorities.Check(text, asked)) is { } refusal)
        {
            return refusal;
        }

        var times = new TimeResolver(text.Clocks.CandidateZones);
        if (times.Resolve(asked.At, "opening.at") is not { } at)
        {
            return times.Rejection ?? Rejection.Invalid("opening.at", "INSTANT_MISSING", "Say when the consents are opened.");
        }

        if (at.ToInstant() is var instant && instant <= context.Now)
        {
            return Rejection.Precondition("OPENING_IN_PAST", text.Journal, $"{instant.ToText()} has passed. Consents can only be opened at an instant that is still to come.")
                .With("at", instant.ToText());
        }

        if (instant > context.Now + TextLimits.OpeningAhead)
        {
            return TooFar(text, instant, context.Now + TextLimits.OpeningAhead);
        }

        if (TextLimits.Check(text.Journal, text.Openings.Count + 1, TextLimits.Openings, "openings") is { } full)
        {
            return full;
        }

        var opening = new ConsentOpening { Id = asked.Id, At = at, WhenAllFiled = asked.WhenAllFiled };
        opening.Events.AddRange(asked.Events);
        opening.AgreedBy.AddRange(asked.AgreedBy.Distinct());
        opening.Authorities.AddRange(asked.Authorities);
        return new Event { ConsentOpeningAgreed = new() { Opening = opening } };
    }

    /// <summary>
    /// The vault has opened the consents. Where all that the text needs were among them it is concluded as of that instant; where they were
    /// not, that the opening is over is all that anybody learns. Where one of them would sign without authority by then it is refused, and
    /// nothing is recorded: the vault takes that for a look that came to nothing, of which nobody learns before the instant either. What the
    /// vault says twice is refused for good.
    /// </summary>
    public static Decision Conclude(TextRecord text, ConcludeTextCall call, RuleContext context)
    {
        if (!context.Caller.Is(Role.Parley, ""))
        {
            return Rejection.Denied("Only the vault can say what came of sealed consents.");
        }

        if (text.Openings.Find(o => o.Id == call.Opening) is not { } opening)
        {
            return Rejection.Unknown("opening", "UNKNOWN_OPENING", $"opening {call.Opening} of consents to the text", text.Openings.Select(o => o.Id));
        }

        if (opening.Over)
        {
            return Rejection.Precondition("OPENING_OVER", text.Journal, $"The opening {opening.Id} is over, as the vault has said before.").With("opening", opening.Id);
        }

        var at = call.Time ?? context.Now.ToTimestamp();
        if (call.Members.Count > 0 && (CleanText.Check(text) ?? ConsentAuthorities.Lacking(text, opening, call.Members, at.ToInstant())) is { } lacking)
        {
            return lacking;
        }

        IEnumerable<Event> concluded = call.Members.Count == 0
            ? []
            : call.Members.Select(member => Sealed(text, opening, member))
                .Append(new() { TextStateReached = new() { State = NegotiatingTextState.Concluded, Opening = call.Opening } });
        return concluded
            .Append(new() { ConsentOpeningOver = new() { Opening = call.Opening, Cancellation = call.Cancellation } })
            .Select(e =>
            {
                e.DueAt = at;
                return e;
            })
            .ToImmutableArray();
    }

    private static Rejection TooFar(TextRecord text, Instant at, Instant latest) => Rejection.Precondition(
        "OPENING_TOO_FAR", text.Journal,
        $"{at.ToText()} is more than {TextLimits.OpeningAhead.Days} days ahead, and until it is over the text would stand still. Check the year; the latest instant is {latest.ToText()}.")
        .With("at", at.ToText())
        .With("latest", latest.ToText());

    private static Event Sealed(TextRecord text, ConsentOpening opening, ConcludingMember member) => new()
    {
        TextSigned = new()
        {
            Signature = new()
            {
                Party = member.Party,
                Act = ConsentAct.SealedConsent,
                Capacity = text.Members.FirstOrDefault(m => m.Party == member.Party)?.Capacity ?? MemberCapacity.Party,
                Authority = ConsentAuthorities.Of(opening, member.Party),
                Hash = member.Hash,
            },
        },
    };

    private static Rejection? Wrong(TextRecord text, ConsentOpening asked)
    {
        if (text.Openings.Exists(o => o.Id == asked.Id))
        {
            return Rejection.Taken(text.Journal, "opening", asked.Id);
        }

        ImmutableArray<FieldViolation> violations =
        [
            .. Strangers.In(text.Members.Select(m => m.Party), asked.AgreedBy, text.Journal, "opening.agreed_by"),
            .. FieldViolation.SameId(asked.Events.Select(e => e.Id), i => $"opening.events[{i}].id", "DUPLICATE_ID"),
            .. ConsentAuthorities.Wrong(text, asked),
        ];
        return violations.IsEmpty ? null : Rejection.Invalid(violations);
    }

    /// <summary>Who consents only by what the others do must know the rule: all parties and guarantors agree to it. Witnesses do not seal.</summary>
    private static Rejection? NotAgreed(TextRecord text, ConsentOpening asked) => Rejection.Missing(
        "OPENING_NOT_AGREED", text.Journal,
        text.Members.Where(m => m.Capacity is MemberCapacity.Party or MemberCapacity.Guarantor).Select(m => m.Party).Except(asked.AgreedBy),
        names => $"Every party and guarantor must agree to an opening, and {names} is not in agreed_by. Obtain its agreement and name it.");
}
