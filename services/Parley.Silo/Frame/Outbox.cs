using System.Diagnostics;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>
/// Makes the calls to other journals that this one has decided: in order, again and again until each is accepted or refused,
/// under a request id derived from the event, so that the other journal takes each once. Nothing of the caller but the call
/// itself goes along.
/// </summary>
/// <remarks>
/// What the target answers is final, and recorded, unless it says that it cannot be asked now. That is UNAVAILABLE (it moves, its store is
/// away, it waits for another call of the same origin) and RESOURCE_EXHAUSTED (more is being recorded than the store takes), both of the
/// frame but for <c>RETRY</c> of a vault that is not open yet; then the call is made again. Everything else that a rule can say stands:
/// INVALID_ARGUMENT, PERMISSION_DENIED, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, OUT_OF_RANGE, and a limit of what may be kept
/// (<see cref="RejectionCode.LimitReached"/>), though a client sees RESOURCE_EXHAUSTED there too: nothing that time does makes room, and
/// while one call is made again, those behind it wait. ABORTED cannot be: calls carry no etag.
/// <para>
/// When a call that failed is tried next is kept here, in memory, and told to whoever wakes the journal (<see cref="Rest"/>). That
/// a call is to be made at all is durable: it is an event, and the journal stays due in its row. A column for the next attempt
/// would add nothing to that and cost something: it would be written on every failed attempt, which is when the store or the
/// cluster is least well, and by an update that takes the head's row from under the journal's own appends, which do not wait for
/// a locked row but count as fenced. What is lost with the process is only a wait of at most
/// <see cref="FrameOptions.MaxCallRetryDelay"/>, and the next process does well to try at once: what kept the call from being
/// made may have been the process.
/// </para>
/// </remarks>
internal sealed partial class Outbox<TState>(Concept<TState> concept, string journal, Ledger<TState> ledger, FrameServices services)
    where TState : JournalState
{
    private readonly ILogger _log = services.Loggers.CreateLogger("Parley.Silo.Frame.Outbox");
    private Task _draining = Task.CompletedTask;
    private TimeSpan _delay = services.Options.CallRetryDelay;
    private long _failedAt;
    private bool _failed;
    private bool _ended;

    /// <summary>Begins to make calls, unless it does already or the last one failed just now.</summary>
    public void Start()
    {
        if (!_ended && _draining.IsCompleted && !(_failed && services.Time.GetElapsedTime(_failedAt) < _delay))
        {
            _draining = MakeCalls();
        }
    }

    /// <summary>Begins to make calls although the last one failed just now: somebody waits for them.</summary>
    public void StartNow()
    {
        _failed = false;
        Start();
    }

    /// <summary>For how long no call will be made, in real time, because the first one failed; null when nothing holds it up.</summary>
    public TimeSpan? Rest => _failed && !ledger.Committed.State.Calls.IsEmpty && services.Time.GetElapsedTime(_failedAt) is var gone && gone < _delay ? _delay - gone : null;

    /// <summary>The activation ends: the next one makes what calls are left.</summary>
    public void End() => _ended = true;

    /// <summary>Makes what calls can be made now, and waits for that.</summary>
    public Task Drain()
    {
        Start();
        return _draining;
    }

    /// <summary>Makes what calls can be made now, and waits for that no longer than this, in real time.</summary>
    public async Task Drain(TimeSpan patience)
    {
        try
        {
            await Drain().WaitAsync(patience, services.Time);
        }
        catch (TimeoutException)
        {
            // They go on being made.
        }
    }

    private async Task MakeCalls()
    {
        // Not what happens to be under way here: a call may be made long after what caused it.
        Activity.Current = null;
        RequestContext.Clear();
        await Task.Yield();
        while (!_ended && !ledger.Stopped && ledger.Committed.State.Calls is [var call, ..])
        {
            using var span = FrameTelemetry.StartOwnTrace("outbox.call", journal, concept.Kind, ledger.Committed.Causes.Of(call));
            if (await Make(call) is not { } settled)
            {
                span?.SetStatus(ActivityStatusCode.Error);
                _delay = _failed ? TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, services.Options.MaxCallRetryDelay.Ticks)) : services.Options.CallRetryDelay;
                (_failed, _failedAt) = (true, services.Time.GetTimestamp());
                return; // The journal stays due; the alarm clock comes back to it.
            }

            _failed = false;
            if (_ended || ledger.Stopped)
            {
                return; // Made, but not noted here: it is made again and found to be a repeat.
            }

            var pending = ledger.Record([new Event { CallSettled = settled }], Actors.Parley, ledger.NowBy(services.Clock), request: null, hash: default);
            if ((await pending.Settled).How is Settlement.Failed or Settlement.QueueFull)
            {
                return; // The same.
            }
        }
    }

    /// <summary>One call; null when it neither went through nor was refused for good.</summary>
    private async Task<CallSettled?> Make(PendingCall call)
    {
        var requestId = services.Ids.RequestIdOf(journal, call.Version);
        try
        {
            var command = new Command(Caller.Parley, MessageOf(call.Request), requestId, "");
            var outcome = await services.Grains.GetJournal(call.Request.Target).Execute(command);
            if (outcome.Rejection is { Code: RejectionCode.Unavailable or RejectionCode.ResourceExhausted } later)
            {
                LogLater(journal, call.Request.Id, call.Request.Target, later.Reason);
                return null;
            }

            var settled = new CallSettled { Id = call.Request.Id, Refusal = outcome.Rejection?.Reason ?? "" };
            if (outcome.Value is { } answer)
            {
                concept.Keep(ledger.Committed.State, call, answer, settled);
            }

            return settled;
        }
        catch (Exception e)
        {
            // Whatever it was, the call is still to be made.
            LogFailed(e, journal, call.Request.Id, call.Request.Target);
            return null;
        }
    }

    private static IMessage MessageOf(CallRequested call)
    {
        var field = CallRequested.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(call)
            ?? throw new InvalidOperationException("A call without a message was decided.");
        return (IMessage)field.Accessor.GetValue(call);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Call} of {Journal} to {Target} is put off: {Reason}.")]
    private partial void LogLater(string journal, string call, string target, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Call} of {Journal} to {Target} could not be made; it is tried again.")]
    private partial void LogFailed(Exception exception, string journal, string call, string target);
}
