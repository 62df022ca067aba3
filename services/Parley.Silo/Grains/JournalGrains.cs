using Orleans.Concurrency;
using Parley.Cluster;
using Parley.Domain.Conflicts;
using Parley.Domain.Press;
using Parley.Domain.Truces;
using Parley.Silo.Frame;

namespace Parley.Silo.Grains;

/// <summary>The grain of a conflict.</summary>
[Reentrant]
public sealed class ConflictGrain(ConflictConcept concept, FrameServices services)
    : JournalGrain<ConflictState>(concept, services), IConflictGrain;

/// <summary>The grain of a truce.</summary>
[Reentrant]
public sealed class TruceGrain(TruceConcept concept, FrameServices services)
    : JournalGrain<TruceRecord>(concept, services), ITruceGrain;

/// <summary>The grain of a statement under embargo.</summary>
[Reentrant]
public sealed class PressGrain(PressConcept concept, FrameServices services)
    : JournalGrain<PressState>(concept, services), IPressGrain;
