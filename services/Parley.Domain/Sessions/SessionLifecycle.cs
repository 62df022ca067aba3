using System.Collections.Frozen;
using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Sessions;

/// <summary>The lifecycle of sessions: which act is possible in which state. A pair that is not in the table is refused; tests hold that every command is in it.</summary>
public static class SessionLifecycle
{
    private static readonly ImmutableArray<SessionState> BeforeIt = [SessionState.Planned, SessionState.Confirmed];

    /// <summary>By command (the request's message name): the states in which it is possible.</summary>
    public static FrozenDictionary<string, ImmutableArray<SessionState>> Table { get; } = new Dictionary<string, ImmutableArray<SessionState>>
    {
        [ConfirmSessionRequest.Descriptor.Name] = [SessionState.Planned],
        [ConvokeSessionRequest.Descriptor.Name] = BeforeIt,
        [CancelSessionRequest.Descriptor.Name] = BeforeIt,
        [InterruptSessionRequest.Descriptor.Name] = [SessionState.InSession],
        [ContinueSessionRequest.Descriptor.Name] = [SessionState.Interrupted],
        [CloseSessionRequest.Descriptor.Name] = [SessionState.InSession, SessionState.Interrupted],
    }.ToFrozenDictionary();

    /// <summary>Why the session's state forbids the command; null when it does not.</summary>
    internal static Rejection? Check(SessionEntry session, string name, IMessage command)
    {
        if (!Table.TryGetValue(command.Descriptor.Name, out var allowed) || allowed.Contains(session.State))
        {
            return null;
        }

        return Rejection.StateForbids(command.Descriptor.Name, name, "the session is", session.State, allowed, Hint(session.State));
    }

    private static string Hint(SessionState state) => state switch
    {
        SessionState.Planned or SessionState.Confirmed => "Before it begins it can be confirmed, convoked or cancelled.",
        SessionState.InSession => "In progress it can be interrupted or closed.",
        SessionState.Interrupted => "Interrupted it can be continued or closed.",
        _ => "It is over; schedule a new session.",
    };
}
