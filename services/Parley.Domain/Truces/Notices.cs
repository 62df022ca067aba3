using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Notices. One of denunciation ends the truce, or the giver's part in it, after the warning period (Hague Regulations, art.
/// 36); one of non-renewal lets a term that renews itself run out.
/// </summary>
internal static class Notices
{
    /// <summary>A party bound gives notice.</summary>
    public static Decision Give(TruceRecord truce, GiveNoticeRequest request, RuleContext context)
    {
        var acting = Acting.ForBoundParty(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        var holder = TermHolder.Of(request.TermOf);
        var (effective, bar) = request.Kind == NoticeKind.Denunciation
            ? Denunciation(truce, holder, request.Effective, context.Now)
            : request.Effective is null ? NonRenewal(truce, holder, context.Now)
            : (null, Rejection.Invalid("effective", "FIELD_NOT_APPLICABLE", "A notice of non-renewal takes effect at the end of the term; effective is for denunciation."));
        bar ??= Running(truce, acting.Party, request.Kind, holder) ?? TruceLimits.Check(truce.Journal, truce.Notices.Count, TruceLimits.Notices, "notices");
        if (bar is not null)
        {
            return bar;
        }

        return new Event
        {
            TruceNoticeGiven = new()
            {
                Id = context.AssignedId,
                Kind = request.Kind,
                Party = acting.Party,
                Effective = effective,
                Reason = request.Reason,
                TermOf = request.Kind == NoticeKind.NonRenewal ? holder.ToMessage() : null,
            },
        };
    }

    /// <summary>The party that gave a notice takes it back before it takes effect.</summary>
    public static Decision Withdraw(TruceRecord truce, WithdrawNoticeRequest request, RuleContext context)
    {
        var acting = Acting.ForParty(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        var running = truce.Notices.FindAll(n => n.Party == acting.Party && Standing.IsRunning(truce, n));
        if (request.Notice.Length > 0)
        {
            if (truce.Notices.Find(n => n.Id == request.Notice) is { } named && named.Party != acting.Party)
            {
                return Rejection.Denied($"Notice {request.Notice} was given by {named.Party}; only that party can withdraw it.");
            }

            running = running.FindAll(n => n.Id == request.Notice);
        }

        return running.Count switch
        {
            1 => new Event { TruceNoticeWithdrawn = new() { Id = running[0].Id } },
            0 => Rejection.Precondition("NO_SUCH_NOTICE", truce.Journal, $"No such notice of {acting.Party} is running."),
            _ => Rejection.Invalid("notice", "NOTICE_AMBIGUOUS", $"{running.Count} notices of {acting.Party} are running: {string.Join(", ", running.Select(n => n.Id))}. Say which."),
        };
    }

    /// <summary>Notices of denunciation that will take effect.</summary>
    public static IEnumerable<Due> Due(TruceRecord truce)
    {
        foreach (var notice in truce.Notices)
        {
            if (notice.Kind == NoticeKind.Denunciation && Standing.IsRunning(truce, notice))
            {
                yield return new(notice.Effective.ToInstant(), () => Denunciations.Event(truce, notice.Party, notice.Reason, notice.Id));
            }
        }
    }

    private static (ResolvedTime? Effective, Rejection? Bar) Denunciation(TruceRecord truce, TermHolder holder, LegalTime? stated, Instant now)
    {
        if (!holder.IsTruce)
        {
            return (null, Rejection.Invalid("term_of", "DENUNCIATION_OF_WHOLE", "A denunciation is of the truce; term_of is for non-renewal."));
        }

        var text = truce.Terms.Denunciation;
        if (Denunciations.IsExcluded(truce))
        {
            return (null, Denunciations.Excluded(truce));
        }

        var warned = string.IsNullOrEmpty(text?.NoticePeriod) ? null : Periods.Add(now, Periods.Parse(text.NoticePeriod), ReferenceZone.Of(truce.Terms));
        if (stated is not null)
        {
            return Stated(truce, stated, warned, now);
        }

        return warned is null
            ? (null, Rejection.Precondition("DENOUNCE_AT_ONCE", truce.Journal, "The text sets no warning period for denunciation, so a notice would run for no time. Use DenounceTruce, or state when the notice takes effect."))
            : (warned, null);
    }

    /// <summary>An end that the notice itself states: still to come, and not before the warning period has run.</summary>
    private static (ResolvedTime? Effective, Rejection? Bar) Stated(TruceRecord truce, LegalTime stated, ResolvedTime? warned, Instant now)
    {
        var resolution = LegalTimes.Resolve(stated, truce.CandidateZones, "effective");
        if (resolution.Rejection is { } unresolved)
        {
            return (null, unresolved);
        }

        var end = resolution.Time!.Resolved;
        var earliest = warned?.ToInstant() ?? now;
        return end.ToInstant() < earliest || end.ToInstant() <= now
            ? (null, Rejection.Precondition("NOTICE_TOO_SHORT", truce.Journal, $"A notice given now can take effect at {earliest.ToText()} at the earliest.")
                .With("earliest", earliest.ToText()))
            : (end, null);
    }

    private static (ResolvedTime? Effective, Rejection? Bar) NonRenewal(TruceRecord truce, TermHolder holder, Instant now)
    {
        if (TermLaw.TextOf(truce.Terms, holder) is not { } text)
        {
            return (null, Rejection.Unknown("term_of", "UNKNOWN_TERM", $"term of {holder.Words}", TermLaw.OwnHolders(truce.Terms).Select(h => h.Words)));
        }

        if (text.AutoRenewing is null || truce.Running.GetValueOrDefault(holder) is not { Ended: false, End: { } end } running || !TermLaw.MayRenew(truce.Terms, holder, running))
        {
            return (null, Rejection.Precondition("NO_RENEWAL_TO_STOP", truce.Journal, $"The term of {holder.Words} will not renew itself, so there is nothing to give notice of."));
        }

        var latest = TermLaw.NoticeDeadline(truce.Terms, holder, end)!.ToInstant();
        return now > latest
            ? (null, Rejection.Precondition("NOTICE_TOO_LATE", truce.Journal, $"A notice of non-renewal for the end at {end.ToInstant().ToText()} had to be given by {latest.ToText()}. The term renews itself; notice can be given for its next end.")
                .With("latest", latest.ToText()).With("end", end.ToInstant().ToText()))
            : (end, null);
    }

    private static Rejection? Running(TruceRecord truce, string party, NoticeKind kind, TermHolder holder) =>
        truce.Notices.Find(n => n.Party == party && n.Kind == kind && TermHolder.Of(n.TermOf) == holder && Standing.IsRunning(truce, n)) is { } same
            ? Rejection.Precondition("NOTICE_RUNNING", truce.Journal, $"{party} has given this notice already: {same.Id}.").With("notice", same.Id)
            : null;
}
