using System.Collections.Immutable;
using Google.Protobuf;

namespace Parley.Domain.Truces;

/// <summary>One message of a list changes; messages that were handed over never do, so a copy takes its place.</summary>
internal static class ItemChange
{
    /// <summary>The list with the first that is meant changed; the list itself when there is none.</summary>
    public static ImmutableList<T> Changed<T>(this ImmutableList<T> items, Predicate<T> isMeant, Action<T> change)
        where T : IDeepCloneable<T>
    {
        var index = items.FindIndex(isMeant);
        if (index < 0)
        {
            return items;
        }

        var changed = items[index].Clone();
        change(changed);
        return items.SetItem(index, changed);
    }
}
