using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// What the members of a negotiation have sealed. Nobody reads it: no rpc, not for the mediators either. Members file through their
/// own caucus and get a receipt; mediators certify events; what comes of it is told by calls, and a comparison that comes to nothing
/// is told to nobody.
/// </summary>
/// <remarks>
/// The answer to a filing is given before anything is compared: the rule looks at the filing alone, and comparing is the clock's
/// (<see cref="Transitions"/>), a moment later. So the answer, and the calls to the filer's caucus, are the same whatever others have filed, until
/// a match, a conclusion or a value is there for all whom it concerns to know. That holds for what is said, not to the last
/// microsecond for when: how much is on file, and that a journal with something due has one more event to write, takes its time, far
/// less than what a network scatters.
/// </remarks>
public sealed class VaultConcept : Concept<VaultRecord>
{
    /// <inheritdoc/>
    public override string Kind => "vault";

    /// <inheritdoc/>
    public override VaultRecord Empty(string journal) => new(journal);

    /// <summary>Nobody.</summary>
    public override ImmutableArray<string> AudienceOf(VaultRecord state) => [];

    /// <summary>The members' delegations, and the mediators, who certify events.</summary>
    public override ImmutableArray<string>? SendersOf(VaultRecord state) =>
        state.Exists ? [.. Audience.Mediators(state.Negotiation), .. state.Members.SelectMany(Audience.Delegation)] : [];

    /// <summary>Accreditations end.</summary>
    public override bool SendsAway => true;

    /// <summary>Vaults have no status: it would tell.</summary>
    public override string StatusOf(VaultRecord state) => "";

    /// <inheritdoc/>
    public override bool Creates(IMessage request) => request is OpenVaultCall;

    /// <inheritdoc/>
    public override string? EntryOf(IMessage request) => request is WithdrawFilingRequest withdraw ? SealHash.EntryOf(withdraw.Hash) : null;

    /// <summary>
    /// A receipt goes on telling what became of the filing. Who has filed for a member and acts for it no longer is told no more of
    /// that, although it may still send for another member, or as a mediator.
    /// </summary>
    public override bool MayRepeat(VaultRecord state, IMessage request, Caller caller) => CaucusOf(request) is not { } caucus
        || Sealing.MemberOf(state, caucus, caller) is not null;

    /// <inheritdoc/>
    public override TimedTransition? NextTransition(VaultRecord state) => state.Exists ? Transitions.Next(state) : null;

    /// <inheritdoc/>
    public override ImmutableArray<Event> CallsAfter(VaultRecord before, VaultRecord after) => VaultCalls.After(before, after);

    /// <inheritdoc/>
    protected override VaultRecord Apply(VaultRecord state, Event e) => VaultFold.Apply(state, e);

    /// <inheritdoc/>
    protected override VaultRecord Settled(VaultRecord state, PendingCall call, CallSettled settled) => VaultFold.Settled(state, call, settled);

    /// <inheritdoc/>
    protected override EntryState ApplyEntry(EntryState? entry, Event e) => EntryFold.Apply(entry, e);

    /// <inheritdoc/>
    public override Decision Decide(VaultRecord state, IMessage request, RuleContext context) => request switch
    {
        OpenVaultCall r => Registrations.Open(state, r),
        ChangeAccreditationCall or RegisterOpeningCall or RegisterRangeCall or RegisterVenuesCall when !state.Exists => Registrations.NotYet(state),
        ChangeAccreditationCall r => Registrations.ChangeAccreditation(state, r, context),
        RegisterOpeningCall r => Registrations.RegisterOpening(state, r),
        RegisterRangeCall r => Registrations.RegisterRange(state, r),
        RegisterVenuesCall r => Registrations.RegisterVenues(state, r),
        SealConsentRequest r => OfMember(
            state, r.Parent, context,
            member => ActingMember.MayBind(context.Caller, member) ? ConsentFilings.Seal(state, member, r, context) : ActingMember.CannotBind(member)),
        SealReadinessRequest r => OfMember(state, r.Parent, context, member => ReadinessFilings.Seal(state, member, r, context)),
        SealRangeRequest r => OfMember(
            state, r.Parent, context,
            member => ActingMember.MayBind(context.Caller, member) ? RangeFilings.Seal(state, member, r, context) : ActingMember.CannotBind(member)),
        WithdrawFilingRequest r => OfMember(state, r.Parent, context, member => Withdrawals.Withdraw(state, member, r, context)),
        CancelOpeningRequest r => state.Exists ? Cancellations.Cancel(state, r, context) : Rejection.NotFound(r.Name),
        CertifyOpeningEventRequest r => state.Exists ? Certificates.Certify(state, r, context) : Rejection.NotFound(r.Name),
        _ => Rejection.WrongResource(request, "a vault"),
    };

    /// <summary>The caucus of the member for whom something is filed or withdrawn; null for other requests.</summary>
    private static string? CaucusOf(IMessage request) => request switch
    {
        SealConsentRequest r => r.Parent,
        SealReadinessRequest r => r.Parent,
        SealRangeRequest r => r.Parent,
        WithdrawFilingRequest r => r.Parent,
        _ => null,
    };

    private static Decision OfMember(VaultRecord state, string caucus, RuleContext context, Func<AccreditedMember, Decision> rule) =>
        Sealing.MemberOf(state, caucus, context.Caller) is { } member ? rule(member) : Sealing.Unseen(caucus);

    /// <summary>Nothing: the answer to calls from other journals, which goes to nobody.</summary>
    public override IMessage View(VaultRecord state) => new Empty();

    /// <summary>The receipt, the event that was certified, or the cancellation.</summary>
    public override IMessage ViewEntry(VaultRecord state, EntryState entry) => entry switch
    {
        FilingEntry filing => View(state, filing),
        CertificateEntry certificate => certificate.Event,
        CancellationEntry cancellation => cancellation.View,
        _ => throw new NotSupportedException($"Vaults have no {entry.Kind}."),
    };

    private static SealReceipt View(VaultRecord state, FilingEntry entry)
    {
        var receipt = entry.Receipt.Clone();
        var filing = state.Filing(receipt.Hash);
        (receipt.WithdrawTime, receipt.UseTime) = (filing?.EndedAt?.ToTimestamp(), filing?.UsedAt?.ToTimestamp());
        return receipt;
    }
}
