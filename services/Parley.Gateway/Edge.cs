using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Clients;
using Parley.Gateway.Errors;
using Parley.Gateway.Identity;
using Parley.Gateway.Limits;
using Parley.Gateway.Pages;
using Parley.Gateway.Reads;
using Parley.Gateway.Shape;

namespace Parley.Gateway;

/// <summary>
/// The way of every call through the gateway: who calls, does the request look as it must, is there room for it; then the
/// journal or the catalogue answers, and what it says becomes a reply or a status. Nothing is decided here.
/// </summary>
public sealed partial class Edge(
    IGrainFactory grains,
    CallerReader callers,
    ShapeValidator shapes,
    AssignedIds ids,
    PageTokens pages,
    FreshReads reads,
    ClusterConnection cluster,
    TimeProvider time,
    IOptions<GatewayOptions> options,
    ILogger<Edge> logger)
{
    private readonly GatewayOptions _options = options.Value;
    private readonly PrincipalLimiter _calls = new(options.Value.MaxCallsPerPrincipal);
    private readonly ICatalogueGrain _catalogue = grains.GetGrain<ICatalogueGrain>(0);

    /// <summary>Has a command decided by its journal. Needs a token.</summary>
    /// <exception cref="RpcException">Refused, or failed.</exception>
    public Task<TReply> Execute<TReply>(IMessage request, ServerCallContext context)
        where TReply : class, IMessage =>
        Answer<TReply>(request, context, needsToken: true, static (edge, call) => edge.Decide(call));

    /// <summary>Has a query answered by its journal. Needs no token; what is not public is then not found.</summary>
    /// <exception cref="RpcException">Refused, or failed.</exception>
    public Task<TReply> Read<TReply>(IMessage request, ServerCallContext context)
        where TReply : class, IMessage =>
        Answer<TReply>(request, context, needsToken: false, static (edge, call) => edge.Ask(call, inCatalogue: false));

    /// <summary>Has a list over many journals answered by the catalogue. Needs no token; what is not public is then left out.</summary>
    /// <exception cref="RpcException">Refused, or failed.</exception>
    public Task<TReply> List<TReply>(IMessage request, ServerCallContext context)
        where TReply : class, IMessage =>
        Answer<TReply>(request, context, needsToken: false, static (edge, call) => edge.Ask(call, inCatalogue: true));

    /// <summary>Has something else answered, by the same way: for services that a host adds of its own.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    /// <param name="needsToken">True when it changes something.</param>
    /// <param name="answer">The answer for a caller.</param>
    /// <param name="ceiling">The longest that it may take; absent: <see cref="GatewayOptions.DeadlineCeiling"/>.</param>
    /// <exception cref="RpcException">Refused, or failed.</exception>
    public Task<TReply> Run<TRequest, TReply>(
        TRequest request,
        ServerCallContext context,
        bool needsToken,
        Func<Caller, TRequest, ValueTask<Outcome<IMessage>>> answer,
        TimeSpan? ceiling = null)
        where TRequest : class, IMessage
        where TReply : class, IMessage =>
        Answer<TReply>(request, context, needsToken, (_, call) => answer(call.Principal.Caller, request), ceiling);

    /// <summary>Has a stream served until it ends. Needs no token; what is not public is then not found.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    /// <param name="serve">Serves it to a caller and says why it ended; null when the client has gone.</param>
    /// <exception cref="RpcException">Refused, failed or ended: a stream that has no end of its own never ends well.</exception>
    internal async Task Stream(IMessage request, ServerCallContext context, Func<Principal, CallLease, Task<Rejection?>> serve)
    {
        try
        {
            var call = CallLease.Of(context);
            var principal = await Admit(request, context, call, needsToken: false);
            EnterWithoutToken(principal, call, request, context.Method);
            if (call.BecomeWatch() is var answer and not PoolAnswer.Taken)
            {
                throw Refuse(answer == PoolAnswer.AddressFull
                    ? Refusals.TooManyWatchesOfAddress(call.Clients.Watches.OfOneAddress)
                    : Refusals.TooManyWatchesInAll(call.Clients.Watches.Capacity));
            }

            throw await serve(principal, call) is { } end ? Refuse(end) : new OperationCanceledException("The client has gone.");
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Fail(exception, context);
        }
    }

    private async Task<TReply> Answer<TReply>(
        IMessage request,
        ServerCallContext context,
        bool needsToken,
        Func<Edge, EdgeCall, ValueTask<Outcome<IMessage>>> answer,
        TimeSpan? ceiling = null)
        where TReply : class, IMessage
    {
        var started = Stopwatch.GetTimestamp();
        var code = StatusCode.OK;
        try
        {
            var call = CallLease.Of(context);
            var principal = await Admit(request, context, call, needsToken);
            if (!_calls.TryEnter(principal.Key))
            {
                throw Refuse(Refusals.TooManyCalls(_calls.Limit));
            }

            // Until the last byte of the answer is written, however slowly the client reads it.
            call.Hold(_calls, principal.Key);
            EnterWithoutToken(principal, call, request, context.Method);
            var outcome = await Within(ceiling ?? _options.DeadlineCeiling, answer, new(principal, request, context.Method));
            if (outcome.Rejection is { } rejection)
            {
                throw Refuse(rejection);
            }

            call.Bill?.Read(outcome.Version);

            // Its size is worked out only where there is not room for the largest there is.
            if (!call.HasRoomForAnyAnswer && !call.MakeRoom(outcome.Value!.CalculateSize()))
            {
                throw Refuse(Refusals.AnswersNotTaken);
            }

            if (outcome.Version > 0 && Activity.Current is { IsAllDataRequested: true } activity)
            {
                activity.SetTag("parley.version", outcome.Version);
            }

            return (TReply)outcome.Value!;
        }
        catch (RpcException refusal)
        {
            code = refusal.StatusCode;
            throw;
        }
        catch (Exception exception)
        {
            var fault = Fail(exception, context);
            code = fault.StatusCode;
            throw fault;
        }
        finally
        {
            if (Traces.CommandDuration.Enabled)
            {
                Traces.CommandDuration.Record(
                    Stopwatch.GetElapsedTime(started).TotalSeconds,
                    new("rpc", context.Method),
                    new("outcome", Outcomes.NameOf(code)));
            }
        }
    }

    /// <summary>The wait ends at the ceiling, whatever deadline the client has set or left out; what was asked goes on.</summary>
    private async ValueTask<Outcome<IMessage>> Within(TimeSpan ceiling, Func<Edge, EdgeCall, ValueTask<Outcome<IMessage>>> answer, EdgeCall call)
    {
        var loss = cluster.Loss;
        var pending = answer(this, call);
        if (pending.IsCompletedSuccessfully)
        {
            return pending.Result;
        }

        var answered = pending.AsTask();
        try
        {
            return await answered.WaitAsync(ceiling, time, loss);
        }
        catch (OperationCanceledException lost) when (loss.IsCancellationRequested)
        {
            // Another silo may be connected by now; this call was on its way to the one that is gone.
            throw new SiloUnavailableException("The connection to the silo was lost before it answered.", lost);
        }
        catch (TimeoutException silent) when (answered.IsFaulted)
        {
            // There was time left, but the silo has not answered in its own: it may be gone. The next try finds another.
            throw new SiloUnavailableException("No silo answered in time.", silent);
        }
    }

    /// <summary>Who calls, once the request looks as it must.</summary>
    /// <exception cref="RpcException">Refused.</exception>
    private async ValueTask<Principal> Admit(IMessage request, ServerCallContext context, CallLease call, bool needsToken)
    {
        var reading = callers.Read(context);
        var (principal, rejection) = reading.IsCompletedSuccessfully ? reading.Result : await reading;
        if (principal is null)
        {
            throw Refuse(rejection!);
        }

        if (!principal.Caller.IsAnonymous)
        {
            call.ShowToken();
        }
        else if (needsToken)
        {
            throw Refuse(Refusals.TokenMissing);
        }

        return shapes.Check(request) is { } malformed ? throw Refuse(malformed) : principal;
    }

    /// <summary>A call without a token uses no place that is kept for others, and no more work than its address may ask for.</summary>
    /// <exception cref="RpcException">It would.</exception>
    private void EnterWithoutToken(Principal principal, CallLease call, IMessage request, string rpc)
    {
        if (!principal.Caller.IsAnonymous)
        {
            return;
        }

        if (call.IsOutOfPlace)
        {
            throw Refuse(Refusals.TooManyCallsInAll(call.Clients.Calls.Capacity));
        }

        var plan = shapes.PlanOf(request.Descriptor);
        var resource = plan.Resource?.GetValue(request) as string ?? "";
        var (bill, rejection, retryAfter) = call.Clients.Work.Open(call.Share.Work, rpc, resource, isPast: plan.ReadTime?.GetValue(request) is not null);
        call.Bill = bill;
        if (rejection is not null)
        {
            throw Refuse(rejection, retryAfter);
        }
    }

    /// <summary>A refusal as an exception to throw.</summary>
    private RpcException Refuse(Rejection rejection, TimeSpan? retryDelay = null)
    {
        Traces.TagRejection(rejection.Reason);
        return RejectionStatus.ToException(rejection, Traces.CurrentId(), retryDelay ?? _options.RetryDelay);
    }

    /// <summary>A fault as an exception to throw; logged when it is ours.</summary>
    private RpcException Fail(Exception exception, ServerCallContext context)
    {
        var fault = FaultStatus.Of(
            exception,
            deadlinePassed: context.Deadline <= time.GetUtcNow().UtcDateTime,
            clientWaits: !context.CancellationToken.IsCancellationRequested);
        Traces.TagFault(exception);
        if (fault.IsOurs)
        {
            LogFault(exception, context.Method);
        }
        else if (fault.Code != StatusCode.Cancelled)
        {
            LogUnanswered(context.Method, fault.Reason, exception.GetType().Name, exception.Message);
        }

        return FaultStatus.ToException(fault, Traces.CurrentId(), _options.RetryDelay);
    }

    private ValueTask<Outcome<IMessage>> Decide(in EdgeCall call)
    {
        var plan = shapes.PlanOf(call.Request.Descriptor);
        var given = plan.RequestId?.GetValue(call.Request) as string;
        var requestId = string.IsNullOrEmpty(given) ? Guid.NewGuid() : Guid.ParseExact(given, "D");
        var parent = plan.Resource?.GetValue(call.Request) as string ?? "";
        var assigned = ids.For(call.Principal.Caller.Subject, call.Request.Descriptor.Name, parent, requestId);
        var journal = JournalAddress.Of(call.Request, assigned);
        Tag(journal, call.Request);
        return reads.Execute(journal, new(call.Principal.Caller, call.Request, requestId, assigned));
    }

    private ValueTask<Outcome<IMessage>> Ask(in EdgeCall call, bool inCatalogue)
    {
        var plan = shapes.PlanOf(call.Request.Descriptor);
        return plan.PageToken is null ? Ask(call.Principal.Caller, call.Request, inCatalogue) : AskForPage(call, plan, inCatalogue);
    }

    private ValueTask<Outcome<IMessage>> Ask(Caller caller, IMessage request, bool inCatalogue)
    {
        if (inCatalogue)
        {
            return _catalogue.List(new(caller, request));
        }

        var journal = JournalAddress.Of(request, "");
        Tag(journal, request);
        return reads.Read(journal, new(caller, request));
    }

    private async ValueTask<Outcome<IMessage>> AskForPage(EdgeCall call, MessagePlan plan, bool inCatalogue)
    {
        var caller = call.Principal.Caller;
        var request = call.Request;

        // What the list is, whichever page of it is asked for.
        var list = request.Copy();
        plan.PageToken!.Clear(list);
        plan.PageSize?.Clear(list);

        if ((string)plan.PageToken.GetValue(request) is { Length: > 0 } token)
        {
            if (pages.Open(token, call.Rpc, caller.Subject, list) is not { } cursor)
            {
                return Outcome<IMessage>.Refused(Refusals.PageTokenInvalid);
            }

            request = request.Copy();
            plan.PageToken.SetValue(request, cursor);
        }

        var outcome = await Ask(caller, request, inCatalogue);
        if (outcome.Value is not { } reply
            || reply.Descriptor.FindFieldByName("next_page_token")?.Accessor is not { } next
            || (string)next.GetValue(reply) is not { Length: > 0 } following)
        {
            return outcome;
        }

        // The grain's reply may be shared with others in this process: only a copy of it is changed.
        var page = reply.Copy();
        next.SetValue(page, pages.Seal(following, call.Rpc, caller.Subject, list));
        return outcome with { Value = page };
    }

    private static void Tag(string journal, IMessage request)
    {
        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.SetTag("parley.journal", journal);
            activity.SetTag("parley.kind", request.Descriptor.Name);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Rpc} failed")]
    private partial void LogFault(Exception exception, string rpc);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Rpc} got no answer: {Reason} ({Exception}: {Text})")]
    private partial void LogUnanswered(string rpc, string reason, string exception, string text);
}

/// <summary>A call that has been admitted.</summary>
/// <param name="Principal">Who calls.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Rpc">The rpc's full name.</param>
internal readonly record struct EdgeCall(Principal Principal, IMessage Request, string Rpc);
