using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// The receipt of one filing: what answers who filed it. No list shows it. Whether the filing stands the vault's head knows, also
/// when a later one has taken its place.
/// </summary>
/// <param name="Id">Its id: <see cref="SealHash.EntryOf"/>.</param>
/// <param name="Receipt">The receipt, with salt and filing.</param>
public sealed record FilingEntry(string Id, SealReceipt Receipt) : EntryState("filing", Id)
{
    /// <inheritdoc/>
    public override EntryIndex Index => new();
}

/// <summary>The certificate of an event of an opening: what answers the mediator.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Event">The event.</param>
public sealed record CertificateEntry(string Id, OpeningEvent Event) : EntryState("certificate", Id)
{
    /// <inheritdoc/>
    public override EntryIndex Index => new();
}

/// <summary>The cancellation of an opening: what answers the mediator.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Cancellation">The cancellation.</param>
public sealed record CancellationEntry(string Id, OpeningCancellation Cancellation) : EntryState("cancellation", Id)
{
    /// <inheritdoc/>
    public override EntryIndex Index => new();

    /// <summary>The cancellation with its time.</summary>
    internal OpeningCancellation View
    {
        get
        {
            var view = Cancellation.Clone();
            view.Time = CreatedAt.ToTimestamp();
            return view;
        }
    }
}

/// <summary>Folds the events of the vault's entries.</summary>
internal static class EntryFold
{
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public static EntryState Apply(EntryState? entry, Event e) => (entry, e.BodyCase) switch
    {
        (null, Event.BodyOneofCase.FilingReceipted) => new FilingEntry(e.Entry, e.FilingReceipted.Receipt),
        (FilingEntry filing, Event.BodyOneofCase.FilingEnded) => filing, // The receipt is the same; it answers the withdrawal.
        (null, Event.BodyOneofCase.OpeningCancellationRecorded) => new CancellationEntry(e.Entry, e.OpeningCancellationRecorded.Cancellation),
        (null, Event.BodyOneofCase.EventCertificateRecorded) => new CertificateEntry(e.Entry, e.EventCertificateRecorded.Event),
        _ => throw new UnknownEventException(e),
    };
}
