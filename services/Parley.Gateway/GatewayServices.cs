using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Cluster;
using Parley.Gateway.Clients;
using Parley.Gateway.Identity;
using Parley.Gateway.Pages;
using Parley.Gateway.Reads;
using Parley.Gateway.Services;
using Parley.Gateway.Shape;
using Parley.Gateway.Watch;
using Parley.Gateway.Wire;
using Parley.Hosting;

namespace Parley.Gateway;

/// <summary>What makes a host a gateway: on its own before a cluster of silos, or in one process with a silo.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Adds the gateway. The host adds an <see cref="IGrainFactory"/> (an Orleans client or its own silo) and may add its own
    /// <see cref="AssignedIds"/> before; otherwise <see cref="GatewayOptions.IdKey"/> is needed.
    /// </summary>
    public static IServiceCollection AddParleyGateway(this IServiceCollection services, IConfiguration configuration)
    {
        var idKeyNeeded = services.All(s => s.ServiceType != typeof(AssignedIds));
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection(GatewayOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>>(new GatewayOptionsValidator(idKeyNeeded));
        services.AddParleyOptions<ClientOptions, ClientOptionsValidator>(ClientOptions.Section);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => new AssignedIds(Convert.FromBase64String(s.GetRequiredService<IOptions<GatewayOptions>>().Value.IdKey)));
        services.TryAddSingleton(s => SigningKeys.From(
            s.GetRequiredService<IOptions<GatewayOptions>>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<RevokedTokens>();
        services.TryAddSingleton<ClusterConnection>();
        services.AddSingleton<ClientConnections>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<TokenReader>();
        services.AddSingleton<CallerReader>();
        services.AddSingleton<ShapeValidator>();
        services.AddSingleton<PageTokens>();
        services.AddSingleton(s => new JournalVersions(s.GetRequiredService<IOptions<GatewayOptions>>().Value.RememberedVersions));
        services.AddSingleton(s => new Admission(s.GetRequiredService<IGrainFactory>(), s.GetRequiredService<IOptions<GatewayOptions>>().Value.RememberedReaders));
        services.AddSingleton<FreshReads>();
        services.AddSingleton<Edge>();
        services.AddSingleton<WatchHub>();

        // One instance of each service for all calls: they hold nothing of a call.
        services.AddSingleton<ConflictGrpcService>();
        services.AddSingleton<TruceGrpcService>();
        services.AddSingleton<IncidentGrpcService>();
        services.AddSingleton<NegotiationGrpcService>();
        services.AddSingleton<SessionGrpcService>();
        services.AddSingleton<CaucusGrpcService>();
        services.AddSingleton<JournalGrpcService>();

        services.AddGrpc();
        services.AddOptions<GrpcServiceOptions>()
            .PostConfigure<IOptions<GatewayOptions>>((grpc, options) =>
            {
                var max = options.Value.MaxMessageBytes;
                grpc.MaxReceiveMessageSize = max;
                grpc.CompressionProviders = [.. grpc.CompressionProviders.Select(p => new BoundedCompression(p, max))];
            });
        services.UseStrictMethods();
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks(o => o.Services.MapReadiness(""));
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>, IOptions<ClientOptions>, ConnectionGate>(Configure);
        return services;
    }

    /// <summary>Maps the gateway's services, health and reflection.</summary>
    public static WebApplication MapParleyGateway(this WebApplication app)
    {
        var retryDelay = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.RetryDelay;
        app.UseForwardedAddress(app.Services.GetRequiredService<IOptions<ClientOptions>>().Value);
        app.UseCallGate(retryDelay);
        app.UseFullStatus(retryDelay);
        app.MapGrpcService<ConflictGrpcService>();
        app.MapGrpcService<TruceGrpcService>();
        app.MapGrpcService<IncidentGrpcService>();
        app.MapGrpcService<NegotiationGrpcService>();
        app.MapGrpcService<SessionGrpcService>();
        app.MapGrpcService<CaucusGrpcService>();
        app.MapGrpcService<JournalGrpcService>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        return app;
    }

    // The framework's own binding of generated services gives way to the strict one; both at once would map each method twice.
    private static void UseStrictMethods(this IServiceCollection services)
    {
        var own = services.Single(s =>
            s.ServiceType == typeof(IServiceMethodProvider<>) && s.ImplementationType?.Name == "BinderServiceMethodProvider`1");
        services.Remove(own);
        services.AddSingleton(typeof(IServiceMethodProvider<>), typeof(StrictMethods<>));
    }

    private static void Configure(KestrelServerOptions kestrel, IOptions<GatewayOptions> given, IOptions<ClientOptions> clients, ConnectionGate gate)
    {
        var options = given.Value;
        kestrel.AddServerHeader = false;
        kestrel.Limits.KeepAliveTimeout = clients.Value.IdleTimeout;
        kestrel.Limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
        kestrel.Limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
        kestrel.Limits.Http2.KeepAlivePingDelay = options.KeepAlivePingDelay;
        kestrel.Limits.Http2.KeepAlivePingTimeout = options.KeepAlivePingTimeout;

        var address = ListenAddress.Parse(options.Listen)!;
        kestrel.Listen(address.EndPoint, listen =>
        {
            // Without TLS there is nothing to agree on HTTP/2 by, so nothing else is spoken.
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next => connection => gate.Serve(connection, next));
            if (address.IsHttps)
            {
                listen.UseHttps(CertificateOf(options));
            }
        });
    }

    private static HttpsConnectionAdapterOptions CertificateOf(GatewayOptions options)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.CertificateFile);
        return new()
        {
            ServerCertificate = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.CertificateKeyFile),
            ServerCertificateChain = chain,
        };
    }
}
