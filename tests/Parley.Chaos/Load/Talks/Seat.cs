using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Parley.Chaos.History;
using Parley.V1;

namespace Parley.Chaos.Load.Talks;

/// <summary>Somebody at the table: who calls, with which token, and what each journal has shown of itself so far.</summary>
/// <param name="caller">The client.</param>
/// <param name="headers">Its token.</param>
/// <param name="subject">The subject, where only some may act for a member; empty for everybody else.</param>
internal sealed class Seat(Caller caller, Metadata headers, string subject = "")
{
    private const string NotFound = "NOT_FOUND";
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>Waits until it is let in: who may enter is told by the negotiation to its rooms a moment after it was decided.</summary>
    public Task Enter(string journal) => Insist<IMessage>(new("enter", journal), (channel, deadline) => Resource(channel, journal, deadline));

    /// <summary>Accredits a subject for a party.</summary>
    public Task<Negotiation> Admit(string talks, string id, string who, string party)
    {
        var admit = new AdmitParticipantRequest
        {
            Name = talks,
            Accreditation = new() { Id = id, Subject = who, Party = party, Function = DelegationFunction.Delegate },
            RequestId = Id(),
        };
        return Insist(
            new("admit", talks, admit.RequestId, id),
            (channel, deadline) => new NegotiationService.NegotiationServiceClient(channel).AdmitParticipantAsync(admit, headers, deadline).ResponseAsync);
    }

    /// <summary>Says words.</summary>
    /// <returns>The message; null where nobody listens to this subject any more.</returns>
    public Task<CaucusMessage?> Say(string room, string words, Disclosure disclosure)
    {
        var send = new SendMessageRequest
        {
            Parent = room,
            Message = new() { Text = World.In(words), Disclosure = disclosure },
            RequestId = Id(),
        };
        return Ask(
            new("say", room, send.RequestId, words),
            (channel, deadline) => new CaucusService.CaucusServiceClient(channel).SendMessageAsync(send, headers, deadline).ResponseAsync,
            (call, message) => call with { Answer = message.Name });
    }

    /// <summary>Reads what has been recorded since it read last.</summary>
    /// <returns>False where there is nothing for this subject any more.</returns>
    public async Task<bool> Read(string journal)
    {
        var events = await Ask(
            new("read", journal),
            (channel, deadline) => World.Events(channel, headers, journal, Math.Max(1, _seen.GetValueOrDefault(journal)), deadline),
            (call, events) => call with
            {
                Version = events.Count == 0 ? 0 : events[^1].Version,
                Shown = [.. events.SelectMany(e => Words.In(e.ToString()))],
            });
        if (events is { Count: > 0 })
        {
            _seen[journal] = events[^1].Version;
        }

        return events is not null;
    }

    /// <summary>Looks at what a journal is a record of.</summary>
    /// <returns>False where there is nothing for this subject any more.</returns>
    public async Task<bool> Look(string journal) => await Ask(
        new("look-in", journal), (channel, deadline) => Resource(channel, journal, deadline), (call, shown) => call with { Shown = Words.In(shown.ToString()!) }) is not null;

    /// <summary>Tries a door that is not its own.</summary>
    public Task Intrude(string journal) => Ask(
        new("intrude", journal), (channel, deadline) => World.Events(channel, headers, journal, 1, deadline),
        (call, events) => call with { Shown = [.. events.SelectMany(e => Words.In(e.ToString()))] }, NotFound);

    /// <summary>Seals consent.</summary>
    /// <returns>The receipt; null where nothing is taken any more.</returns>
    public Task<SealReceipt?> Seal(string room, string party, Accord accord, IReadOnlyList<string> on)
    {
        var seal = new SealConsentRequest { Parent = room, Text = accord.Text, Opening = accord.Opening, Consent = new(), RequestId = Id() };
        if (on.Count > 0)
        {
            seal.Consent.Alternatives.Add(new ConsentAlternative { Conditions = { on.Select(p => new ConsentCondition { Member = new() { Party = p } }) } });
        }

        return Ask(
            new("seal", room, seal.RequestId, seal.RequestId) { Party = party, To = accord.Subject, On = on },
            (channel, deadline) => new CaucusService.CaucusServiceClient(channel).SealConsentAsync(seal, headers, deadline).ResponseAsync,
            (call, receipt) => call with { Answer = receipt.Hash, Stamp = receipt.FileTime.ToDateTimeOffset() },
            "OPENING_OVER");
    }

    /// <summary>Takes back what was sealed.</summary>
    public Task<SealReceipt?> Withdraw(string room, string party, Accord accord, string hash)
    {
        var withdraw = new WithdrawFilingRequest { Parent = room, Hash = hash, RequestId = Id() };
        return Ask(
            new("withdraw", room, withdraw.RequestId, hash) { Party = party, To = accord.Subject },
            (channel, deadline) => new CaucusService.CaucusServiceClient(channel).WithdrawFilingAsync(withdraw, headers, deadline).ResponseAsync,
            (call, receipt) => call with { Answer = receipt.Hash, Stamp = receipt.WithdrawTime.ToDateTimeOffset() },
            "OPENING_OVER", "FILING_ENDED");
    }

    /// <summary>Asks until it is answered.</summary>
    public Task<T> Insist<T>(Asked what, Func<GrpcChannel, DateTime, Task<T>> ask, Func<Call, T, Call>? shown = null)
        where T : class => caller.Insist(what with { Subject = subject }, ask, shown);

    /// <summary>Asks until it is answered or refused for one of these reasons; to whom only some are let in, to be sent away is an answer.</summary>
    public Task<T?> Ask<T>(Asked what, Func<GrpcChannel, DateTime, Task<T>> ask, Func<Call, T, Call>? shown, params string[] reasons)
        where T : class => caller.Ask(what with { Subject = subject }, ask, shown, why => reasons.Contains(why) || (IsSentAway && why == NotFound));

    /// <summary>True once its accreditation may have ended: from then on to find nothing is an answer.</summary>
    public bool IsSentAway { get; set; }

    public Metadata Headers => headers;

    public static string Id() => Guid.NewGuid().ToString();

    private async Task<IMessage> Resource(GrpcChannel channel, string journal, DateTime deadline) =>
        journal.Contains("/caucuses/", StringComparison.Ordinal)
            ? await new CaucusService.CaucusServiceClient(channel).ListMessagesAsync(new() { Parent = journal, PageSize = 500 }, headers, deadline)
        : journal.Contains("/texts/", StringComparison.Ordinal)
            ? await new NegotiationService.NegotiationServiceClient(channel).GetTextAsync(new() { Name = journal }, headers, deadline)
        : await new NegotiationService.NegotiationServiceClient(channel).GetNegotiationAsync(new() { Name = journal }, headers, deadline);
}
