using Google.Protobuf;
using Orleans.Concurrency;
using Parley.Domain.Access;

namespace Parley.Cluster;

/// <summary>
/// A journal as the cluster sees it: four methods, whatever the concept. What a command is, its message says; its name names
/// the span.
/// </summary>
[Alias("Parley.IJournalGrain")]
public interface IJournalGrain : IGrainWithStringKey
{
    /// <summary>Decides a command, records it durably and answers with the resource; or says why not.</summary>
    [Alias("Execute")]
    ValueTask<Outcome<IMessage>> Execute(Command command);

    /// <summary>Answers a query from what is durably recorded.</summary>
    [Alias("Read")]
    ValueTask<Outcome<IMessage>> Read(Query query);

    /// <summary>
    /// Registers an observer for what is recorded from now on, for <see cref="WatchLease.Duration"/>; calling again renews. The
    /// answer holds the journal's version, so that a notification that was lost is found out by the renewal.
    /// </summary>
    [Alias("Watch")]
    ValueTask<Outcome<WatchLease>> Watch(Caller caller, IJournalObserver observer);

    /// <summary>Lets what is due happen, calls to other journals included, and says what it could not get done. Waking twice is harmless.</summary>
    [Alias("Wake")]
    ValueTask<Woken> Wake();
}

/// <summary>The journal of a conflict.</summary>
[Alias("Parley.IConflictGrain")]
public interface IConflictGrain : IJournalGrain;

/// <summary>The journal of a truce.</summary>
[Alias("Parley.ITruceGrain")]
public interface ITruceGrain : IJournalGrain;

/// <summary>The journal of a statement under embargo.</summary>
[Alias("Parley.IPressGrain")]
public interface IPressGrain : IJournalGrain;

/// <summary>The journal of talks.</summary>
[Alias("Parley.INegotiationGrain")]
public interface INegotiationGrain : IJournalGrain;

/// <summary>The journal of a negotiating text.</summary>
[Alias("Parley.ITextGrain")]
public interface ITextGrain : IJournalGrain;

/// <summary>The journal of a member's own room.</summary>
[Alias("Parley.ICaucusGrain")]
public interface ICaucusGrain : IJournalGrain;

/// <summary>The journal of the mediators' desk.</summary>
[Alias("Parley.IDeskGrain")]
public interface IDeskGrain : IJournalGrain;

/// <summary>The journal of what members of a negotiation seal.</summary>
[Alias("Parley.IVaultGrain")]
public interface IVaultGrain : IJournalGrain;

/// <summary>What any silo answers from the index: lists over many journals, and who may read a journal.</summary>
[Alias("Parley.ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>Answers a list query. Page tokens in and out are plain cursors; the gateway signs them.</summary>
    [Alias("List")]
    ValueTask<Outcome<IMessage>> List(Query query);

    /// <summary>
    /// Whether the caller may read the journal, as the index has it on disk. A gateway asks this before it asks a journal's grain for
    /// somebody new: so neither a name that is hidden from the caller nor one that does not exist wakes a grain, and both cost the same.
    /// </summary>
    [Alias("Admits")]
    ValueTask<bool> Admits(Caller caller, string journal);

    /// <summary>
    /// Has a query answered by its journal if the caller may read that. Gateways of this version ask <see cref="Admits"/> instead; those
    /// of an earlier one, which are there while a cluster is upgraded, ask this for callers without a token.
    /// </summary>
    [Alias("Read")]
    ValueTask<Outcome<IMessage>> Read(Query query);

    /// <summary>Answers, and does nothing: for a gateway that has lost its silos and wants to know whether one is back.</summary>
    [Alias("Ping")]
    ValueTask Ping();
}

/// <summary>Told of every append to a journal, in order of version.</summary>
[Alias("Parley.IJournalObserver")]
public interface IJournalObserver : IGrainObserver
{
    /// <summary>Events have been recorded: serialized <c>Event</c> messages with gapless versions.</summary>
    [Alias("OnRecorded")]
    [OneWay]
    Task OnRecorded(Recorded recorded);
}
