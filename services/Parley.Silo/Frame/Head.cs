using NodaTime;
using Parley.Domain.Frame;

namespace Parley.Silo.Frame;

/// <summary>A journal's state at one version. Immutable: going back is taking up the older one again.</summary>
/// <param name="Version">The version of the last event, of the head or of an entry.</param>
/// <param name="LastRecorded">When that was recorded.</param>
/// <param name="State">The fold of the head events.</param>
/// <param name="Causes">From which traced commands what is due comes; for spans alone.</param>
internal sealed record Head<TState>(long Version, Instant LastRecorded, TState State, Causes Causes)
    where TState : JournalState;
