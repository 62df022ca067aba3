using System.Collections.Frozen;
using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>The lifecycle of texts: which act is possible in which state. A pair that is not in the table is refused; tests hold that every command is in it.</summary>
public static class TextLifecycle
{
    /// <summary>The clauses are being agreed: something of the text is not agreed, or not for good.</summary>
    private static readonly ImmutableArray<NegotiatingTextState> Agreeing = [NegotiatingTextState.Tabled, NegotiatingTextState.AgreedAdReferendum];

    /// <summary>The words can still change.</summary>
    private static readonly ImmutableArray<NegotiatingTextState> Drafting = [.. Agreeing, NegotiatingTextState.Agreed];

    /// <summary>On the table and not concluded.</summary>
    private static readonly ImmutableArray<NegotiatingTextState> Alive = [.. Drafting, NegotiatingTextState.Authenticated];

    /// <summary>Not taken off the table.</summary>
    private static readonly ImmutableArray<NegotiatingTextState> Standing = [.. Alive, NegotiatingTextState.Concluded];

    private static readonly ImmutableArray<NegotiatingTextState> Concluded = [NegotiatingTextState.Concluded];

    private static readonly ImmutableArray<NegotiatingTextState> Any = [.. Standing, NegotiatingTextState.Withdrawn];

    /// <summary>By command (the request's message name): the states in which it is possible.</summary>
    public static FrozenDictionary<string, ImmutableArray<NegotiatingTextState>> Table { get; } = new Dictionary<string, ImmutableArray<NegotiatingTextState>>
    {
        // Drafting.
        [ReviseTextRequest.Descriptor.Name] = Drafting,
        [WithdrawTextRequest.Descriptor.Name] = Alive,
        [ProposeAmendmentRequest.Descriptor.Name] = Drafting,
        [WithdrawAmendmentRequest.Descriptor.Name] = Drafting,
        [ResolveBracketRequest.Descriptor.Name] = Drafting,
        [AgreeClauseRequest.Descriptor.Name] = Agreeing,
        [ReopenClauseRequest.Descriptor.Name] = Alive,
        [BindClauseRequest.Descriptor.Name] = Drafting,
        [UnbindClauseRequest.Descriptor.Name] = Drafting,

        // Signing. Guarantors, witnesses and others whose signature is not needed may sign after the one that concludes the text. The vault
        // speaks to none that was withdrawn: a text stays on the table until it has.
        [DepositFullPowersRequest.Descriptor.Name] = Standing,
        [RevokeFullPowersRequest.Descriptor.Name] = Standing,
        [InitialTextRequest.Descriptor.Name] = Drafting,
        [SignTextRequest.Descriptor.Name] = Standing,
        [SignTextAdReferendumRequest.Descriptor.Name] = Alive,
        [ConfirmSignatureRequest.Descriptor.Name] = Standing,
        [WithdrawSignatureRequest.Descriptor.Name] = Standing,
        [AccedeToTextRequest.Descriptor.Name] = Concluded,
        [ObjectToReservationRequest.Descriptor.Name] = Standing,
        [OpenSilenceProcedureRequest.Descriptor.Name] = Drafting,
        [BreakSilenceRequest.Descriptor.Name] = Alive,
        [AgreeOpeningRequest.Descriptor.Name] = Alive,
        [ConcludeTextCall.Descriptor.Name] = Alive,

        // Who may read and act is kept up to date for ever.
        [ChangeAccreditationCall.Descriptor.Name] = Any,
    }.ToFrozenDictionary();

    /// <summary>Why the state forbids the command; null when it does not.</summary>
    internal static Rejection? Check(TextRecord text, IMessage command)
    {
        if (!text.Exists)
        {
            return Rejection.NotFound(text.Journal);
        }

        var name = command.Descriptor.Name;
        return Table.TryGetValue(name, out var allowed) && !allowed.Contains(text.Stage)
            ? Rejection.StateForbids(name, text.Journal, "the text is", text.Stage, allowed, Hint(text.Stage))
            : null;
    }

    private static string Hint(NegotiatingTextState state) => state switch
    {
        NegotiatingTextState.Tabled => "While it is on the table it can be revised, amended, agreed clause by clause, initialled and signed.",
        NegotiatingTextState.AgreedAdReferendum or NegotiatingTextState.Agreed => "Now that its clauses are agreed it can be initialled and signed; clauses can be reopened.",
        NegotiatingTextState.Authenticated => "Now that it is authenticated it can be signed; to change it, reopen a clause.",
        NegotiatingTextState.Concluded => "It is concluded and can only be acceded to; table a new text to change what it says.",
        _ => "It was taken off the table; table a new text.",
    };
}
