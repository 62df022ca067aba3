using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Parley.Cli.Calls;
using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Scenarios;

/// <summary>A scenario as its file tells it. The format is explained at the head of <c>deploy/scenarios/karabakh-2020.yaml</c>.</summary>
internal sealed record Scenario
{
    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What a reader should know.</summary>
    public string About { get; init; } = "";

    /// <summary>Whose clock its steps follow.</summary>
    public ScenarioClock Clock { get; init; }

    /// <summary>When it starts, RFC 3339; empty: when it is played.</summary>
    public string Start { get; init; } = "";

    /// <summary>Its variables and their values where nothing else is set.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Who acts in it.</summary>
    public ImmutableSortedDictionary<string, ScenarioRole> Roles { get; init; } = ImmutableSortedDictionary<string, ScenarioRole>.Empty;

    /// <summary>What happens, in order.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>What is shown when all is played, in this order, as it is for <see cref="ShowAs"/>.</summary>
    public ImmutableArray<ShownName> Show { get; init; } = [];

    /// <summary>The role for which that is shown; empty: for everyone.</summary>
    public string ShowAs { get; init; } = "";
}

/// <summary>Whose clock the steps of a scenario follow.</summary>
internal enum ScenarioClock
{
    /// <summary>The player moves the server's exercise clock to the instant of each step.</summary>
    Exercise,

    /// <summary>The player waits until the instant of each step.</summary>
    Real,
}

/// <summary>Something that is shown when a scenario has been played.</summary>
/// <param name="Name">Its name, variables not yet filled in.</param>
/// <param name="Line">Where it stands in the file.</param>
internal sealed record ShownName(string Name, int Line);

/// <summary>Somebody who acts in a scenario.</summary>
/// <param name="Subject">The subject of the token.</param>
/// <param name="Roles">The roles in the token.</param>
/// <param name="Line">Where it stands in the file.</param>
internal sealed record ScenarioRole(string Subject, ImmutableArray<string> Roles, int Line);

/// <summary>One step of a scenario.</summary>
internal sealed record Step
{
    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required int Line { get; init; }

    /// <summary>When it happens: RFC 3339, or a time after the start such as <c>+5s</c>; empty: right after the step before.</summary>
    public string When { get; init; } = "";

    /// <summary>When it happens, where the start and the step before are known.</summary>
    public Instant At(Instant start, Instant before) =>
        When.Length == 0 ? before
        : When[0] == '+' ? start + Variables.ParseLength(When[1..])!.Value
        : InstantPattern.ExtendedIso.Parse(When).Value;

    /// <summary>Who acts; empty: anyone, without a token.</summary>
    public string Role { get; init; } = "";

    /// <summary>A sentence for the reader.</summary>
    public string Say { get; init; } = "";

    /// <summary>What is called; null: the step only tells and moves the clock.</summary>
    public Rpc? Rpc { get; init; }

    /// <summary>The request as proto JSON, variables not yet filled in.</summary>
    public JsonObject Request { get; init; } = [];

    /// <summary>Where the request stands in the file; null where there is none.</summary>
    public YamlNode? RequestNode { get; init; }

    /// <summary>What must come back.</summary>
    public ImmutableArray<Expectation> Expect { get; init; } = [];

    /// <summary>True when the call must be refused; <see cref="Expect"/> is then about the refusal.</summary>
    public bool Refused { get; init; }

    /// <summary>How long to ask again until the expectation holds; null: ask once.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>How many messages of a stream to take.</summary>
    public int Take { get; init; } = 1;

    /// <summary>Variables to remember, and where in the response their values are.</summary>
    public ImmutableArray<KeyValuePair<string, JsonPath>> Capture { get; init; } = [];
}
