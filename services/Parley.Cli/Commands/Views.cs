using Parley.Contract;

namespace Parley.Cli.Commands;

/// <summary>Shows what has a name, for who reads in the session, and tells the exit code.</summary>
internal delegate Task<int> View(Session session, string name, CancellationToken cancellation);

/// <summary>Which page shows what: its name tells.</summary>
internal static class Views
{
    /// <summary>What names look like of which there are pages.</summary>
    public const string Names = "Names look like conflicts/karabakh-2020/truces/k1-moscow or conflicts/valley/negotiations/geneva.";

    private static readonly (string Pattern, View View)[] All =
    [
        (ResourceName.ConflictPattern, RecordViews.Conflict),
        (ResourceName.TrucePattern, RecordViews.Truce),
        (ResourceName.StatementPattern, RecordViews.Statement),
        (ResourceName.PressPattern, RecordViews.Statement),
        (ResourceName.NegotiationPattern, TalksViews.Negotiation),
        (ResourceName.TextPattern, TalksViews.Text),
        (ResourceName.SessionPattern, TalksViews.Meeting),
        (ResourceName.CaucusPattern, TalksViews.Caucus),
        (ResourceName.CaucusSessionPattern, TalksViews.Meeting),
        (ResourceName.MessagePattern, TalksViews.Message),
        (ResourceName.DeskPattern, TalksViews.Desk),
        (ResourceName.NotePattern, TalksViews.Note),
        (ResourceName.RelayPattern, TalksViews.Relay),
    ];

    /// <summary>The page of what has a name; null where it is no name of anything that can be shown.</summary>
    public static View? Of(string name) => Array.Find(All, v => ResourceName.Matches(name, v.Pattern)).View;
}
