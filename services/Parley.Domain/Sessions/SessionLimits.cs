namespace Parley.Domain.Sessions;

/// <summary>How much of what one session may hold.</summary>
public static class SessionLimits
{
    /// <summary>Interruptions of one session.</summary>
    public const int Interruptions = 200;
}
