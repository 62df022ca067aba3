using System.Collections.Frozen;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Access;

/// <summary>
/// Who may do what: one line for every request of the contract, and for every call between journals. What is not in the
/// table is refused to everyone. Which party exactly a caller may act for is <see cref="ActingParty"/>'s matter.
/// </summary>
public static class Permissions
{
    private static readonly ImmutableArray<Role> Keepers = [Role.Mediator, Role.Secretariat];
    private static readonly ImmutableArray<Role> Speakers = [Role.Mediator, Role.Guarantor, Role.Secretariat, Role.Party];

    private static readonly FrozenDictionary<MessageDescriptor, Permission> Table = new Dictionary<MessageDescriptor, Permission>
    {
        // The public record of a conflict.
        [CreateConflictRequest.Descriptor] = Permission.To(Keepers),
        [GetConflictRequest.Descriptor] = Permission.Reader,
        [ListConflictsRequest.Descriptor] = Permission.Reader,
        [RegisterPartyRequest.Descriptor] = Permission.To(Keepers),
        [DefineAreaRequest.Descriptor] = Permission.To(Keepers),
        [RecordContestedFactRequest.Descriptor] = Permission.To(Keepers),
        [AddNarrativeRequest.Descriptor] = Permission.ToActing<AddNarrativeRequest>(
            r => r.Narrative?.Party ?? "", Role.Mediator, Role.Secretariat, Role.Party),
        [PublishStatementRequest.Descriptor] = Permission.ToActing<PublishStatementRequest>(r => r.Statement?.Party ?? "", Speakers),
        [GetStatementRequest.Descriptor] = Permission.Reader,
        [CorrectStatementRequest.Descriptor] = Permission.To(Speakers),
        [RetractStatementRequest.Descriptor] = Permission.To(Speakers),
        [ListStatementsRequest.Descriptor] = Permission.Reader,
        [ListInstrumentsRequest.Descriptor] = Permission.Reader,

        // Truces.
        [CreateTruceRequest.Descriptor] = Permission.To(Role.Mediator),
        [GetTruceRequest.Descriptor] = Permission.Reader,
        [ListTrucesRequest.Descriptor] = Permission.Reader,
        [CheckTruceRequest.Descriptor] = Permission.Reader,
        [AcceptTruceRequest.Descriptor] = Permission.ToActing<AcceptTruceRequest>(r => r.Party, Role.Party),
        [DeclineTruceRequest.Descriptor] = Permission.ToActing<DeclineTruceRequest>(r => r.Party, Role.Party),
        [AdhereToTruceRequest.Descriptor] = Permission.ToActing<AdhereToTruceRequest>(r => r.Party, Role.Party),
        [AbandonTruceRequest.Descriptor] = Permission.To(Role.Mediator),
        [RescheduleTruceRequest.Descriptor] = Permission.To(Role.Mediator),
        [ClarifyEffectRequest.Descriptor] = Permission.To(Role.Mediator),
        [AmendTruceRequest.Descriptor] = Permission.To(Role.Mediator),
        [ProposeExtensionRequest.Descriptor] = Permission.ToActing<ProposeExtensionRequest>(r => r.Party, Role.Mediator, Role.Party),
        [AcceptExtensionRequest.Descriptor] = Permission.ToActing<AcceptExtensionRequest>(r => r.Party, Role.Party),
        [GiveNoticeRequest.Descriptor] = Permission.ToActing<GiveNoticeRequest>(r => r.Party, Role.Party),
        [WithdrawNoticeRequest.Descriptor] = Permission.ToActing<WithdrawNoticeRequest>(r => r.Party, Role.Party),
        [DenounceTruceRequest.Descriptor] = Permission.ToActing<DenounceTruceRequest>(r => r.Party, Role.Party),
        [SuspendTruceRequest.Descriptor] = Permission.ToActing<SuspendTruceRequest>(r => r.Party, Role.Mediator, Role.Party),
        [ResumeTruceRequest.Descriptor] = Permission.ToActing<ResumeTruceRequest>(r => r.Party, Role.Mediator, Role.Party),
        // Who judges a condition stands in the condition; these are all who can be named there.
        [RecordConditionRequest.Descriptor] = Permission.ToActing<RecordConditionRequest>(
            r => r.Party, Role.Mediator, Role.Monitor, Role.Guarantor, Role.Party),
        [JudgeCollapsedRequest.Descriptor] = Permission.To(Role.Mediator, Role.Guarantor),
        [CompleteTruceRequest.Descriptor] = Permission.To(Role.Mediator),
        [ForecastTruceRequest.Descriptor] = Permission.Reader,

        // What happens under a truce.
        [ReportObservationRequest.Descriptor] = Permission.To(Role.Monitor, Role.Mediator, Role.Guarantor, Role.Observer, Role.Party),

        // Talks.
        [CreateNegotiationRequest.Descriptor] = Permission.To(Role.Mediator),
        [GetNegotiationRequest.Descriptor] = Permission.Reader,
        [ListNegotiationsRequest.Descriptor] = Permission.Reader,
        [SetAgendaRequest.Descriptor] = Permission.To(Role.Mediator),
        [SettleAgendaItemRequest.Descriptor] = Permission.To(Role.Mediator),
        [ReopenAgendaItemRequest.Descriptor] = Permission.To(Role.Mediator),
        [AddVenuesRequest.Descriptor] = Permission.To(Role.Mediator),
        [AdmitParticipantRequest.Descriptor] = Permission.To(Role.Mediator),
        [EndAccreditationRequest.Descriptor] = Permission.To(Role.Mediator),
        [SuspendNegotiationRequest.Descriptor] = Permission.ToActing<SuspendNegotiationRequest>(r => r.Party, Role.Mediator, Role.Party),
        [ResumeNegotiationRequest.Descriptor] = Permission.ToActing<ResumeNegotiationRequest>(r => r.Party, Role.Mediator, Role.Party),
        [DeclareDeadlockRequest.Descriptor] = Permission.To(Role.Mediator),
        [BreakOffNegotiationRequest.Descriptor] = Permission.ToActing<BreakOffNegotiationRequest>(r => r.Party, Role.Mediator, Role.Party),
        [ConcludeNegotiationRequest.Descriptor] = Permission.To(Role.Mediator),
        [DeclareReadinessRequest.Descriptor] = Permission.ToActing<DeclareReadinessRequest>(r => r.Readiness?.Party ?? "", Role.Party),
        [WithdrawReadinessRequest.Descriptor] = Permission.To(Role.Party),
        [SettleConditionRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [AssessReadinessRequest.Descriptor] = Permission.Reader,
        [AgreeBlindRangeRequest.Descriptor] = Permission.To(Role.Mediator),
        [AddNoteRequest.Descriptor] = Permission.To(Role.Mediator),
        [GetNoteRequest.Descriptor] = Permission.Reader,
        [ListNotesRequest.Descriptor] = Permission.Reader,

        // Sessions, of all in the talks or of a caucus.
        [ScheduleSessionRequest.Descriptor] = Permission.To(Role.Mediator),
        [ConfirmSessionRequest.Descriptor] = Permission.To(Role.Mediator),
        [ConvokeSessionRequest.Descriptor] = Permission.To(Role.Mediator),
        [InterruptSessionRequest.Descriptor] = Permission.To(Role.Mediator),
        [ContinueSessionRequest.Descriptor] = Permission.To(Role.Mediator),
        [CloseSessionRequest.Descriptor] = Permission.To(Role.Mediator),
        [CancelSessionRequest.Descriptor] = Permission.To(Role.Mediator),
        [GetSessionRequest.Descriptor] = Permission.Reader,
        [ListSessionsRequest.Descriptor] = Permission.Reader,

        // Texts.
        [TableTextRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [GetTextRequest.Descriptor] = Permission.Reader,
        [ListTextsRequest.Descriptor] = Permission.Reader,
        [ReviseTextRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [WithdrawTextRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [ProposeAmendmentRequest.Descriptor] = Permission.ToActing<ProposeAmendmentRequest>(r => r.Party, Role.Mediator, Role.Party),
        [WithdrawAmendmentRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [ResolveBracketRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [AgreeClauseRequest.Descriptor] = Permission.ToActing<AgreeClauseRequest>(r => r.Party, Role.Party),
        [ReopenClauseRequest.Descriptor] = Permission.ToActing<ReopenClauseRequest>(r => r.Party, Role.Mediator, Role.Party),
        [BindClauseRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [UnbindClauseRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [CheckTextRequest.Descriptor] = Permission.Reader,
        [DepositFullPowersRequest.Descriptor] = Permission.ToActing<DepositFullPowersRequest>(r => r.FullPowers?.Party ?? "", Role.Mediator, Role.Party),
        [RevokeFullPowersRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [InitialTextRequest.Descriptor] = Permission.ToActing<InitialTextRequest>(r => r.Party, Role.Party),
        [SignTextRequest.Descriptor] = Permission.ToActing<SignTextRequest>(r => r.Party, Role.Party),
        [SignTextAdReferendumRequest.Descriptor] = Permission.ToActing<SignTextAdReferendumRequest>(r => r.Party, Role.Party),
        [ConfirmSignatureRequest.Descriptor] = Permission.ToActing<ConfirmSignatureRequest>(r => r.Party, Role.Party),
        [WithdrawSignatureRequest.Descriptor] = Permission.ToActing<WithdrawSignatureRequest>(r => r.Party, Role.Mediator, Role.Party),
        [AccedeToTextRequest.Descriptor] = Permission.ToActing<AccedeToTextRequest>(r => r.Party, Role.Mediator, Role.Party),
        [ObjectToReservationRequest.Descriptor] = Permission.ToActing<ObjectToReservationRequest>(r => r.Party, Role.Party),
        [OpenSilenceProcedureRequest.Descriptor] = Permission.To(Role.Mediator),
        [BreakSilenceRequest.Descriptor] = Permission.ToActing<BreakSilenceRequest>(r => r.Party, Role.Party),
        [AgreeOpeningRequest.Descriptor] = Permission.To(Role.Mediator),
        [CancelOpeningRequest.Descriptor] = Permission.To(Role.Mediator),
        [CertifyOpeningEventRequest.Descriptor] = Permission.To(Role.Mediator),

        // A member's own room, and what it seals.
        [GetCaucusRequest.Descriptor] = Permission.Reader,
        [SendMessageRequest.Descriptor] = Permission.To(Role.Mediator, Role.Party),
        [GetMessageRequest.Descriptor] = Permission.Reader,
        [ListMessagesRequest.Descriptor] = Permission.Reader,
        [RelayMessageRequest.Descriptor] = Permission.To(Role.Mediator),
        [GetRelayRequest.Descriptor] = Permission.Reader,
        [ListRelaysRequest.Descriptor] = Permission.Reader,
        [SealConsentRequest.Descriptor] = Permission.To(Role.Party),
        [SealReadinessRequest.Descriptor] = Permission.To(Role.Party),
        [SealRangeRequest.Descriptor] = Permission.To(Role.Party),
        [WithdrawFilingRequest.Descriptor] = Permission.To(Role.Party),

        // Journals.
        [ListEventsRequest.Descriptor] = Permission.Reader,
        [WatchJournalRequest.Descriptor] = Permission.Reader,

        // The clock of an exercise.
        [GetClockRequest.Descriptor] = Permission.Reader,
        [AdvanceClockRequest.Descriptor] = Permission.To(Role.Operator, Role.Mediator),

        // Calls between journals; no rpc takes them.
        [AnnounceInstrumentCall.Descriptor] = Permission.Parley,
        [RegisterSuccessorCall.Descriptor] = Permission.Parley,
        [ReleaseStatementCall.Descriptor] = Permission.Parley,
        [OpenCaucusCall.Descriptor] = Permission.Parley,
        [OpenDeskCall.Descriptor] = Permission.Parley,
        [OpenVaultCall.Descriptor] = Permission.Parley,
        [ChangeAccreditationCall.Descriptor] = Permission.Parley,
        [TextProgressCall.Descriptor] = Permission.Parley,
        [RegisterOpeningCall.Descriptor] = Permission.Parley,
        [RegisterRangeCall.Descriptor] = Permission.Parley,
        [RegisterVenuesCall.Descriptor] = Permission.Parley,
        [RecordReceiptCall.Descriptor] = Permission.Parley,
        [RecordMatchCall.Descriptor] = Permission.Parley,
        [RangeFoundCall.Descriptor] = Permission.Parley,
        [ConcludeTextCall.Descriptor] = Permission.Parley,
        [OpenTruceCall.Descriptor] = Permission.Parley,
        [DeliverMessageCall.Descriptor] = Permission.Parley,
    }.ToFrozenDictionary();

    /// <summary>The messages that the table knows.</summary>
    public static IEnumerable<MessageDescriptor> Known => Table.Keys;

    /// <summary>Why the caller may not send the request; null when it may.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="request">The request.</param>
    /// <param name="journal">
    /// The journal it is for; for one that creates a journal, that journal's name to be. Empty for what belongs to no
    /// journal, the clock: there a role counts wherever it was granted.
    /// </param>
    public static Rejection? Check(Caller caller, IMessage request, string journal)
    {
        if (!Table.TryGetValue(request.Descriptor, out var permission))
        {
            return Rejection.Denied($"Nobody may send {request.Descriptor.Name}.");
        }

        return permission.Roles.IsEmpty || permission.Roles.Any(role => Has(caller, role, journal))
            ? null
            : Rejection.Denied($"{NameOf(request)} is for {RolesOf(permission)}{Where(journal)}; you are none of these there.");
    }

    /// <summary>
    /// In which role, and for which party, the caller sends a request that it may send. Whoever names a party that it acts
    /// for acts as that party; otherwise in the first of its roles that may, its single party coming last. The subject is
    /// left out.
    /// </summary>
    /// <returns>A new message at each call.</returns>
    public static Actor ActorOf(Caller caller, IMessage request, string journal)
    {
        var permission = Table.GetValueOrDefault(request.Descriptor, Permission.Reader);
        var conflict = ResourceName.ConflictOf(journal);
        if (permission.Roles.Contains(Role.Party) && permission.PartyOf(request) is { Length: > 0 } named
            && ResourceName.ConflictOf(named) == conflict && caller.ActsFor(named))
        {
            return new() { Role = Role.Party, Party = named };
        }

        if (permission.Roles.FirstOrDefault(role => role != Role.Party && Has(caller, role, journal)) is var role and not Role.Unspecified)
        {
            return new() { Role = role };
        }

        var parties = caller.PartiesIn(conflict);
        return permission.Roles.Contains(Role.Party) && !parties.IsEmpty
            ? new() { Role = Role.Party, Party = parties is [var only] ? only : "" }
            : new();
    }

    private static bool Has(Caller caller, Role role, string journal) =>
        journal.Length == 0 ? caller.Grants.Any(g => g.Role == role)
        : role == Role.Party ? !caller.PartiesIn(ResourceName.ConflictOf(journal)).IsEmpty
        : caller.Is(role, journal);

    private static string NameOf(IMessage request)
    {
        var name = request.Descriptor.Name;
        return name.EndsWith("Request", StringComparison.Ordinal) ? name[..^"Request".Length] : name;
    }

    private static string RolesOf(Permission permission) => string.Join(", ", permission.Roles.Select(r => r.ToString().ToUpperInvariant()));

    private static string Where(string journal) => journal.Length == 0 ? "" : $" of {ResourceName.ConflictOf(journal)}";
}
