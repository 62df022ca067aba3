using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Journal;
using Parley.Journal.Postgres;
using Parley.Journal.Sqlite;
using Parley.Silo.Clustering;
using Parley.Silo.Time;
using Xunit;

namespace Parley.Silo.Tests;

/// <summary>A clock that the test sets.</summary>
internal sealed class TestClock : ILegalClock
{
    public Instant Now { get; set; } = Instant.FromUtc(2020, 10, 1, 0, 0);
}

/// <summary>A silo in this process on a real SQLite file, with a gate before its writes and a clock that the test sets.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    public static readonly TimeSpan MembershipValidity = TimeSpan.FromSeconds(5);

    private readonly IHost _host;

    private TestSilo(IHost host) => _host = host;

    /// <summary>The time by which the silo's membership lapses; it stands still until a test moves it.</summary>
    public FakeTimeProvider MembershipTime { get; private init; } = null!;

    public MembershipLease Membership => _host.Services.GetRequiredService<MembershipLease>();

    public GatedStore Store => (GatedStore)_host.Services.GetRequiredService<IJournalStore>();

    public JournalWriter Writer => _host.Services.GetRequiredService<JournalWriter>();

    public TestClock Clock => (TestClock)_host.Services.GetRequiredService<ILegalClock>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public AlarmClock Alarm => _host.Services.GetRequiredService<AlarmClock>();

    /// <summary>Starts a silo on a folder's journal. Its alarm clock rings when the test asks it to.</summary>
    public static Task<TestSilo> Start(string folder, Instant? now = null, params (string Name, string Value)[] settings) =>
        Start(folder, now, Crash.None, settings);

    /// <summary>Starts a silo that is to crash. On PostgreSQL where the settings name a database.</summary>
    public static async Task<TestSilo> Start(string folder, Instant? now, Crash crash, params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Parley:Journal:DataFile", Path.Combine(folder, "journal.db")),
            new("Parley:Frame:AlarmInterval", "00:01:00"),
            .. settings.Select(s => KeyValuePair.Create("Parley:" + s.Name, (string?)s.Value)),
        ]);
        builder.Services.AddJournal(builder.Configuration);
        builder.Services.RemoveAll<IJournalStore>();
        builder.Services.AddSingleton<SqliteJournalStore>();
        builder.Services.AddSingleton<PostgresJournalStore>();
        builder.Services.AddSingleton<IJournalStore>(s => new GatedStore(new CrashingStore(
            s.GetRequiredService<IOptions<JournalOptions>>().Value.ConnectionString.Length > 0
                ? s.GetRequiredService<PostgresJournalStore>() : s.GetRequiredService<SqliteJournalStore>(),
            crash)));
        builder.Services.AddSingleton(new AssignedIds(new byte[AssignedIds.MinKeyLength]));
        builder.Services.AddSingleton<ILegalClock>(now is { } at ? new TestClock { Now = at } : new TestClock());
        var time = new FakeTimeProvider();
        var membership = new MembershipLease(time, MembershipValidity);
        membership.Confirm(time.GetTimestamp());
        builder.Services.AddSingleton(membership);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), gatewayPort: 0).AddOutgoingGrainCallFilter(crash));
        builder.Services.AddParleySilo();
        var host = builder.Build();
        await host.StartAsync();
        return new(host) { MembershipTime = time };
    }

    /// <summary>What the silo says of itself when it is asked whether it is ready.</summary>
    public async Task<HealthStatus> Readiness() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(c => c.Tags.Contains(Hosting.Admin.Readiness.Tag))).Status;

    /// <summary>Sends a command as the gateway would.</summary>
    public ValueTask<Outcome<IMessage>> Execute(Caller caller, IMessage request, Guid? requestId = null)
    {
        var id = requestId ?? Guid.NewGuid();
        var parent = (string)request.Descriptor.FindFieldByNumber(1).Accessor.GetValue(request);
        var assigned = _host.Services.GetRequiredService<AssignedIds>().For(caller.Subject, request.Descriptor.Name, parent, id);
        return Grains.GetJournal(JournalAddress.Of(request, assigned)).Execute(new(caller, request, id, assigned));
    }

    /// <summary>Sends a command that must succeed.</summary>
    public async Task<T> Do<T>(Caller caller, IMessage request, Guid? requestId = null)
    {
        var outcome = await Execute(caller, request, requestId);
        Assert.Null(outcome.Rejection);
        return Assert.IsType<T>(outcome.Value);
    }

    /// <summary>Asks a journal, or for somebody without a token the catalogue first.</summary>
    public ValueTask<Outcome<IMessage>> Read(Caller caller, IMessage query) => caller.IsAnonymous
        ? Grains.GetGrain<ICatalogueGrain>(0).Read(new(caller, query))
        : Grains.GetJournal(JournalAddress.Of(query, "")).Read(new(caller, query));

    /// <summary>Asks for a list as the gateway would.</summary>
    public ValueTask<Outcome<IMessage>> List(Caller caller, IMessage query) => Grains.GetGrain<ICatalogueGrain>(0).List(new(caller, query));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
