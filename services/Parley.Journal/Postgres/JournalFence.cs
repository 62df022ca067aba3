namespace Parley.Journal.Postgres;

/// <summary>A head row as the fence looks at it.</summary>
/// <param name="Version">The journal's version; 0 for one that does not exist.</param>
/// <param name="Writer">The writer that has the row; null for a journal that does not exist.</param>
internal sealed record JournalFence(long Version, Guid? Writer)
{
    /// <summary>The rule of the fence, as the statement has it.</summary>
    public bool Admits(Append append) => append.ExpectedVersion == Version && (append.TakesRow || append.Writer == Writer);
}
