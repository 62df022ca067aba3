using System.Collections.Immutable;
using Google.Protobuf.Reflection;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>One party's line in an assessment: what it has declared that stands, what that depends on, and how far it goes.</summary>
internal static class ReadinessLines
{
    private const string LevelPrefix = "LEVEL_";

    /// <summary>What a party has declared for a subject and what stands: first what has not failed and leaves the least open.</summary>
    public static ImmutableArray<Readiness> Standing(NegotiationRecord talks, string party, ReadinessSubject subject) =>
    [
        .. talks.Readiness.Where(r => r.Party == party && r.Subject == subject && r.State == ReadinessState.Standing)
            .OrderBy(r => Failed(r) is not null).ThenBy(Open),
    ];

    /// <summary>Those of them that depend on as little as the first; none when the first has failed.</summary>
    public static ImmutableArray<Readiness> Best(ImmutableArray<Readiness> standing) =>
        standing.IsEmpty || Failed(standing[0]) is not null ? [] : [.. standing.TakeWhile(r => Failed(r) is null && Open(r) == Open(standing[0]))];

    /// <summary>The line.</summary>
    /// <param name="party">Whose.</param>
    /// <param name="standing">What it has declared and what stands.</param>
    /// <param name="chosen">The one that counts; null for the first.</param>
    public static PartyReadiness Of(string party, ImmutableArray<Readiness> standing, Readiness? chosen)
    {
        if (standing.IsEmpty)
        {
            return new() { Party = party, Answer = ReadinessAnswer.No, Reason = $"{party} has declared nothing for this that stands." };
        }

        var first = chosen ?? standing[0];
        var line = new PartyReadiness
        {
            Party = party,
            Readiness = { standing.OrderBy(r => !ReferenceEquals(r, first)).Select(r => r.Id) },
            Level = first.Level,
            Venue = first.Venue,
            ValidUntil = first.ValidUntil,
        };
        line.Conditions.AddRange(first.Conditions.Select(c => new AssessedCondition { Condition = c, Checkable = ReadinessConditions.IsCheckable(c) }));
        (line.Answer, var reason) = Failed(first) is { } failed
            ? (ReadinessAnswer.No, $"Condition {failed.Id} of {first.Id} has failed.")
            : Open(first) > 0 ? (ReadinessAnswer.Conditional, WhatIsOpen(first))
            : (ReadinessAnswer.Yes, first.Conditions.Count == 0 ? $"{party} has declared it without conditions." : $"Every condition of {first.Id} is met.");
        line.Reason = $"{reason} {Extent(first)}".TrimEnd();
        return line;
    }

    /// <summary>A level in words: head of state.</summary>
    public static string Words(Level level) => (MemberReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(Level)).FindValueByNumber((int)level)?.Name ?? $"{level}")
        .Replace(LevelPrefix, "", StringComparison.Ordinal).Replace('_', ' ').ToLowerInvariant();

    /// <summary>A venue as it was stated, in English where it was; null where none was.</summary>
    public static string? Words(LocalizedText? venue) => venue is null || venue.Values.Count == 0 ? null
        : venue.Values.TryGetValue("en", out var english) ? english
        : venue.Values.OrderBy(v => v.Key, StringComparer.Ordinal).First().Value;

    /// <summary>At which level, where and until when, as far as that is stated.</summary>
    private static string Extent(Readiness readiness)
    {
        ImmutableArray<string> stated =
        [
            .. readiness.Level == Level.Unspecified ? [] : (string[])[$"at the level of {Words(readiness.Level)} at the least"],
            .. Words(readiness.Venue) is { } venue ? (string[])[$"at the venue \"{venue}\""] : [],
            .. readiness.ValidUntil?.Resolved?.Instant is { } until ? (string[])[$"until {until.ToInstant().ToText()}"] : [],
        ];
        return stated.IsEmpty ? "" : $"{readiness.Id} is {string.Join(", ", stated)}.";
    }

    private static ReadinessCondition? Failed(Readiness readiness) => readiness.Conditions.FirstOrDefault(c => c.Outcome == ConditionOutcome.Failed);

    private static int Open(Readiness readiness) => readiness.Conditions.Count(IsOpen);

    private static bool IsOpen(ReadinessCondition condition) => condition.Outcome == ConditionOutcome.Unspecified;

    private static string WhatIsOpen(Readiness readiness)
    {
        ImmutableArray<ReadinessCondition> open = [.. readiness.Conditions.Where(IsOpen)];
        ImmutableArray<string> unknowable = [.. open.Where(c => !ReadinessConditions.IsCheckable(c)).Select(c => c.Id)];
        var reason = $"{readiness.Id} depends on {string.Join(", ", open.Select(c => c.Id))}, not judged yet.";
        return unknowable.IsEmpty ? reason : $"{reason} Only {readiness.Party} can say whether {string.Join(", ", unknowable)} is met.";
    }
}
