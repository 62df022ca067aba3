namespace Parley.Silo.Clustering;

/// <summary>
/// Whether this silo may take itself for a member of the cluster. What it answers from memory is true only while no other silo
/// has been given its journals, and that happens only after it has been declared dead in the table. So it answers for a stated
/// time after it last found itself there, and no longer: not when it cannot reach the table, and not when it wakes up after
/// having stood still.
/// </summary>
public sealed class MembershipLease
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _validity;
    private readonly bool _isNeeded;
    private long _confirmedAt;
    private long _heldFrom;
    private volatile bool _wasConfirmed;

    /// <summary>A lease that has to be confirmed.</summary>
    /// <param name="time">Real time.</param>
    /// <param name="validity">How long a confirmation holds.</param>
    public MembershipLease(TimeProvider time, TimeSpan validity) => (_time, _validity, _isNeeded) = (time, validity, true);

    private MembershipLease() => _time = TimeProvider.System;

    /// <summary>Of a silo that is alone: there is nobody who could be given its journals, and no table to ask.</summary>
    public static MembershipLease NotNeeded { get; } = new();

    /// <summary>True while what this silo has in memory may be answered.</summary>
    public bool IsHeld => !_isNeeded || (_wasConfirmed && _time.GetElapsedTime(Volatile.Read(ref _confirmedAt)) <= _validity);

    /// <summary>How long ago it was last confirmed; null when it never was, is no member any more or is alone.</summary>
    public TimeSpan? SinceConfirmed => _isNeeded && _wasConfirmed ? _time.GetElapsedTime(Volatile.Read(ref _confirmedAt)) : null;

    /// <summary>For how long it has been held without a break; zero when it is not.</summary>
    public TimeSpan HeldFor => _isNeeded && IsHeld ? _time.GetElapsedTime(Volatile.Read(ref _heldFrom)) : TimeSpan.Zero;

    /// <summary>The silo stood in the table as a member, at some moment after this one.</summary>
    /// <param name="asked">When the question was sent: <see cref="TimeProvider.GetTimestamp"/>.</param>
    public void Confirm(long asked)
    {
        if (!IsHeld)
        {
            Volatile.Write(ref _heldFrom, asked);
        }

        Volatile.Write(ref _confirmedAt, asked);
        _wasConfirmed = true;
    }

    /// <summary>The silo is no member any more.</summary>
    public void End() => _wasConfirmed = false;
}
