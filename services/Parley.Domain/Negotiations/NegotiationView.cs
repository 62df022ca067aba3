using Parley.Domain.Frame;
using Parley.Domain.Sessions;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>A negotiation as its readers see it: all of them the same.</summary>
internal static class NegotiationView
{
    /// <summary>The resource, with every instant on every member's clock.</summary>
    public static Negotiation Of(NegotiationRecord talks) => talks.Clocks.Render(Unrendered(talks));

    /// <summary>The resource as it is recorded.</summary>
    public static Negotiation Unrendered(NegotiationRecord talks)
    {
        var described = talks.Described;
        return new()
        {
            Name = talks.Journal,
            Title = described.Title,
            Purpose = described.Purpose,
            Members = { described.Members },
            Agenda = { AgendaStanding.Of(talks) },
            Venues = { talks.Venues },
            NothingAgreedUntilEverythingAgreed = described.NothingAgreedUntilEverythingAgreed,
            Deadline = described.Deadline,
            State = Standing.Of(talks),
            Accreditations = { talks.Accreditations.Where(a => a.EndTime is null), talks.Accreditations.Where(a => a.EndTime is not null) },
            Readiness = { talks.Readiness },
            BlindRanges = { talks.BlindRanges },
            AccreditationVersion = talks.Delegations.Version,
            Texts = { talks.Texts.Select(t => t.Standing) },
            CurrentSession = SessionView.NameOf(talks.Journal, talks.CurrentSession),
            Judgement = Standing.Judgement(talks),
            CreateTime = talks.CreatedAt.ToTimestamp(),
            UpdateTime = talks.UpdatedAt.ToTimestamp(),
            Etag = Etag.Of(talks.HeadVersion),
        };
    }
}
