namespace Parley.Gateway.Clients;

/// <summary>Whether something was taken from a <see cref="SharedPool"/>, or what had no room.</summary>
internal enum PoolAnswer
{
    /// <summary>It was taken.</summary>
    Taken,

    /// <summary>The address holds its share.</summary>
    AddressFull,

    /// <summary>Callers without a token hold their share.</summary>
    WithoutTokenFull,

    /// <summary>Everything is taken.</summary>
    Full,
}

/// <summary>What one client address holds of a <see cref="SharedPool"/>.</summary>
internal sealed class Holding
{
    private long _held;

    /// <summary>How much.</summary>
    public long Held => Volatile.Read(ref _held);

    internal long Add(long amount) => Interlocked.Add(ref _held, amount);
}

/// <summary>
/// Something of which the gateway has a bounded amount that all clients share: connections, calls, bytes of answers or watches. No
/// address and no crowd of callers without a token can take all of it.
/// </summary>
/// <param name="capacity">The amount.</param>
/// <param name="addressShare">The part that one address may hold.</param>
/// <param name="withoutTokenShare">The part that callers without a token may hold together.</param>
internal sealed class SharedPool(long capacity, double addressShare, double withoutTokenShare)
{
    private long _used;
    private long _usedWithoutToken;

    /// <summary>The amount.</summary>
    public long Capacity => capacity;

    /// <summary>What one address may hold.</summary>
    public long OfOneAddress { get; } = Math.Max(1, (long)(capacity * addressShare));

    /// <summary>What callers without a token may hold together.</summary>
    public long WithoutToken { get; } = Math.Max(1, (long)(capacity * withoutTokenShare));

    /// <summary>How much is taken.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Takes an amount, if there is room for it.</summary>
    /// <param name="amount">How much.</param>
    /// <param name="holding">What the address holds; null for a trusted proxy, which has no limit of its own.</param>
    /// <param name="hasToken">True when it is for a caller with a valid token.</param>
    /// <remarks>An address that holds nothing may take one thing that is larger than its share.</remarks>
    public PoolAnswer TryTake(long amount, Holding? holding, bool hasToken)
    {
        if (holding?.Add(amount) is { } held && held > OfOneAddress && held != amount)
        {
            holding.Add(-amount);
            return PoolAnswer.AddressFull;
        }

        if (!hasToken && Interlocked.Add(ref _usedWithoutToken, amount) > WithoutToken)
        {
            Interlocked.Add(ref _usedWithoutToken, -amount);
            holding?.Add(-amount);
            return PoolAnswer.WithoutTokenFull;
        }

        if (Interlocked.Add(ref _used, amount) > capacity)
        {
            Give(amount, holding, hasToken);
            return PoolAnswer.Full;
        }

        return PoolAnswer.Taken;
    }

    /// <summary>Takes an amount that is there already, whether there is room or not.</summary>
    public void Take(long amount, Holding? holding, bool hasToken)
    {
        holding?.Add(amount);
        Interlocked.Add(ref _used, amount);
        if (!hasToken)
        {
            Interlocked.Add(ref _usedWithoutToken, amount);
        }
    }

    /// <summary>Gives an amount back.</summary>
    public void Give(long amount, Holding? holding, bool hasToken) => Take(-amount, holding, hasToken);

    /// <summary>Counts an amount that was taken without a token as one of a caller with a token.</summary>
    public void ShowToken(long amount) => Interlocked.Add(ref _usedWithoutToken, -amount);

    /// <summary>True when there is room for an amount. Another may take it before.</summary>
    public bool HasRoom(long amount, Holding? holding, bool hasToken) =>
        (holding is null || holding.Held + amount <= OfOneAddress)
        && (hasToken || Volatile.Read(ref _usedWithoutToken) + amount <= WithoutToken)
        && Used + amount <= capacity;
}
