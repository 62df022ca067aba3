using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>What is said in a caucus: by its member, by the mediators, or conveyed by them from the desk.</summary>
internal static class Messages
{
    /// <summary>Whoever is in the room says something, and says what the mediators may do with it.</summary>
    public static Decision Send(CaucusRecord state, SendMessageRequest request, RuleContext context)
    {
        if (request.Message is not { } given)
        {
            return Rejection.Invalid("message", "FIELD_REQUIRED", "Say something.");
        }

        if (SenderOf(state, context.Caller) is not { } sender)
        {
            return Rejection.Denied($"You speak neither for {state.Party} in these talks nor as a mediator.");
        }

        // What mediators convey comes in just this form (Relays): a form of their own would tell which of their words were another's.
        if (sender.Role == Role.Mediator && (given.Kind != PositionKind.Unspecified || given.Disclosure != Disclosure.MediatorOnly))
        {
            return Rejection.Invalid(
                given.Kind != PositionKind.Unspecified ? "message.kind" : "message.disclosure", "NOT_YOURS_TO_SAY",
                "Mediators take no position, and what they say in a room is said as DISCLOSURE_MEDIATOR_ONLY, without a kind.");
        }

        return Recorded(state, RoomIds.Message + context.AssignedId, new()
        {
            Text = given.Text,
            Disclosure = given.Disclosure,
            Kind = given.Kind,
            Sender = sender,
        });
    }

    /// <summary>
    /// The mediators convey something. Here it is the mediators' message, whatever the call says of its sender; only a member to whom
    /// it is attributed is named. The event is the mediator's who conveys it, too: it must not be told from one that was said here.
    /// </summary>
    public static Decision Deliver(CaucusRecord state, DeliverMessageCall call)
    {
        if (call.Message is not { } given)
        {
            return Rejection.Invalid("message", "FIELD_REQUIRED", "There is nothing to deliver.");
        }

        if (!RoomIds.Is(call.MessageId, RoomIds.Message) || !ResourceName.IsId(call.MessageId))
        {
            return Rejection.Invalid("message_id", "ID_INVALID", $"'{call.MessageId}' is no id of a message.");
        }

        return Recorded(state, call.MessageId, new()
        {
            Text = given.Text,
            Disclosure = given.Disclosure,
            Kind = given.Kind,
            Sender = new() { Role = Role.Mediator },
            AttributedTo = given.AttributedTo,
        }, call.By);
    }

    private static Decision Recorded(CaucusRecord state, string id, CaucusMessage message, Actor? by = null)
    {
        message.Name = ResourceName.Child(state.Journal, "messages", id);
        return new Event { Entry = id, Actor = by, MessageSent = new() { Message = message } };
    }

    /// <summary>A role, and the member; never a subject. Null for somebody who is neither.</summary>
    private static Actor? SenderOf(CaucusRecord state, Caller caller) =>
        caller.Is(Role.Mediator, state.Journal) ? new() { Role = Role.Mediator }
        : ActingMember.ActsFor(caller, state.Member) ? new() { Role = Role.Party, Party = state.Party }
        : null;
}
