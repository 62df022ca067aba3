namespace Parley.Testing;

/// <summary>Waiting for what is bound to come.</summary>
public static class Waiting
{
    /// <summary>How long: it costs nothing where it comes, and a busy machine takes its time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
}
