using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>
/// Who may read a text: those in the talks, whatever becomes of it. That it is open to accession opens its record to nobody: the words that
/// others join are theirs to know, how they came about is not. Until it is open (<see cref="TextRecord.IsOpen"/>) the mediators alone read it.
/// </summary>
internal static class TextAudience
{
    public static ImmutableArray<string> Of(TextRecord text) => text switch
    {
        { Exists: false } => [],
        { IsOpen: false } => Audience.Mediators(ResourceName.ChildOfConflict(text.Journal)),
        _ => Audience.OfNegotiation(ResourceName.ChildOfConflict(text.Journal), text.Delegations),
    };

    /// <summary>Until it is open the party that tables it may ask again whether it is; null: its readers.</summary>
    public static ImmutableArray<string>? Senders(TextRecord text) => text.Exists && !text.IsOpen
        ? [.. Of(text), .. text.Members.Where(m => m.Party == text.TabledBy).SelectMany(Audience.Delegation)]
        : null;

    /// <summary>The answer to whoever would do more in a text before it is open; null when it may be done.</summary>
    public static Rejection? NotYet(TextRecord text, IMessage request, Caller caller) =>
        !text.Exists || text.IsOpen || request is TableTextRequest || Audience.Admits(Of(text), caller)
            ? null
            : new(RejectionCode.Unavailable, "RETRY", $"{text.Journal} is just being put on the table. Send the same request again, with the same request id.");
}
