using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>Where a truce stands, derived from all that runs in it.</summary>
internal static class Standing
{
    /// <summary>
    /// The state shown. Precedence: how it ended; suspended as a whole; a notice of denunciation running; in force; and before
    /// that the step towards effect.
    /// </summary>
    public static TruceState Of(TruceRecord truce) => truce.Stage switch
    {
        TruceStage.Draft => TruceState.Draft,
        TruceStage.Ended => truce.Ending!.State,
        TruceStage.InForce when truce.Suspensions.Exists(IsOpenOfWhole) => TruceState.Suspended,
        TruceStage.InForce when truce.Notices.Exists(n => IsRunning(truce, n) && n.Kind == NoticeKind.Denunciation) => TruceState.NoticeGiven,
        TruceStage.InForce => TruceState.InForce,
        _ when !truce.Effects.IsEmpty => TruceState.Scheduled,
        _ when Effects.InText(truce.Terms).Any(e => WaitsForConditions(truce, e.Start)) => TruceState.PendingConditions,
        _ => TruceState.Concluded,
    };

    /// <summary>True while a suspension lasts.</summary>
    public static bool IsOpen(Suspension suspension) => suspension.ResumeTime is null;

    /// <summary>True while a notice may still take effect: not withdrawn, not run out, its giver still bound.</summary>
    public static bool IsRunning(TruceRecord truce, Notice notice) =>
        notice.WithdrawTime is null
        && !truce.SpentNotices.Contains(notice.Id)
        && truce.Bound.Contains(notice.Party);

    private static bool IsOpenOfWhole(Suspension suspension) => IsOpen(suspension) && suspension.Part is null;

    private static bool WaitsForConditions(TruceRecord truce, Start start) =>
        start.After is { Event: AnchorEvent.ConditionsMet } && Beginnings.Of(truce, start) is null;
}
