using System.Collections.Immutable;
using System.Reflection;
using Google.Protobuf.Reflection;
using Parley.V1;

namespace Parley.Cli.Calls;

/// <summary>Every rpc of the contract by name. A service added to the contract is found here by itself.</summary>
internal static class RpcCatalog
{
    /// <summary>All rpcs, in order of name.</summary>
    public static ImmutableArray<Rpc> All { get; } = Discover();

    /// <summary>
    /// Finds <c>TruceService.CreateTruce</c>, <c>parley.v1.TruceService/CreateTruce</c>, or <c>CreateTruce</c> where only one service has it.
    /// </summary>
    public static Rpc? Find(string name)
    {
        var matches = All.Where(r => r.Name == name || r.Descriptor.FullName == name || r.Method.FullName == "/" + name || r.Descriptor.Name == name).ToList();
        return matches.Count == 1 ? matches[0] : null;
    }

    /// <summary>The rpc that was probably meant.</summary>
    public static Rpc Nearest(string name) => All.MinBy(r => Math.Min(Distance(r.Name, name), Distance(r.Descriptor.Name, name)))!;

    private static ImmutableArray<Rpc> Discover() =>
    [
        .. typeof(Truce).Assembly.GetTypes()
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(p => p?.PropertyType == typeof(FileDescriptor))
            .Select(p => (FileDescriptor)p!.GetValue(null)!)
            .SelectMany(f => f.Services)
            .SelectMany(s => s.Methods)
            .Where(m => !m.IsClientStreaming)
            .Select(m => new Rpc(m))
            .OrderBy(r => r.Name, StringComparer.Ordinal),
    ];

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (row[j], diagonal) = (Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + cost), row[j]);
            }
        }

        return row[b.Length];
    }
}
