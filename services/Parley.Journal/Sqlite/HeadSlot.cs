namespace Parley.Journal.Sqlite;

/// <summary>What of a head row still has to be written.</summary>
internal enum HeadChange
{
    None,

    /// <summary>Version, writer and the instant of the last event.</summary>
    Moved,

    /// <summary>The columns that lists filter on, too; they stand in indexes.</summary>
    Columns,
}

/// <summary>
/// A journal's head row during one batch. Several appends of one journal move it here and the row is written once.
/// </summary>
internal sealed class HeadSlot
{
    /// <summary>0 until the row exists.</summary>
    public long Id { get; set; }
    public long Version { get; set; }
    public Guid Writer { get; set; }
    public string Kind { get; set; } = "";
    public string Conflict { get; set; } = "";
    public string Status { get; set; } = "";
    public string Audience { get; set; } = "";
    public DateTimeOffset? DueAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Empty for none.</summary>
    public ReadOnlyMemory<byte> Trace { get; set; }

    /// <summary>What <see cref="Version"/> and the rest differ in from the row.</summary>
    public HeadChange Change { get; set; }

    /// <summary>An append of this journal failed in this batch: those after it were decided on top of it.</summary>
    public bool Failed { get; set; }

    /// <summary>The rule of the fence: the version as expected, and the row's writer unless this append takes the row.</summary>
    public bool Admits(Append append) =>
        !Failed && append.ExpectedVersion == Version && (append.TakesRow || (Id != 0 && append.Writer == Writer));

    /// <summary>Moves the head past an append; true when the rows of the audience have to be replaced.</summary>
    public bool Move(Append append)
    {
        Version += append.Events.Count;
        Writer = append.Writer;
        UpdatedAt = append.Events[^1].RecordedAt;
        var head = append.Head;
        var audienceChanged = Kind != head.Kind || !AudienceText.Matches(Audience, head.Audience);
        if (!audienceChanged && Conflict == head.Conflict && Status == head.Status && DueAt == append.DueAt && Trace.Span.SequenceEqual(append.Trace.Span))
        {
            if (Change == HeadChange.None)
                Change = HeadChange.Moved;
            return false;
        }

        (Kind, Conflict, Status, DueAt, Trace) = (head.Kind, head.Conflict, head.Status, append.DueAt, append.Trace);
        if (audienceChanged)
            Audience = AudienceText.From(head.Audience);
        Change = HeadChange.Columns;
        return audienceChanged;
    }
}
