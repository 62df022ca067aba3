using System.Text;

namespace Parley.Journal;

/// <summary>
/// What every store asks of an append's content before it touches the database, so that both stores refuse the same
/// appends with the same words.
/// </summary>
internal static class AppendRules
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Throws for what no caller may pass, whatever the content.</summary>
    /// <exception cref="ArgumentException">The append holds no event.</exception>
    public static void ThrowIfEmpty(Append append)
    {
        ArgumentNullException.ThrowIfNull(append);
        if (append.Events.Count == 0)
            throw new ArgumentException("An append holds at least one event.", nameof(append));
    }

    /// <summary>Why the append is refused, or null when its content can be stored.</summary>
    public static string? Refusal(Append append, int maxEventBytes) =>
        OfNames(append) ?? OfEvents(append.Events, maxEventBytes) ?? OfAudience(append.Head.Audience) ?? OfEntries(append.Entries)
        ?? (append.DueAt is { } due ? OfInstant(due, "DueAt") : null);

    /// <summary>Why the names that an append is found by cannot be stored; null when they can.</summary>
    public static string? OfNames(Append append) =>
        append.Journal.Length == 0 ? "The journal has no name."
        : OfText(append.Journal, "Journal") ?? OfText(append.Head.Kind, "Head.Kind") ?? OfText(append.Head.Conflict, "Head.Conflict")
        ?? OfText(append.Head.Status, "Head.Status") ?? (append.Request is { } request ? OfText(request.Subject, "Request.Subject") : null);

    private static string? OfEvents(IReadOnlyList<NewEvent> events, int maxEventBytes)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (e.Payload.Length > maxEventBytes)
                return $"Event {i} has {e.Payload.Length} bytes; the limit is {maxEventBytes}.";
            if ((OfInstant(e.RecordedAt, "RecordedAt") ?? (e.EntryId is null ? null : OfText(e.EntryId, "EntryId"))) is { } refusal)
                return refusal;
        }

        return null;
    }

    private static string? OfAudience(IReadOnlyList<string> audience)
    {
        for (var i = 0; i < audience.Count; i++)
        {
            if (audience[i].Length == 0 || audience[i].Contains('\n'))
                return "An audience key is empty or holds a line feed.";
            if (OfText(audience[i], "Head.Audience") is { } refusal)
                return refusal;
        }

        return null;
    }

    private static string? OfEntries(IReadOnlyList<EntryColumns> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (OfEntry(entries[i]) is { } refusal)
                return refusal;
        }

        return null;
    }

    private static string? OfEntry(EntryColumns entry) =>
        OfText(entry.Kind, "Entry.Kind") ?? OfText(entry.Id, "Entry.Id") ?? OfText(entry.Status, "Entry.Status")
        ?? OfText(entry.Category, "Entry.Category") ?? OfText(entry.Party, "Entry.Party")
        ?? OfText(entry.Severity, "Entry.Severity") ?? OfText(entry.Area, "Entry.Area")
        ?? (entry.OccurredFrom is { } from ? OfInstant(from, "Entry.OccurredFrom") : null)
        ?? (entry.OccurredTo is { } to ? OfInstant(to, "Entry.OccurredTo") : null)
        ?? (entry.DueAt is { } due ? OfInstant(due, "Entry.DueAt") : null);

    // PostgreSQL has no NUL in text, and a lone surrogate would be stored as another character than was sent.
    private static string? OfText(string? text, string name)
    {
        if (text is null)
            return $"{name} is null.";
        if (text.Contains('\0'))
            return $"{name} holds a NUL character.";
        return text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 && !IsWellFormed(text) ? $"{name} is not valid Unicode." : null;
    }

    private static bool IsWellFormed(string text)
    {
        try
        {
            return Strict.GetByteCount(text) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    // A finer instant would come back changed, and state folded from the journal would differ from the live state.
    private static string? OfInstant(DateTimeOffset instant, string name) =>
        Instants.IsWhole(instant) ? null : $"{name} is not in whole microseconds.";
}
