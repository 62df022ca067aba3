using System.Collections.Immutable;

namespace Parley.Cli.Calls;

/// <summary>Lists that come in pages, read whole.</summary>
internal static class Pages
{
    /// <summary>How many items are asked for at once: as many as the contract allows.</summary>
    public const int Size = 500;

    /// <summary>All items, page after page.</summary>
    /// <param name="read">Reads the page of a token; empty: the first.</param>
    /// <param name="open">Its items, and the token of the next one; empty on the last.</param>
    public static async Task<ImmutableArray<TItem>> All<TPage, TItem>(
        Func<string, Task<TPage>> read, Func<TPage, (IEnumerable<TItem> Items, string Next)> open)
    {
        var all = ImmutableArray.CreateBuilder<TItem>();
        var token = "";
        do
        {
            (var items, token) = open(await read(token));
            all.AddRange(items);
        }
        while (token.Length > 0);

        return all.ToImmutable();
    }
}
