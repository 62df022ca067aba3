using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using Parley.Cluster;
using Parley.Domain.Frame;

namespace Parley.Silo.Frame;

/// <summary>
/// From which traced command comes what will happen by itself in a journal: the transition that is due next, and each call to
/// another journal that is still to be made. It stands in the journal's own row beside what is due, so that the link is there
/// after a restart too; never in an event, and never in a call, which must not lead back to who caused it.
/// </summary>
/// <remarks>
/// The cause of a transition is the command that last moved what is due next. When a transition makes way for the next one, as an
/// effect does for the end of the term, that one has the same cause. An act that moves a later transition while a nearer one
/// stands is found from there by the journal's own events, not by a link.
/// </remarks>
internal sealed class Causes
{
    private const int CallSize = sizeof(long) + TraceContexts.Size;
    private readonly ActivityContext _due;
    private readonly ImmutableDictionary<long, ActivityContext> _calls;

    private Causes(ActivityContext due, ImmutableDictionary<long, ActivityContext> calls)
    {
        (_due, _calls) = (due, calls);
        Bytes = ToBytes();
    }

    /// <summary>Of what nobody traced.</summary>
    public static Causes None { get; } = new(default, ImmutableDictionary<long, ActivityContext>.Empty);

    /// <summary>As the journal's row keeps it: the transition's, then of each call its event's version and its own.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Where the transition that is due next comes from; the default for nobody traced.</summary>
    public ActivityContext Due => _due;

    /// <summary>Reads what a row keeps. What this binary cannot read is no cause to stop a journal for: its links are lost.</summary>
    public static Causes From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < TraceContexts.Size || (bytes.Length - TraceContexts.Size) % CallSize != 0)
        {
            return None;
        }

        var calls = ImmutableDictionary.CreateBuilder<long, ActivityContext>();
        for (var rest = bytes[TraceContexts.Size..]; !rest.IsEmpty; rest = rest[CallSize..])
        {
            calls[BinaryPrimitives.ReadInt64BigEndian(rest)] = TraceContexts.Read(rest[sizeof(long)..]);
        }

        return new(TraceContexts.Read(bytes), calls.ToImmutable());
    }

    /// <summary>Where a call comes from; the default for nobody traced.</summary>
    public ActivityContext Of(PendingCall call) => _calls.GetValueOrDefault(call.Version);

    /// <summary>The same with another transition to come.</summary>
    public Causes WithDue(ActivityContext cause) => cause == _due ? this : new(cause, _calls);

    /// <summary>The same with the calls that are pending now; those that were not before come from here.</summary>
    public Causes WithCalls(ImmutableList<PendingCall> before, ImmutableList<PendingCall> after, ActivityContext cause)
    {
        if (ReferenceEquals(before, after))
        {
            return this;
        }

        var calls = _calls.RemoveRange(before.Except(after).Select(c => c.Version));
        return new(_due, cause == default ? calls : calls.SetItems(after.Except(before).Select(c => KeyValuePair.Create(c.Version, cause))));
    }

    private byte[] ToBytes()
    {
        if (_due == default && _calls.IsEmpty)
        {
            return [];
        }

        var bytes = new byte[TraceContexts.Size + (_calls.Count * CallSize)];
        TraceContexts.Write(bytes, _due);
        var at = TraceContexts.Size;
        foreach (var (version, cause) in _calls.OrderBy(c => c.Key))
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(at), version);
            TraceContexts.Write(bytes.AsSpan(at + sizeof(long)), cause);
            at += CallSize;
        }

        return bytes;
    }
}
