using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Parley.Domain.Access;
using Parley.Gateway;
using Parley.Silo;
using Parley.Testing;
using Parley.V1;
using Xunit;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Parley.Standalone.Tests.TwoProcesses;

/// <summary>Silo and gateway as two processes on one machine.</summary>
public sealed class PairTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-pair-");

    [Fact]
    public async Task A_gateway_outlives_its_silo_and_nothing_acknowledged_is_lost()
    {
        await using var parley = await Start();
        var truce = await Conclude(parley);
        using var enoughSeen = new CancellationTokenSource();
        var watched = new ConcurrentQueue<Event>();
        var watching = Watch(parley, truce, watched, enoughSeen.Token);
        Assert.Equal(Status.Serving, await Health(parley));

        // kill -9 of the silo under commands.
        var acknowledged = new ConcurrentBag<string>();
        var unanswered = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReportUntilRefused(parley, truce, acknowledged, unanswered, enough))).ToList();
        await enough.Task.WaitAsync(Waiting.Patience);
        await parley.Silo.Kill();
        var refusals = await Task.WhenAll(callers).WaitAsync(Waiting.Patience);
        Assert.All(refusals, r => Assert.Equal(StatusCode.Unavailable, r.StatusCode));
        Assert.All(refusals, r => Assert.NotNull(r.GetRpcStatus()?.GetDetail<RetryInfo>()));
        await Until(async () => await Health(parley) == Status.NotServing);
        var meanwhile = await Assert.ThrowsAsync<RpcException>(() => Get(parley, truce));
        Assert.Equal(StatusCode.Unavailable, meanwhile.StatusCode);
        Assert.NotNull(meanwhile.GetRpcStatus()?.GetDetail<RetryInfo>());

        // Another silo on the same file: the gateway finds it by itself.
        await parley.StartSilo();
        await Until(async () => await Health(parley) == Status.Serving);
        Assert.Equal(truce, (await Insist(() => Get(parley, truce))).Name);
        foreach (var id in unanswered)
        {
            acknowledged.Add((await Insist(() => Report(parley, truce, id))).Name);
        }

        var events = await Events(parley, truce);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(v => (long)v), events.Select(e => e.Version));
        var reported = events.Where(e => e.ObservationReported is not null).Select(e => e.ObservationReported.Observation.Name).ToList();
        Assert.Equal(acknowledged.Order(), reported.Order());

        // Whoever watched all the while has heard of each event once, in order.
        await Until(() => Task.FromResult(watched.Count >= events.Count));
        Assert.Equal(events, watched);
        await enoughSeen.CancelAsync();
        await watching;
    }

    [Fact]
    public async Task A_gateway_that_is_not_set_up_says_in_one_line_what_to_set()
    {
        var (code, error) = await Refuses(typeof(GatewayHost).Assembly.Location);
        Assert.Equal(1, code);
        var line = Assert.Single(error);
        Assert.All(
            new[] { "Parley:Gateway:IdKey", "Parley:Gateway:PageTokenKeys:0", "Parley:Gateway:Tokens:PublicKeyFile", "--data" },
            name => Assert.Contains(name, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Parley:Silo:IdKey")]
    [InlineData("Parley:Silo:SiloPort", "--Parley:Silo:SiloPort=99999")]
    [InlineData("Parley:Frame:AlarmBatch", "--Parley:Frame:AlarmBatch=0")]
    public async Task A_silo_that_is_not_set_up_says_in_one_line_what_to_set(string option, params string[] arguments)
    {
        string[] data = arguments is [var given] && !given.Contains("Silo", StringComparison.Ordinal) ? ["--data", _folder.FullName] : [];
        var (code, error) = await Refuses(typeof(SiloHost).Assembly.Location, [.. arguments, .. data]);
        Assert.Equal(1, code);
        Assert.Contains(option, Assert.Single(error), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<Testing.TwoProcesses> Start() =>
        Testing.TwoProcesses.Start(typeof(SiloHost).Assembly.Location, typeof(GatewayHost).Assembly.Location, _folder.FullName, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Parley__Frame__WatchLease"] = "00:00:03", // So that the test need not wait for a third of half a minute.
        });

    private static async Task<string> Conclude(Testing.TwoProcesses parley)
    {
        var conflicts = new ConflictService.ConflictServiceClient(parley.Channel);
        await conflicts.CreateConflictAsync(new() { ConflictId = "valley", Conflict = new() { Title = Drafts.In("The valley") } }, parley.Mediator);
        foreach (var party in new[] { "north", "south" })
        {
            await conflicts.RegisterPartyAsync(
                new() { Parent = Drafts.Conflict, PartyId = party, Party = new() { Kind = PartyKind.State, Label = Drafts.In(party), Zone = "Asia/Baku" } }, parley.Mediator);
        }

        var truces = new TruceService.TruceServiceClient(parley.Channel);
        var truce = await truces.CreateTruceAsync(Drafts.Truce("first", "2040-01-01T12:00", "Asia/Baku"), parley.Mediator);
        foreach (var party in new[] { Drafts.North, Drafts.South })
        {
            truce = await truces.AcceptTruceAsync(new() { Name = truce.Name }, parley.As(party, new Grant(Role.Party, party)));
        }

        Assert.Equal(TruceState.Scheduled, truce.State);
        return truce.Name;
    }

    private static async Task<RpcException> ReportUntilRefused(
        Testing.TwoProcesses parley, string truce, ConcurrentBag<string> acknowledged, ConcurrentBag<string> unanswered, TaskCompletionSource enough)
    {
        while (true)
        {
            var id = Guid.NewGuid().ToString();
            try
            {
                acknowledged.Add((await Report(parley, truce, id)).Name);
            }
            catch (RpcException e)
            {
                unanswered.Add(id);
                return e;
            }

            if (acknowledged.Count >= 50)
            {
                enough.TrySetResult();
            }
        }
    }

    private static async Task<Observation> Report(Testing.TwoProcesses parley, string truce, string requestId) =>
        await new IncidentService.IncidentServiceClient(parley.Channel).ReportObservationAsync(
            new()
            {
                Parent = truce,
                RequestId = requestId,
                Observation = new() { Text = Drafts.In("shots"), Occurred = new() { From = new() { LocalTime = "2020-10-10T12:05", Zone = "Asia/Baku" } } },
            },
            parley.Mediator);

    private static async Task<Truce> Get(Testing.TwoProcesses parley, string truce) =>
        await new TruceService.TruceServiceClient(parley.Channel).GetTruceAsync(new() { Name = truce }, parley.Mediator);

    /// <summary>Sends again as long as the answer is to: on a busy machine a silo that has just started takes its time.</summary>
    private static async Task<T> Insist<T>(Func<Task<T>> call)
    {
        using var patience = new CancellationTokenSource(Waiting.Patience);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private static async Task<Status> Health(Testing.TwoProcesses parley) => (await new Health.HealthClient(parley.Channel).CheckAsync(new())).Status;

    private static async Task<List<Event>> Events(Testing.TwoProcesses parley, string journal)
    {
        var journals = new JournalService.JournalServiceClient(parley.Channel);
        var events = new List<Event>();
        var token = "";
        do
        {
            var page = await journals.ListEventsAsync(new() { Journal = journal, PageSize = 500, PageToken = token }, parley.Mediator);
            events.AddRange(page.Events);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return events;
    }

    /// <summary>Watches as a client does: when it is asked to connect again, it goes on where it was.</summary>
    private static async Task Watch(Testing.TwoProcesses parley, string journal, ConcurrentQueue<Event> watched, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                using var watch = new JournalService.JournalServiceClient(parley.Channel).WatchJournal(
                    new() { Journal = journal, FromVersion = watched.Count + 1 }, parley.Mediator, cancellationToken: enough);
                await foreach (var message in watch.ResponseStream.ReadAllAsync(enough))
                {
                    if (message.Event is { } e)
                    {
                        watched.Enqueue(e);
                    }
                }
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }
    }

    private static async Task<(int Code, string[] Error)> Refuses(string assembly, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Waiting.Patience);
        await output;
        return (process.ExitCode, (await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
