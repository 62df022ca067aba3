namespace Parley.Domain.Caucuses;

/// <summary>How much a caucus shows at once. Nothing is refused for it and nothing is lost: what has no place stays in the journal.</summary>
public static class CaucusLimits
{
    /// <summary>Receipts in the caucus. Past it the oldest that was withdrawn makes room; where none was, the oldest.</summary>
    public const int Receipts = 500;

    /// <summary>Matches in the caucus. Past it the oldest makes room.</summary>
    public const int Matches = 500;
}
