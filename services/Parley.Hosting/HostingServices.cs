using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Hosting.Admin;

namespace Parley.Hosting;

/// <summary>What every Parley host is built with.</summary>
public static class HostingServices
{
    private static readonly KeyValuePair<string, string?>[] Defaults =
    [
        new("Logging:LogLevel:Default", "Information"),
        new("Logging:LogLevel:Grpc", "Warning"),
        new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),

        // A probe that is told "not ready" has its answer; an error line for each says nothing more.
        new("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "Critical"),
        new("Logging:LogLevel:Microsoft.Orleans", "Warning"),
        new("Logging:LogLevel:Orleans", "Warning"),

        // Orleans places grains by it and would say so for every one.
        new("Logging:LogLevel:Polly", "Warning"),
    ];

    /// <summary>
    /// Telemetry, health endpoints, log lines with trace ids and the shutdown timeout. Options are read from the sections
    /// <c>Parley:…</c> of the configuration, so from environment variables <c>Parley__…</c> as well.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="serviceName">The name under which it shows in traces, for example <c>parley-gateway</c>.</param>
    public static IHostApplicationBuilder AddParleyHosting(this IHostApplicationBuilder builder, string serviceName)
    {
        // Below every other source, so that files, environment and command line all go before it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.IncludeScopes = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });

        builder.Services.AddParleyOptions<HostingOptions, HostingOptionsValidator>(HostingOptions.Section);
        builder.Services.AddOptions<HostOptions>()
            .Configure<IOptions<HostingOptions>>((host, options) => host.ShutdownTimeout = options.Value.ShutdownTimeout);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<Readiness>();
        builder.Services.AddHealthChecks().AddCheck<Readiness>("accepting", HealthStatus.Unhealthy, [Readiness.Tag]);
        builder.Services.AddHostedService<AdminServer>();
        builder.Services.AddHostedService<DrainPause>();
        return builder.AddParleyTelemetry(serviceName);
    }

    /// <summary>Binds options to their section and checks them when the host starts.</summary>
    public static OptionsBuilder<TOptions> AddParleyOptions<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }
}
