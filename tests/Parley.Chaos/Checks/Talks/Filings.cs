using Parley.Chaos.History;

namespace Parley.Chaos.Checks.Talks;

/// <summary>A sealed consent that was acknowledged.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="On">The parties on whose consent it depends.</param>
/// <param name="FiledAt">When it was filed, as its receipt says.</param>
/// <param name="EndedAt">When it was withdrawn or replaced; null while it stands.</param>
internal sealed record Filing(string Party, string Hash, IReadOnlyList<string> On, DateTimeOffset FiledAt, DateTimeOffset? EndedAt = null)
{
    /// <summary>Whether it is one that an opening at an instant finds. What comes at the very instant comes too late.</summary>
    public bool StandsAt(DateTimeOffset instant) => FiledAt < instant && (EndedAt is not { } ended || ended >= instant);
}

/// <summary>
/// What was filed for one opening, and the law of it in its simplest form, written down a second time: receipts say when each consent
/// came and went, so that what an opening finds is known to the instant.
/// </summary>
internal sealed class Filings
{
    private Filings(IReadOnlyList<Filing> all, bool areAllKnown) => (All, AreAllKnown) = (all, areAllKnown);

    /// <summary>In the order in which they were filed.</summary>
    public IReadOnlyList<Filing> All { get; }

    /// <summary>
    /// False where nobody can know: somebody got no answer, and when it asked again was not let in any more. Its filing may be there.
    /// </summary>
    public bool AreAllKnown { get; }

    public static Filings For(Accord accord, IEnumerable<Call> calls)
    {
        var mine = calls.Where(c => c.To == accord.Subject).ToList();
        var asked = mine.Where(c => c.Act == "seal").GroupBy(c => c.Key).ToList();
        var withdrawn = mine.Where(c => c.Act == "withdraw" && c.IsOk).DistinctBy(c => c.Key).ToDictionary(c => c.Key, c => c.Stamp);
        var filed = asked.Select(c => c.FirstOrDefault(t => t.IsOk)).OfType<Call>()
            .Select(c => new Filing(c.Party, c.Answer, c.On, c.Stamp!.Value)).OrderBy(f => f.FiledAt).ToList();
        var all = filed.Select((f, i) => f with { EndedAt = Earlier(withdrawn.GetValueOrDefault(f.Hash), filed.Skip(i + 1).FirstOrDefault(n => n.Party == f.Party)?.FiledAt) });
        return new([.. all], !asked.Exists(IsOpen));
    }

    /// <summary>When the consents are looked at.</summary>
    public DateTimeOffset LookAt(Accord accord)
    {
        if (accord.WhenAllFiled && All.Count > 0)
        {
            for (var minute = MinuteAfter(All[0].FiledAt); minute < accord.At; minute += TimeSpan.FromMinutes(1))
            {
                if (accord.Required.All(p => All.Any(f => f.Party == p && f.StandsAt(minute))))
                {
                    return minute;
                }
            }
        }

        return accord.At;
    }

    /// <summary>Those that conclude the text: of all that stand the greatest set that holds together, if all who are required are in it.</summary>
    public IReadOnlyCollection<Filing> Concluding(Accord accord)
    {
        var look = LookAt(accord);
        var together = All.Where(f => f.StandsAt(look)).ToDictionary(f => f.Party);
        while (together.Values.FirstOrDefault(f => !f.On.All(together.ContainsKey)) is { } unmet)
        {
            together.Remove(unmet.Party);
        }

        return accord.Required.All(together.ContainsKey) ? together.Values : [];
    }

    private static bool IsOpen(IEnumerable<Call> tries) =>
        !tries.Any(t => t.IsOk) && tries.Last().Status == "NotFound" && tries.Any(t => !t.IsServers || t.Status is "Unavailable" or "DeadlineExceeded");

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one : other;

    private static DateTimeOffset MinuteAfter(DateTimeOffset instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
