using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using Parley.Cli.Calls;

namespace Parley.Cli.Scenarios;

/// <summary>How one step went.</summary>
internal sealed record StepResult
{
    /// <summary>The step.</summary>
    public required Step Step { get; init; }

    /// <summary>Its instant on the scenario's clock.</summary>
    public required Instant At { get; init; }

    /// <summary>Its sentence, filled in.</summary>
    public required string Say { get; init; }

    /// <summary>The request that was sent; null for a step that only tells.</summary>
    public JsonObject? Request { get; init; }

    /// <summary>What came back; null for a refusal.</summary>
    public JsonNode? Response { get; init; }

    /// <summary>The refusal; null for a success.</summary>
    public CallFailure? Failure { get; init; }

    /// <summary>What was not as expected; none: the step passed.</summary>
    public ImmutableArray<Mismatch> Mismatches { get; init; } = [];

    /// <summary>True for a step of the past that a resumed play has sent again: its expectations were for then, and are not asked now.</summary>
    public bool Repeated { get; init; }

    /// <summary>How long it took, tries and waiting included.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>True where everything was as expected.</summary>
    public bool Passed => Mismatches.IsEmpty;
}
