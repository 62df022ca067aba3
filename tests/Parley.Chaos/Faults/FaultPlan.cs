using Parley.Chaos.Network;
using Parley.Testing;

namespace Parley.Chaos.Faults;

/// <summary>Draws faults: rounds of all kinds, in an order and with victims and durations that follow from the seed.</summary>
internal sealed class FaultPlan(ParleyCluster parley, CuttableNetwork network, PostgresServer postgres, Keeper keeper, Random dice)
{
    /// <summary>How many kinds a brief round has.</summary>
    public const int FewKinds = 5;

    /// <summary>The faults of one round.</summary>
    /// <param name="only">What their names contain; empty: all.</param>
    /// <param name="isBrief">True for one fault of each sort: a process killed, one that stands still, one off the network, the database killed, a restart of all.</param>
    public IEnumerable<Fault> Round(string only, bool isBrief) =>
        Draw(isBrief).Where(f => f.Name.Contains(only, StringComparison.Ordinal)).ToList() is { Count: > 0 } round
            ? round
            : throw new InvalidOperationException($"No fault's name contains '{only}'.");

    private IEnumerable<Fault> Draw(bool isBrief)
    {
        Func<Fault>[] kinds = isBrief ?
        [
            () => Killed(One(parley.Silos)),
            () => StandsStill(One(parley.Silos)),
            SiloUnplugged,
            () => DatabaseKilledFor(Seconds(1, 4)),
            () => Rolled("gateways", parley.Gateways),
        ] :
        [
            () => Killed(One(parley.Silos)),
            () => Killed(One(parley.Gateways)),
            () => StandsStill(One(parley.Silos)),
            () => StandsStill(One(parley.Gateways)),
            SiloCutFromOneSilo,
            SiloCutFromAllSilos,
            SiloCutFromTheDatabase,
            SiloUnplugged,
            GatewayCutFromASilo,
            DatabaseKilled,
            () => Rolled("silos", parley.Silos),
            () => Rolled("gateways", parley.Gateways),
        ];
        dice.Shuffle(kinds);
        return kinds.Select(kind => kind());
    }

    private Fault Killed(ClusterNode node) =>
        Single($"{node.Name} killed", new(() => keeper.Take(node, n => n.Kill()), Seconds(0.5, 4), () => keeper.Give(node)));

    // For a moment, after which nobody has noticed, or for long enough to be declared dead.
    private Fault StandsStill(ClusterNode node) => Single(
        $"{node.Name} stands still", new(node.Pause, dice.Next(3) == 0 ? Seconds(1, 4) : Seconds(10, 13), node.Continue));

    private Fault SiloCutFromOneSilo()
    {
        var two = Some(parley.Silos, 2);
        return Single(
            $"{two[0].Name} cut from {two[1].Name}",
            new(() => network.Cut(two[0].Name, two[1].Name), Seconds(3, 12), () => network.Mend(two[0].Name, two[1].Name)) { IsSurvived = false });
    }

    private Fault SiloCutFromAllSilos()
    {
        var one = One(parley.Silos);
        var others = parley.Silos.Where(s => s != one).ToList();
        return Single(
            $"{one.Name} cut from the other silos",
            new(() => Each(others, o => network.Cut(one.Name, o.Name)), Seconds(10, 13), () => Each(others, o => network.Mend(one.Name, o.Name))));
    }

    private Fault SiloCutFromTheDatabase()
    {
        var one = One(parley.Silos);
        return Single($"{one.Name} cut from the database", new(() => network.CutFromHere(one.Name), Seconds(8, 14), () => network.MendFromHere(one.Name)));
    }

    private Fault SiloUnplugged()
    {
        var one = One(parley.Silos);
        return Single($"{one.Name} unplugged", new(() => network.Unplug(one.Name), Seconds(10, 13), () => network.Plug(one.Name)));
    }

    private Fault GatewayCutFromASilo()
    {
        var (gateway, silo) = (One(parley.Gateways), One(parley.Silos));
        return Single(
            $"{gateway.Name} cut from {silo.Name}",
            new(() => network.Cut(gateway.Name, silo.Name), Seconds(4, 10), () => network.Mend(gateway.Name, silo.Name)));
    }

    // Mostly for seconds, as when it fails over; now and then for so long that everybody has given up on it.
    private Fault DatabaseKilled()
    {
        var hold = dice.Next(8) switch
        {
            0 => Seconds(45, 70),
            1 or 2 => Seconds(15, 22),
            _ => Seconds(1, 6),
        };
        return DatabaseKilledFor(hold);
    }

    private Fault DatabaseKilledFor(TimeSpan hold) =>
        Single($"database killed for {hold.TotalSeconds:0} s", new(postgres.Kill, hold, postgres.Restart) { IsSurvived = false });

    private Fault Rolled(string what, IEnumerable<ClusterNode> nodes) =>
        new($"{what} rolled", [.. nodes.Select(n => new Step(() => keeper.Take(n, Stop), TimeSpan.Zero, () => keeper.Give(n)))]);

    private static async Task Stop(ClusterNode node)
    {
        if (await node.Stop() is not 0 and var code)
        {
            throw new InvalidOperationException($"{node.Name} was told to stop and ended with {code}.");
        }
    }

    private static Fault Single(string name, Step step) => new(name, [step]);

    private static async Task Each(IEnumerable<ClusterNode> nodes, Func<ClusterNode, Task> act)
    {
        foreach (var node in nodes)
        {
            await act(node);
        }
    }

    private ClusterNode One(IReadOnlyList<ClusterNode> nodes) => Some(nodes, 1)[0];

    private ClusterNode[] Some(IReadOnlyList<ClusterNode> nodes, int count)
    {
        ClusterNode[] all = [.. nodes];
        dice.Shuffle(all);
        return all[..count];
    }

    private TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + (dice.NextDouble() * (to - from)));
}
