namespace Parley.Chaos.Faults;

/// <summary>Something that goes wrong and is put right: in one step, or in several, each after recovery from the one before.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Steps">How.</param>
internal sealed record Fault(string Name, IReadOnlyList<Step> Steps);

/// <summary>A step of a fault.</summary>
/// <param name="Strike">Does it.</param>
/// <param name="Hold">For how long it lasts.</param>
/// <param name="Heal">Puts it right.</param>
internal sealed record Step(Func<Task> Strike, TimeSpan Hold, Func<Task> Heal)
{
    /// <summary>
    /// True when the cluster has to get over it without its being put right, so that recovery counts from its beginning. False
    /// when nobody could: no database, or two silos that cannot talk to each other while everybody else can talk to both.
    /// </summary>
    public bool IsSurvived { get; init; } = true;
}
