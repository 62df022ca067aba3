namespace Parley.Testing;

/// <summary>
/// How much a test tries that could go on for as long as one likes: a short round with all other tests, a long one by the command
/// <c>tests/soak</c>, which sets <c>PARLEY_TEST_ROUND=long</c>.
/// </summary>
public static class Round
{
    /// <summary>True in a long round.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("PARLEY_TEST_ROUND") == "long";

    /// <summary>The number for this round.</summary>
    public static int Of(int brief, int @long) => IsLong ? @long : brief;
}
