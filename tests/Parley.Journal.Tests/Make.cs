namespace Parley.Journal.Tests;

/// <summary>Short names for what the tests append.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid Me = Guid.Parse("11111111-1111-1111-1111-111111111111");
    public static readonly Guid Other = Guid.Parse("22222222-2222-2222-2222-222222222222");

    public static NewEvent Event(byte payload = 1, string? entry = null, int minute = 0) =>
        new(entry, new[] { payload }, Noon.AddMinutes(minute));

    public static HeadColumns Head(params string[] audience) => new("truce", "conflicts/one", "IN_FORCE", audience);

    /// <summary>An append of <paramref name="events"/> (one when none is given) that takes the row when it creates the journal.</summary>
    public static Append Append(string journal, long expected, params NewEvent[] events) => new()
    {
        Journal = journal,
        ExpectedVersion = expected,
        Writer = Me,
        TakesRow = expected == 0,
        Events = events.Length == 0 ? [Event()] : events,
        Head = Head("public"),
    };

    public static RequestKey Request(string subject, int number) =>
        new(subject, new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    public static Append As(this Append append, RequestKey request, byte hash = 7) =>
        append with { Request = request, RequestHash = new[] { hash } };
}
