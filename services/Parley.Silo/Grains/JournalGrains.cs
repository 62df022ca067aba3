using Orleans.Concurrency;
using Parley.Cluster;
using Parley.Domain.Caucuses;
using Parley.Domain.Conflicts;
using Parley.Domain.Negotiations;
using Parley.Domain.Press;
using Parley.Domain.Texts;
using Parley.Domain.Truces;
using Parley.Domain.Vaults;
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

/// <summary>The grain of talks.</summary>
[Reentrant]
public sealed class NegotiationGrain(NegotiationConcept concept, FrameServices services)
    : JournalGrain<NegotiationRecord>(concept, services), INegotiationGrain;

/// <summary>The grain of a negotiating text.</summary>
[Reentrant]
public sealed class TextGrain(TextConcept concept, FrameServices services)
    : JournalGrain<TextRecord>(concept, services), ITextGrain;

/// <summary>The grain of a member's own room.</summary>
[Reentrant]
public sealed class CaucusGrain(CaucusConcept concept, FrameServices services)
    : JournalGrain<CaucusRecord>(concept, services), ICaucusGrain;

/// <summary>The grain of the mediators' desk.</summary>
[Reentrant]
public sealed class DeskGrain(DeskConcept concept, FrameServices services)
    : JournalGrain<DeskRecord>(concept, services), IDeskGrain;

/// <summary>The grain of what members of a negotiation seal.</summary>
[Reentrant]
public sealed class VaultGrain(VaultConcept concept, FrameServices services)
    : JournalGrain<VaultRecord>(concept, services), IVaultGrain;
