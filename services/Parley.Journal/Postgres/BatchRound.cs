using System.Runtime.InteropServices;

namespace Parley.Journal.Postgres;

/// <summary>One append of a round.</summary>
/// <param name="Place">Its place in the batch.</param>
/// <param name="Append">The append.</param>
/// <param name="Chain">The number of its chain in the round, from 1.</param>
internal readonly record struct ChainedAppend(int Place, Append Append, int Chain);

/// <summary>Appends of one journal, each continuing the one before; the first alone has to pass the fence.</summary>
internal sealed class Chain(Append first)
{
    public Append First { get; } = first;

    /// <summary>The number in the round, from 1, of the last append; 0 while there is none.</summary>
    public int Tail { get; set; }

    /// <summary>True when an append did not continue it: that one and those after it wait for the next round.</summary>
    public bool IsClosed { get; set; }

    private long Version { get; set; } = first.ExpectedVersion;

    private HashSet<RequestKey> Requests { get; } = [];

    /// <summary>Adds an append if it continues the chain: the same writer, the next version, no request of the chain's own again.</summary>
    public bool TryContinue(Append append)
    {
        if (append.Writer != First.Writer || append.ExpectedVersion != Version || (append.Request is { } key && !Requests.Add(key)))
            return false;
        Version += append.Events.Count;
        return true;
    }
}

/// <summary>
/// As much of a batch as one statement can decide: of each journal the appends that continue each other. That is all of it,
/// unless activations of one journal meet in a batch, a request is in it twice or something cannot be stored.
/// </summary>
internal sealed class BatchRound
{
    private readonly Dictionary<string, int> chainOf = new(StringComparer.Ordinal);

    public List<Chain> Chains { get; } = [];

    public List<ChainedAppend> Appends { get; } = [];

    /// <summary>Appends whose content cannot be stored, by their place in the batch, and why; not among <see cref="Appends"/>.</summary>
    public List<(int Place, string Refusal)> Refused { get; } = [];

    /// <summary>Takes an append into the round; false when it has to wait for the next.</summary>
    public bool TryAdd(int place, Append append, string? refusal)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(chainOf, append.Journal, out var known);
        if (!known)
        {
            Chains.Add(new Chain(append));
            number = Chains.Count;
        }

        var chain = Chains[number - 1];
        if (refusal is not null && !known)
        {
            // It writes nothing, but those after it have to know what became of it.
            chain.IsClosed = true;
            Refused.Add((place, refusal));
            return true;
        }

        chain.IsClosed = chain.IsClosed || refusal is not null || !chain.TryContinue(append);
        if (chain.IsClosed)
            return false;
        Appends.Add(new ChainedAppend(place, append, number));
        chain.Tail = Appends.Count;
        return true;
    }

    /// <summary>The same in smaller parts: a part for each chain, or of a single chain one for each append.</summary>
    public IEnumerable<BatchRound> Apart()
    {
        var byChain = Appends.GroupBy(a => a.Chain).ToList();
        return byChain.Count > 1 ? byChain.Select(Of) : Appends.Select(a => Of([a]));
    }

    private static BatchRound Of(IEnumerable<ChainedAppend> appends)
    {
        var round = new BatchRound();
        foreach (var (place, append, _) in appends)
            round.TryAdd(place, append, refusal: null);
        return round;
    }
}
