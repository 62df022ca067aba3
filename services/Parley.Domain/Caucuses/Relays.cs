using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>
/// Mediators convey what was said in one caucus to another, as its sender allows, or what they have written down themselves: a draft, shown
/// to one after the other in an order that only the desk keeps. What arrives holds nothing that leads back, unless it is attributed: two
/// messages of two members, or a note, conveyed in the same words, arrive as the same.
/// </summary>
internal static class Relays
{
    /// <summary>The id of the note that a relay conveys, an entry of the desk; null for a message.</summary>
    public static string? NoteOf(RelayMessageRequest request) =>
        ResourceName.Matches(request.Name, ResourceName.NotePattern) ? RoomIds.EntryOf(request.Name, RoomIds.Note) : null;

    /// <summary>The message and the room that it is conveyed to, both as the mediator may read them. A note is the desk's own.</summary>
    public static IEnumerable<string> References(DeskRecord state, RelayMessageRequest request)
    {
        if (IsMessageHere(state, request.Name))
        {
            yield return request.Name;
        }

        if (IsPartyHere(state, request.To))
        {
            yield return ResourceName.Caucus(state.Negotiation, request.To);
        }
    }

    /// <summary>
    /// A message is conveyed to another member. The relay stands before the call: what a request wrote first is what its repeats are
    /// answered with.
    /// </summary>
    public static Decision Convey(DeskRecord state, RelayMessageRequest request, RuleContext context)
    {
        if (ForeignName.In(request.To, ResourceName.ConflictOf(state.Journal), "to") is { } foreign)
        {
            return Rejection.Invalid(foreign);
        }

        if (Conveyed(state, request, context) is not { } message)
        {
            return Rejection.NotFound(request.Name);
        }

        var target = ResourceName.Caucus(state.Negotiation, request.To);
        if (Misdirected(state, request, target, context) is { } misdirected)
        {
            return misdirected;
        }

        if ((NotAttributable(request) ?? DisclosureLaw.Check(message, request.Form) ?? WrongWords(request)) is { } refused)
        {
            return refused;
        }

        var id = RoomIds.Relay + context.AssignedId;
        var relay = new Relay
        {
            Name = ResourceName.Child(state.Journal, "relays", id),
            Message = request.Name,
            To = target,
            Form = request.Form,
            Text = HasWords(request) ? request.Text : message.Text,
        };
        return new List<Event>
        {
            new() { Entry = id, MessageRelayed = new() { Relay = relay } },
            new()
            {
                CallRequested = new()
                {
                    Id = "relay-" + context.AssignedId,
                    Target = target,
                    DeliverMessage = new()
                    {
                        Name = target,
                        MessageId = RoomIds.Message + context.AssignedId,
                        Message = Copy(message, relay),
                        By = new() { Role = Role.Mediator, Subject = context.Caller.Subject },
                    },
                },
            },
        };
    }

    /// <summary>
    /// What is conveyed; null for what is not there. A note is words of the mediators' own, which they may convey as such and not put into
    /// anybody's mouth.
    /// </summary>
    private static CaucusMessage? Conveyed(DeskRecord state, RelayMessageRequest request, RuleContext context) =>
        context.Entry is NoteEntry note ? new() { Name = request.Name, Text = note.Recorded.Text, Disclosure = Disclosure.MayConveyAsOwn }
        : IsMessageHere(state, request.Name) ? context.Reference<CaucusMessage>(request.Name)
        : null;

    /// <summary>
    /// The message as the other room gets it. There it is for nobody else: what its sender allowed was allowed to the mediators. Of
    /// which kind it is goes with it only when it is attributed, since a concession that comes from nobody is still somebody's.
    /// </summary>
    private static CaucusMessage Copy(CaucusMessage message, Relay relay)
    {
        var copy = new CaucusMessage { Text = relay.Text, Disclosure = Disclosure.MediatorOnly, Sender = new() { Role = Role.Mediator } };
        if (relay.Form == RelayForm.Attributed)
        {
            copy.Kind = message.Kind;
            // What mediators said themselves is theirs, in whichever room they said it.
            copy.AttributedTo = message.AttributedTo.Length > 0 ? message.AttributedTo : message.Sender?.Party ?? "";
        }

        return copy;
    }

    /// <summary>Why it cannot be conveyed there; null when it can: to a member of these talks, other than the one in whose room it was said.</summary>
    private static Rejection? Misdirected(DeskRecord state, RelayMessageRequest request, string target, RuleContext context)
    {
        if (IsPartyHere(state, request.To) && ResourceName.ParentOf(request.Name) == target)
        {
            return Rejection.Invalid("to", "RELAY_TO_ITSELF", $"{request.Name} was said in the room of {request.To}. Relay it to another member.");
        }

        return IsPartyHere(state, request.To) && context.Reference<Caucus>(target) is not null
            ? null
            : Rejection.Invalid("to", "UNKNOWN_MEMBER", $"{request.To} is no member of {state.Negotiation}. Name one of its members.");
    }

    private static Rejection? NotAttributable(RelayMessageRequest request) => NoteOf(request) is not null && request.Form == RelayForm.Attributed
        ? Rejection.Invalid("form", "NOTHING_TO_ATTRIBUTE", "A note is the mediators' own and is conveyed AS_OWN; nobody else has said it.")
        : null;

    /// <summary>
    /// Why the words cannot be these; null when they can. What mediators convey as their own is in words of their own; what they convey
    /// as a member's is in that member's, so that nobody has words on record that it never said.
    /// </summary>
    private static Rejection? WrongWords(RelayMessageRequest request) => (request.Form, HasWords(request)) switch
    {
        (RelayForm.AsOwn, false) when NoteOf(request) is null => Rejection.Invalid("text", "OWN_WORDS_MISSING", "What is conveyed as the mediators' own needs their own words. Give them in text."),
        (RelayForm.Attributed, true) => Rejection.Invalid("text", "WORDS_NOT_THE_SENDERS", "What is attributed is conveyed in its sender's words. Leave text out, or relay it AS_OWN where that is allowed."),
        _ => null,
    };

    private static bool HasWords(RelayMessageRequest request) => request.Text?.Values.Count > 0;

    private static bool IsMessageHere(DeskRecord state, string name) =>
        ResourceName.Matches(name, ResourceName.MessagePattern) && ResourceName.ChildOfConflict(name) == state.Negotiation;

    private static bool IsPartyHere(DeskRecord state, string party) =>
        ResourceName.Matches(party, ResourceName.PartyPattern) && ResourceName.ConflictOf(party) == ResourceName.ConflictOf(state.Journal);
}
