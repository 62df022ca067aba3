using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What notices make of a truce.</summary>
internal static class NoticeFold
{
    public static TruceRecord Given(TruceRecord truce, TruceNoticeGiven given, Instant at) => truce with
    {
        Notices = truce.Notices.Add(new()
        {
            Id = given.Id,
            Kind = given.Kind,
            Party = given.Party,
            GiveTime = at.ToTimestamp(),
            Effective = given.Effective,
            Reason = given.Reason,
            TermOf = given.TermOf,
        }),
    };

    public static TruceRecord Withdrawn(TruceRecord truce, TruceNoticeWithdrawn withdrawn, Instant at) =>
        truce with { Notices = truce.Notices.Changed(n => n.Id == withdrawn.Id, n => n.WithdrawTime = at.ToTimestamp()) };

    /// <summary>A notice of non-renewal takes effect at the end of the term, wherever agreement has moved that.</summary>
    public static Notice AtEnd(Notice notice, TermHolder holder, ResolvedTime end)
    {
        if (notice.Kind != NoticeKind.NonRenewal || notice.WithdrawTime is not null || TermHolder.Of(notice.TermOf) != holder)
        {
            return notice;
        }

        var moved = notice.Clone();
        moved.Effective = end;
        return moved;
    }

    public static ImmutableHashSet<string> Spend(TruceRecord truce, string notice) =>
        notice.Length > 0 ? truce.SpentNotices.Add(notice) : truce.SpentNotices;
}
