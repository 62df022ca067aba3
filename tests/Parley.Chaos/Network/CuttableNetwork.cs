using System.Net.NetworkInformation;
using System.Net.Sockets;
using Parley.Testing;

namespace Parley.Chaos.Network;

/// <summary>
/// A network that can be cut: a namespace for each node, all on one bridge, at which this process and the database are as well.
/// Nothing of it can be reached from outside this machine, and it is gone at the end. A cut is made on both of its sides: packets
/// then go to a station that does not exist, so that nobody is told anything, as when a cable is cut.
/// </summary>
public sealed class CuttableNetwork : IAsyncDisposable
{
    private const string Prefix = "plc";
    private const string Nobody = "02:00:00:00:00:00";
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly string _name;
    private readonly string _net;

    private CuttableNetwork(string name, string net) => (_name, _net) = (name, net);

    /// <summary>The address of this process and of the database.</summary>
    public string Here => $"{_net}.1";

    private string Bridge => $"{_name}-br";

    /// <summary>Makes a network with a place for each of some nodes.</summary>
    public static async Task<CuttableNetwork> Make(IEnumerable<string> nodes)
    {
        await RemoveThoseOfTheDead();
        var network = new CuttableNetwork($"{Prefix}{Environment.ProcessId:x}", FreeNet());
        try
        {
            await Shell.Ip($"link add {network.Bridge} type bridge");
            await Shell.Ip($"addr add {network.Here}/24 dev {network.Bridge}");
            await Shell.Ip($"link set {network.Bridge} up");
            foreach (var node in nodes)
            {
                await network.Add(node);
            }

            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a node is.</summary>
    public ClusterPlace Place(string node) => new(AddressOf(node), ["ip", "netns", "exec", Namespace(node)]);

    /// <summary>Cuts a node from another one.</summary>
    public async Task Cut(string node, string other)
    {
        await Shell.Ip($"-n {Namespace(node)} neigh replace {AddressOf(other)} lladdr {Nobody} dev eth0 nud permanent");
        await Shell.Ip($"-n {Namespace(other)} neigh replace {AddressOf(node)} lladdr {Nobody} dev eth0 nud permanent");
    }

    /// <summary>Mends it.</summary>
    public async Task Mend(string node, string other)
    {
        await Shell.Ip($"-n {Namespace(node)} neigh del {AddressOf(other)} dev eth0");
        await Shell.Ip($"-n {Namespace(other)} neigh del {AddressOf(node)} dev eth0");
    }

    /// <summary>Cuts a node from the database.</summary>
    public async Task CutFromHere(string node)
    {
        await Shell.Ip($"-n {Namespace(node)} neigh replace {Here} lladdr {Nobody} dev eth0 nud permanent");
        await Shell.Ip($"neigh replace {AddressOf(node)} lladdr {Nobody} dev {Bridge} nud permanent");
    }

    /// <summary>Mends it.</summary>
    public async Task MendFromHere(string node)
    {
        await Shell.Ip($"-n {Namespace(node)} neigh del {Here} dev eth0");
        await Shell.Ip($"neigh del {AddressOf(node)} dev {Bridge}");
    }

    /// <summary>Cuts a node from everything: its link is down, and it can know.</summary>
    public Task Unplug(string node) => Shell.Ip($"-n {Namespace(node)} link set eth0 down");

    /// <summary>Plugs it in again.</summary>
    public Task Plug(string node) => Shell.Ip($"-n {Namespace(node)} link set eth0 up");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Remove(_name);

    private string Namespace(string node) => $"{_name}-{_numbers[node]}";

    private string AddressOf(string node) => $"{_net}.{10 + _numbers[node]}";

    private async Task Add(string node)
    {
        _numbers.Add(node, _numbers.Count + 1);
        var name = Namespace(node);
        await Shell.Ip($"netns add {name}");
        await Shell.Ip($"link add {name} type veth peer name eth0 netns {name}");
        await Shell.Ip($"link set {name} master {Bridge} up");
        await Shell.Ip($"-n {name} addr add {AddressOf(node)}/24 dev eth0");
        await Shell.Ip($"-n {name} link set eth0 up");
        await Shell.Ip($"-n {name} link set lo up");
    }

    // A network of a run that was killed before it could clean up.
    private static async Task RemoveThoseOfTheDead()
    {
        var names = (await Shell.Ip("netns list")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('-', ' ')[0]);
        foreach (var name in names.Distinct(StringComparer.Ordinal).Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (int.TryParse(name[Prefix.Length..], System.Globalization.NumberStyles.HexNumber, null, out var pid) && !Directory.Exists($"/proc/{pid}"))
            {
                await Remove(name);
            }
        }
    }

    private static async Task Remove(string network)
    {
        foreach (var line in (await Shell.Ip("netns list")).Split('\n').Where(l => l.StartsWith($"{network}-", StringComparison.Ordinal)))
        {
            await Shell.Ip($"netns del {line.Split(' ')[0]}");
        }

        if (NetworkInterface.GetAllNetworkInterfaces().Any(i => i.Name == $"{network}-br"))
        {
            await Shell.Ip($"link del {network}-br");
        }
    }

    // One that nothing on this machine is in.
    private static string FreeNet()
    {
        var taken = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork)
            .Select(a => a.Address.ToString()).ToList();
        while (true)
        {
            var net = $"10.{Random.Shared.Next(64, 128)}.{Random.Shared.Next(256)}";
            if (!taken.Exists(a => a.StartsWith(net[..net.LastIndexOf('.')] + ".", StringComparison.Ordinal)))
            {
                return net;
            }
        }
    }
}
