using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>An opening of sealed consents, as the vault knows it.</summary>
/// <param name="Registered">What was agreed, with the clauses of the text and the members whose signature it needs.</param>
public sealed record OpeningFile(ConsentOpeningRegistered Registered)
{
    /// <summary>The text.</summary>
    public string Text => Registered.Text;

    /// <summary>The opening's id in the text.</summary>
    public string Id => Registered.Opening.Id;

    /// <summary>The instant agreed.</summary>
    public Instant At => Registered.Opening.At.ToInstant();

    /// <summary>The events that were certified, by id.</summary>
    public ImmutableHashSet<string> Certified { get; init; } = [];

    /// <summary>
    /// The instant at which the consents were looked at; null while they were not. Before <see cref="At"/> nobody can tell whether
    /// they were, unless something was concluded.
    /// </summary>
    public Instant? HeldAt { get; init; }

    /// <summary>Those who conclude the text by it; none while nobody does, and where the text did not take it.</summary>
    public ImmutableArray<ConcludingMember> Concluding { get; init; } = [];

    /// <summary>Whether the text has taken it: it is concluded by these members, as everybody can see.</summary>
    public bool IsConcluded { get; init; }

    /// <summary>
    /// Whether consents that hold together are on their way to the text. Whether it takes them is known in a moment; what is filed, withdrawn or
    /// cancelled until then could be overtaken, and waits for that.
    /// </summary>
    public bool IsConcluding => !Concluding.IsEmpty && !IsConcluded;

    /// <summary>Whether the instant agreed has passed, or it was cancelled before that.</summary>
    public bool HasEnded { get; init; }

    /// <summary>How it was cancelled; null while it was not.</summary>
    public OpeningCancellation? Cancellation { get; init; }
}
