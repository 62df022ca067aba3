using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Parley.Silo.Clustering;

/// <summary>What the other silos of the cluster say of themselves.</summary>
internal interface IWitnesses
{
    /// <summary>For how long the one that has been a member longest has been so without a break; zero when none answers.</summary>
    Task<TimeSpan> LongestMembership();
}

/// <summary>One of these is on each silo that was asked, named after it.</summary>
[Alias("Parley.IWitnessGrain")]
public interface IWitnessGrain : IGrainWithStringKey
{
    /// <summary>For how long this silo has been a member of the cluster without a break; zero when it cannot tell that it is.</summary>
    [Alias("MemberFor")]
    ValueTask<TimeSpan> MemberFor();
}

/// <inheritdoc/>
[RandomPlacement]
public sealed class WitnessGrain(MembershipLease lease) : Grain, IWitnessGrain
{
    /// <inheritdoc/>
    public ValueTask<TimeSpan> MemberFor() => new(lease.HeldFor);
}

/// <summary>Asks the silos that are taken to be alive.</summary>
internal sealed class Witnesses(ISiloStatusOracle silos, IGrainFactory grains, TimeProvider time) : IWitnesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<TimeSpan> LongestMembership()
    {
        var asking = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(s => !s.Equals(silos.SiloAddress)).Select(Ask).ToList();
        await ((Task)Task.WhenAll(asking)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return asking.Where(a => a.IsCompletedSuccessfully).Select(a => a.Result).DefaultIfEmpty().Max();
    }

    private async Task<TimeSpan> Ask(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        return await grains.GetGrain<IWitnessGrain>(silo.ToParsableString()).MemberFor().AsTask().WaitAsync(Patience, time);
    }
}
