using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What suspending and resuming make of a truce.</summary>
internal static class SuspensionFold
{
    public static TruceRecord Suspended(TruceRecord truce, TruceSuspended suspended, Actor? actor, Instant at) => truce with
    {
        Suspensions = truce.Suspensions.Add(new()
        {
            Id = suspended.Id,
            Part = suspended.Part,
            Actor = By(actor, suspended.Party),
            Reason = suspended.Reason,
            From = at.ToTimestamp(),
            Until = suspended.Until?.Resolved,
        }),
    };

    public static TruceRecord Resumed(TruceRecord truce, TruceResumed resumed, Instant at) =>
        truce with { Suspensions = truce.Suspensions.Changed(s => s.Id == resumed.Id, s => s.ResumeTime = at.ToTimestamp()) };

    /// <summary>The actor as the rule saw it: for the party that the event names, or a mediator.</summary>
    private static Actor By(Actor? actor, string party) => new()
    {
        Role = party.Length > 0 ? Role.Party : Role.Mediator,
        Party = party,
        Subject = actor?.Subject ?? "",
    };
}
