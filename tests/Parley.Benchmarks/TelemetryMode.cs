namespace Parley.Benchmarks;

/// <summary>Which telemetry the services send.</summary>
internal enum TelemetryMode
{
    /// <summary>None.</summary>
    Off,

    /// <summary>As in production: metrics and logs, and of the traces as many as <see cref="TelemetryModes.SampledRatio"/>.</summary>
    Sampled,

    /// <summary>Metrics, logs and every trace.</summary>
    Full,
}

/// <summary>How the services are told.</summary>
internal static class TelemetryModes
{
    /// <summary>The part of all traces that is kept where a system is busy.</summary>
    public const string SampledRatio = "0.01";

    /// <summary>The environment variables.</summary>
    public static Dictionary<string, string> Environment(this TelemetryMode mode, Uri? sink) => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = mode == TelemetryMode.Off ? "" : sink!.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_TRACES_SAMPLER"] = mode == TelemetryMode.Full ? "parentbased_always_on" : "parentbased_traceidratio",
        ["OTEL_TRACES_SAMPLER_ARG"] = SampledRatio,
    };

    /// <summary>What stands in the head of the output.</summary>
    public static string Words(this TelemetryMode mode) => mode switch
    {
        TelemetryMode.Off => "off",
        TelemetryMode.Sampled => $"metrics, logs and {SampledRatio} of the traces (parentbased_traceidratio) to an OTLP receiver that drops them",
        _ => "metrics, logs and every trace to an OTLP receiver that drops them",
    };
}
