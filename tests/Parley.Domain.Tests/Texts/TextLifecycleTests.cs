using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

/// <summary>The lifecycle of texts, walked whole: every command in every state.</summary>
public sealed class TextLifecycleTests
{
    /// <summary>One letter a state: Tabled, agreed ad Referendum, Agreed, aUthenticated, Concluded, Withdrawn; a dot where it is refused.</summary>
    private const string Designed = """
        ReviseTextRequest            TRA...
        WithdrawTextRequest          TRAU..
        ProposeAmendmentRequest      TRA...
        WithdrawAmendmentRequest     TRA...
        ResolveBracketRequest        TRA...
        AgreeClauseRequest           TR....
        ReopenClauseRequest          TRAU..
        BindClauseRequest            TRA...
        UnbindClauseRequest          TRA...
        DepositFullPowersRequest     TRAUC.
        RevokeFullPowersRequest      TRAUC.
        InitialTextRequest           TRA...
        SignTextRequest              TRAUC.
        SignTextAdReferendumRequest  TRAU..
        ConfirmSignatureRequest      TRAUC.
        WithdrawSignatureRequest     TRAUC.
        AccedeToTextRequest          ....C.
        ObjectToReservationRequest   TRAUC.
        OpenSilenceProcedureRequest  TRA...
        BreakSilenceRequest          TRAU..
        AgreeOpeningRequest          TRAU..
        ConcludeTextCall             TRAU..
        ChangeAccreditationCall      TRAUCW
        """;

    /// <summary>Requests about texts that write and that no state of a text forbids: there is none yet, or they go to the vault.</summary>
    private static readonly HashSet<string> OfNoText = [TableTextRequest.Descriptor.Name, CertifyOpeningEventRequest.Descriptor.Name, CancelOpeningRequest.Descriptor.Name];

    private static readonly NegotiatingTextState[] Known =
    [
        NegotiatingTextState.Tabled, NegotiatingTextState.AgreedAdReferendum, NegotiatingTextState.Agreed, NegotiatingTextState.Authenticated,
        NegotiatingTextState.Concluded, NegotiatingTextState.Withdrawn,
    ];

    public static TheoryData<NegotiatingTextState> States => [.. Known];

    [Fact]
    public void States_are_those_of_the_contract() =>
        Assert.Equal(Enum.GetValues<NegotiatingTextState>().Where(s => s != NegotiatingTextState.Unspecified).Order(), Known.Order());

    [Fact]
    public void The_table_holds_every_request_that_writes_and_no_other()
    {
        // What writes can be repeated safely, and so has a request id.
        var writing = NegotiatingTextRequestsReflection.Descriptor.MessageTypes.Where(m => m.FindFieldByName("request_id") is not null).Select(m => m.Name);
        Assert.Equal(
            writing.Except(OfNoText).Append(ConcludeTextCall.Descriptor.Name).Append(ChangeAccreditationCall.Descriptor.Name).Order(StringComparer.Ordinal),
            TextLifecycle.Table.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_is_the_one_that_was_designed() =>
        Assert.Equal(
            Rows().OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {string.Join(' ', r.Value)}"),
            TextLifecycle.Table.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {string.Join(' ', r.Value)}"));

    [Theory]
    [MemberData(nameof(States))]
    public void Every_command_is_forbidden_exactly_where_the_table_does_not_have_it(NegotiatingTextState state)
    {
        foreach (var (name, allowed) in Rows())
        {
            var text = In(state);
            var request = Request(name);
            var before = text.View;
            var reasons = new[] { Mediator, NorthEnvoy, SouthEnvoy, Caller.Parley }
                .Select(caller => PlayedText.Law.Decide(text.State, request, new(caller, text.Now, "assigned")).Rejection).ToList();
            if (allowed.Contains(state))
            {
                Assert.All(reasons, r => Assert.NotEqual("STATE_FORBIDS", r?.Reason));
                continue;
            }

            Assert.All(reasons, refusal =>
            {
                Assert.Equal("STATE_FORBIDS", refusal?.Reason);
                Assert.Equal(RejectionCode.FailedPrecondition, refusal!.Code);
                Assert.Equal(NameOf(state), refusal.Metadata["state"]);
                Assert.Equal(allowed.Select(NameOf), refusal.Metadata["allowed_states"].Split(','));
                Assert.Equal(Name, Assert.Single(refusal.Preconditions).Subject);
            });
            Assert.Equal(before, text.View);
        }
    }

    [Fact]
    public void What_does_not_exist_takes_no_command()
    {
        foreach (var name in TextLifecycle.Table.Keys)
        {
            var text = new PlayedText();
            Assert.Equal("NOT_FOUND", PlayedText.Law.Decide(text.State, Request(name), new(Caller.Parley, text.Now, "assigned")).Rejection?.Reason);
        }
    }

    [Fact]
    public void What_is_nothing_of_a_text_is_refused() =>
        Tabled().Refuse("WRONG_RESOURCE", Mediator, new CreateTruceRequest());

    private static PlayedText In(NegotiatingTextState state)
    {
        var text = Agreed();
        text.Happen(new() { TextStateReached = new() { State = state } });
        return text;
    }

    private static IMessage Request(string name)
    {
        var descriptor = new[] { NegotiatingTextRequestsReflection.Descriptor, CallReflection.Descriptor }.SelectMany(f => f.MessageTypes).Single(m => m.Name == name);
        var request = descriptor.Parser.ParseFrom(ByteString.Empty);
        descriptor.FindFieldByName("name").Accessor.SetValue(request, Name);
        return request;
    }

    private static List<KeyValuePair<string, NegotiatingTextState[]>> Rows() =>
    [
        .. Designed.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(row => KeyValuePair.Create(row[0], Known.Where((_, i) => row[1][i] != '.').ToArray())),
    ];

    private static string NameOf(NegotiatingTextState state) =>
        NegotiationReflection.Descriptor.EnumTypes.Single(e => e.ClrType == typeof(NegotiatingTextState))
            .FindValueByNumber((int)state).Name["NEGOTIATING_TEXT_STATE_".Length..];
}
