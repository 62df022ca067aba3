using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Domain.Access;
using Parley.Hosting;
using Parley.Hosting.Tokens;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>A gateway over real HTTP/2 in this process, before a cluster without silos.</summary>
internal sealed class LoneGateway : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;
    private readonly LocalSigningKey _key;
    private readonly ErrorLog _errors = new();
    private readonly WebApplication _app;

    private LoneGateway(FakeCluster cluster, (string Name, string Value)[] settings)
    {
        _key = LocalSigningKey.LoadOrCreate(_folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Parley:Gateway:Listen", "http://127.0.0.1:0"),
            new("Parley:Gateway:IdKey", PageTokensTests.KeyOf(1)),
            new("Parley:Gateway:PageTokenKeys:0", PageTokensTests.KeyOf(2)),
            new("Parley:Gateway:Tokens:PublicKeyFile", Path.Combine(_folder, LocalSigningKey.PublicFileName)),
            new("Logging:LogLevel:Default", "Critical"),
            .. settings.Select(s => KeyValuePair.Create("Parley:Gateway:" + s.Name, (string?)s.Value)),
        ]);
        builder.Logging.AddProvider(_errors).AddFilter<ErrorLog>(null, LogLevel.Error);
        builder.AddParleyHosting("parley-gateway");
        builder.Services.AddSingleton<IGrainFactory>(cluster);
        builder.Services.AddParleyGateway(builder.Configuration);
        _app = builder.Build();
        _app.MapParleyGateway();
    }

    /// <summary>A client's connection to it.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>What it has logged as an error or worse.</summary>
    public IReadOnlyCollection<string> Errors => _errors.Lines;

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts it.</summary>
    /// <param name="cluster">What it finds behind it.</param>
    /// <param name="settings">Options that differ from the defaults, without <c>Parley:Gateway:</c>.</param>
    public static async Task<LoneGateway> Start(FakeCluster cluster, params (string Name, string Value)[] settings)
    {
        var gateway = new LoneGateway(cluster, settings);
        await gateway._app.StartAsync();
        gateway.Channel = GrpcChannel.ForAddress(gateway._app.Urls.Single());
        return gateway;
    }

    /// <summary>The headers of a mediator.</summary>
    public Metadata As(string subject, TimeSpan? lifetime = null, string? tokenId = null)
    {
        var token = new TokenMint(_key, TokenMint.DefaultName, TokenMint.DefaultName, TimeProvider.System)
            .Mint(subject, [new Grant(Role.Mediator, "")], lifetime ?? TimeSpan.FromMinutes(5), tokenId);
        return new() { { "authorization", $"Bearer {token}" } };
    }

    /// <summary>Stops it as a host does that is told to end.</summary>
    public Task Stop() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.DisposeAsync();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Keeps the errors that a server in this process logs.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _lines.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
