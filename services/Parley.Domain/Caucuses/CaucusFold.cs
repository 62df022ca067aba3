using Parley.Domain.Frame;
using Parley.Domain.Sessions;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>Folds the events of a caucus.</summary>
internal static class CaucusFold
{
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public static CaucusRecord Apply(CaucusRecord state, Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.CaucusOpened => state with
        {
            Delegations = new() { Members = [e.CaucusOpened.Member], Version = e.CaucusOpened.AccreditationVersion },
            MediatorZones = [.. e.CaucusOpened.MediatorZones],
        },
        Event.BodyOneofCase.CaucusAccreditationChanged => state with
        {
            Delegations = new() { Members = [e.CaucusAccreditationChanged.Member], Version = e.CaucusAccreditationChanged.AccreditationVersion },
        },
        Event.BodyOneofCase.TalksProgressed => state with { CurrentSession = Current(state, e.TalksProgressed) },
        Event.BodyOneofCase.ReceiptRecorded => state with { Receipts = Receipts.Kept(state.Receipts, e.ReceiptRecorded.Receipt) },
        Event.BodyOneofCase.ReadinessMatched => state with { Matches = Receipts.Kept(state.Matches, e.ReadinessMatched.Match) },
        _ => throw new UnknownEventException(e),
    };

    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public static EntryState ApplyEntry(EntryState? entry, Event e) => (entry, e.BodyCase) switch
    {
        (null, Event.BodyOneofCase.MessageSent) => new MessageEntry(e.Entry, e.MessageSent.Message),
        (MessageEntry, _) or (_, Event.BodyOneofCase.MessageSent) => throw new UnknownEventException(e),
        _ => SessionFold.Apply(entry, e),
    };

    /// <summary>An interrupted session is still the one in progress; one that is over makes room for the next.</summary>
    private static string Current(CaucusRecord state, TalksProgressed progress) => progress.Step switch
    {
        SessionStep.Convoked => progress.Session,
        SessionStep.Closed or SessionStep.Cancelled when state.CurrentSession == progress.Session => "",
        _ => state.CurrentSession,
    };
}
