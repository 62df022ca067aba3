using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>
/// What only the law can tell to be wrong: times, names of elsewhere, periods, choices left open. Each act is possible as it is;
/// one thing in it is spoiled, and exactly that is named. Nothing that is sent is accepted, so that the scene stays as it is.
/// </summary>
public sealed class LawInputTests(SceneServer server) : IClassFixture<SceneServer>
{
    private const int AtOnce = 16;
    private static readonly (string Reason, LegalTime Time)[] WrongTimes =
    [
        ("ZONE_UNKNOWN", World.At("2020-10-10T12:00", "Mars/Base")),
        ("ZONE_MISSING", World.At("2020-10-10T12:00", "")),
        ("TIME_OF_DAY_MISSING", World.At("2020-10-10")),
        ("TIME_OF_DAY_AMBIGUOUS", World.At("2020-10-10T24:00")),
        ("LOCAL_TIME_SKIPPED", World.At("2021-03-28T02:30")),
        ("LOCAL_TIME_AMBIGUOUS", World.At("2020-10-25T02:30")),
        ("LOCAL_TIME_INVALID", World.At("10 October, noon")),
        ("LOCAL_TIME_INVALID", World.At("2020-02-30T12:00")),
        ("OFFSET_MISMATCH", new() { LocalTime = "2020-10-10T12:00", Zone = "Asia/Baku", UtcOffset = "+03:00" }),
        ("RENDERINGS_DISAGREE", new() { LocalTime = "2020-10-10T12:00", Zone = "UTC", AlsoStated = { new StatedTime { LocalTime = "2020-10-10T12:00", Zone = "Asia/Baku" } } }),
    ];

    [Fact]
    public Task A_time_that_is_no_moment_is_refused_with_its_reason_wherever_it_stands() => Spoil(
        spot => spot.Field.FieldType == FieldType.Message && spot.Field.MessageType == LegalTime.Descriptor,
        _ => WrongTimes.Select(w => ((object?)w.Time, w.Reason)),
        atLeast: 500);

    [Fact]
    public Task A_name_of_another_conflict_is_foreign_wherever_it_stands() => Spoil(
        spot => (spot.Way.Length > 1 || spot.Field.FieldNumber > 1) && Requests.RuleOf(spot.Field).Resource.Length > 0,
        name => [(((string)name).Replace(World.Valley, World.Coast, StringComparison.Ordinal), "FOREIGN_NAME")],
        atLeast: 75);

    /// <summary>
    /// Whether it is the request that is wrong or the moment depends on the act. The source of a declaration is a reference only: the
    /// statement may be under embargo, and whether it exists is then not for everybody to know.
    /// </summary>
    [Fact]
    public Task A_name_that_nobody_has_is_refused_wherever_it_stands() => Spoil(
        spot => Requests.RuleOf(spot.Field).Resource.Length > 0 && spot.Field.Name != "source",
        name => [(((string)name)[..(((string)name).LastIndexOf('/') + 1)] + "nobody", "")],
        atLeast: 150);

    [Fact]
    public Task A_period_of_no_length_is_refused_where_it_makes_no_sense() => Spoil(
        spot => Requests.RuleOf(spot.Field).Format == FieldFormat.Period && spot.Field.Name is not ("notice_period" or "period_before_effect"),
        _ => [("P0D", "PERIOD_ZERO"), ("PT0S", "PERIOD_ZERO")],
        atLeast: 8);

    [Fact]
    public Task A_choice_left_open_is_refused() => Spoil(
        spot => spot.Field.FieldType == FieldType.Message && spot.Field.MessageType.Oneofs.Any(o => !o.IsSynthetic),
        value => [(Undecided((IMessage)value), "ONE_OF_REQUIRED")],
        atLeast: 20);

    [Fact]
    public Task Words_that_do_not_stand_in_the_clause_mean_nothing() => Spoil(
        spot => spot.Field.Name == "words",
        _ => [(World.Text("Nobody fires."), "WORDS_NOT_IN_CLAUSE")],
        atLeast: 8);

    [Fact]
    public Task A_point_off_the_globe_is_refused() => Spoil(
        spot => spot.Field.Name is "latitude" or "longitude" or "uncertainty_m",
        _ => [(-1000.0, "OUT_OF_RANGE"), (double.MinValue, "OUT_OF_RANGE")],
        atLeast: 6);

    [Fact]
    public Task A_clock_error_below_zero_or_beyond_a_day_is_refused() => Spoil(
        spot => spot.Field.Name == "clock_error",
        _ => new (long Seconds, int Nanos)[] { (-1, 0), (0, -1), (86_401, 0), (315_576_000_000, 0) }
            .Select(d => ((object?)new Google.Protobuf.WellKnownTypes.Duration { Seconds = d.Seconds, Nanos = d.Nanos }, "CLOCK_ERROR_OUT_OF_RANGE")),
        atLeast: 4);

    [Fact]
    public Task A_geometry_that_is_none_is_refused_and_never_a_fault() => Spoil(
        spot => spot.Field.Name == "geojson",
        _ => WrongGeometries().Select(g => ((object?)g, "GEOJSON_INVALID")),
        atLeast: 10);

    [Fact]
    public Task A_mask_of_fields_that_terms_do_not_have_is_refused() => Spoil(
        spot => spot.Field.Name == "update_mask",
        _ => new[] { "colour", "terms.title", "title.values", "Title", "" }
            .Select(p => ((object?)new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { p } }, "UPDATE_MASK_INVALID")),
        atLeast: 5);

    /// <summary>The message without what it chose.</summary>
    private static IMessage Undecided(IMessage message)
    {
        var undecided = message.Descriptor.Parser.ParseFrom(message.ToByteString());
        foreach (var choice in message.Descriptor.Oneofs.Where(o => !o.IsSynthetic))
        {
            choice.Accessor.Clear(undecided);
        }

        return undecided;
    }

    private static IEnumerable<string> WrongGeometries()
    {
        const int Deep = 200;
        yield return "{";
        yield return "null";
        yield return "[]";
        yield return "7";
        yield return """{"type":"Sphere","coordinates":[1,2]}""";
        yield return """{"type":"Point","coordinates":[181,0]}""";
        yield return """{"type":"Point","coordinates":[1e999,0]}""";
        yield return """{"type":"Point","coordinates":["1","2"]}""";
        yield return """{"type":"Point","coordinates":[1,2],"type":"Point"}""";
        yield return """{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,1],[1,0],[0,0]]]}""";
        yield return """{"type":"LineString","coordinates":[""" + string.Join(',', Enumerable.Repeat("[0,0]", 10_001)) + "]}";
        yield return """{"type":"Polygon","coordinates":""" + new string('[', Deep) + new string(']', Deep) + "}";
        yield return string.Concat(Enumerable.Repeat("""{"type":"GeometryCollection","geometries":[""", Deep)) + string.Concat(Enumerable.Repeat("]}", Deep));
    }

    private static bool IsSaid(Answer answer, Spot spot, string reason) => answer.Code == StatusCode.InvalidArgument
        && answer.Violations.Any(v => v.Reason == reason && v.Field.StartsWith(spot.Path, StringComparison.Ordinal));

    private static bool IsRefused(Answer answer) =>
        answer.Code is StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.NotFound or StatusCode.PermissionDenied;

    /// <summary>Spoils every act at every spot that is meant, and looks whether that is what is said; without a reason, whether it is refused at all.</summary>
    private async Task Spoil(Func<Spot, bool> isMeant, Func<object, IEnumerable<(object? Value, string Reason)>> wrongs, int atLeast)
    {
        var before = await server.Everything();
        var cases = (from deed in server.Deeds
                     from spot in Spot.In(deed.Request)
                     where isMeant(spot)
                     from wrong in wrongs(spot.ValueIn(deed.Request)!)
                     select (deed, spot, wrong.Value, wrong.Reason)).ToList();
        Assert.True(cases.Count >= atLeast, $"only {cases.Count} cases");
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(cases, options, async (c, _) =>
        {
            var rpc = Rpcs.Named(c.deed.Rpc);
            var what = $"{rpc.Name}: {c.spot.Path} {c.Reason}";
            var answer = (await server.Call(rpc, c.spot.Replaced(c.deed.Request, c.Value), c.deed.By)).Checked(rpc.InputType, what);
            if (!(c.Reason.Length > 0 ? IsSaid(answer, c.spot, c.Reason) : IsRefused(answer)))
            {
                failures.Add($"{what}: {answer}");
            }
        });
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order()));
        Assert.Equal(before, await server.Everything());
    }
}
