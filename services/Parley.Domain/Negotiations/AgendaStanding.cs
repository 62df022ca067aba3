using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// How each issue stands. What is settled is settled for good once all that it hangs together with is: its links, taken both ways and
/// through others; or the whole agenda, where nothing is agreed until everything is agreed.
/// </summary>
internal static class AgendaStanding
{
    /// <summary>The agenda as its readers see it.</summary>
    public static IEnumerable<AgendaItem> Of(NegotiationRecord talks)
    {
        var together = Together(talks);
        foreach (var item in talks.Agenda)
        {
            var settlement = talks.Settlements.GetValueOrDefault(item.Id);
            ImmutableArray<string> open = settlement is null ? [] : Open(talks, together[item.Id]);
            yield return new()
            {
                Id = item.Id,
                Subject = item.Subject,
                LinkedTo = { item.LinkedTo },
                State = settlement is null ? AgendaItemState.Open : open.IsEmpty ? AgendaItemState.Settled : AgendaItemState.SettledProvisionally,
                Settlement = settlement,
                WaitsFor = { open },
            };
        }
    }

    /// <summary>True when an issue that is settled waits for no other.</summary>
    public static bool IsForGood(NegotiationRecord talks, string item) => Open(talks, Together(talks)[item]).IsEmpty;

    /// <summary>
    /// The settled items that another agenda would change: themselves, whether they are settled for good, or by leaving out what they wait for.
    /// More to wait for it may bring to what is provisional.
    /// </summary>
    public static IEnumerable<string> ChangedBy(NegotiationRecord talks, ImmutableList<AgendaItem> agenda)
    {
        var after = Of(talks with { Agenda = agenda }).ToDictionary(item => item.Id);
        return from item in Of(talks)
               where item.Settlement is not null
                   && (!after.TryGetValue(item.Id, out var next) || !next.Subject.Equals(item.Subject) || !next.LinkedTo.Equals(item.LinkedTo)
                       || next.State != item.State || item.WaitsFor.Except(next.WaitsFor).Any())
               select item.Id;
    }

    private static ImmutableArray<string> Open(NegotiationRecord talks, HashSet<string> together) =>
        [.. talks.Agenda.Select(i => i.Id).Where(id => together.Contains(id) && !talks.Settlements.ContainsKey(id))];

    /// <summary>By item: all that is to be settled together with it, itself among them.</summary>
    private static Dictionary<string, HashSet<string>> Together(NegotiationRecord talks)
    {
        if (talks.Described.NothingAgreedUntilEverythingAgreed)
        {
            var all = talks.Agenda.Select(i => i.Id).ToHashSet();
            return all.ToDictionary(id => id, _ => all);
        }

        var links = talks.Agenda
            .SelectMany(item => item.LinkedTo.SelectMany(to => new[] { (From: item.Id, To: to), (From: to, To: item.Id) }))
            .ToLookup(link => link.From, link => link.To);
        var together = new Dictionary<string, HashSet<string>>();
        foreach (var item in talks.Agenda.Where(item => !together.ContainsKey(item.Id)))
        {
            var group = Reached(links, item.Id);
            foreach (var id in group)
            {
                together[id] = group;
            }
        }

        return together;
    }

    private static HashSet<string> Reached(ILookup<string, string> links, string item)
    {
        HashSet<string> reached = [item];
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var from))
        {
            foreach (var to in links[from].Where(reached.Add))
            {
                next.Enqueue(to);
            }
        }

        return reached;
    }
}
