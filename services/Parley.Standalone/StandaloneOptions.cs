using System.Net;
using Microsoft.Extensions.Options;
using NodaTime.Text;
using Parley.Hosting;

namespace Parley.Standalone;

/// <summary>What Standalone is started with. Section <c>Parley:Standalone</c>.</summary>
public sealed class StandaloneOptions
{
    public const string Section = "Parley:Standalone";

    /// <summary>Where it keeps its journal, its keys and its exercise clock. Made, readable by its owner alone, when missing.</summary>
    public string DataFolder { get; set; } = "parley-data";

    /// <summary>Where it listens. Port 0 takes a free one.</summary>
    public string Url { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Whether time is virtual and moved by <c>ExerciseService</c>.</summary>
    public bool Exercise { get; set; }

    /// <summary>Where a new exercise clock starts, RFC 3339; now when absent.</summary>
    public string? Start { get; set; }
}

/// <summary>Checks <see cref="StandaloneOptions"/> at start.</summary>
internal sealed class StandaloneOptionsValidator : IValidateOptions<StandaloneOptions>
{
    public ValidateOptionsResult Validate(string? name, StandaloneOptions options) => new OptionErrors(StandaloneOptions.Section)
        .Required("DataFolder (--data)", options.DataFolder, "Name a folder.")
        .When(
            !Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || !IPAddress.TryParse(url.Host, out _),
            "Url (--url)",
            $"must be like http://127.0.0.1:8080, with an address of this machine; it is '{options.Url}'.")
        .When(
            options.Start is { } start && !InstantPattern.ExtendedIso.Parse(start).Success,
            "Start (--start)",
            $"must be an instant like 2020-09-27T00:00:00Z; it is '{options.Start}'.")
        .When(options.Start is not null && !options.Exercise, "Start (--start)", "is for exercises; give --exercise too.")
        .Result;
}
