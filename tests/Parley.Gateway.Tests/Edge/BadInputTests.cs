using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Parley.Gateway.Tests.Edge;

/// <summary>
/// Every field of every rpc, made wrong in every way that the contract's rules know: INVALID_ARGUMENT, the right reason, the
/// field's path, and nothing written. The table is the contract itself.
/// </summary>
[Collection(EdgeTests.Name)]
public sealed class BadInputTests(EdgeServer server)
{
    private const int AtOnce = 32;
    private const int MaxNamed = 50;

    public static TheoryData<string> Every => Rpcs.Names;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Any_field_made_wrong_is_named_with_its_reason_and_nothing_is_written(string name)
    {
        var rpc = Rpcs.Named(name);
        var before = await server.Everything();
        await Parallel.ForEachAsync(Cases(rpc), Options, async (@case, _) =>
        {
            var (site, spoil) = @case;
            var what = $"{rpc.Name}: {site.Path} {spoil.Name}";
            var answer = (await server.Call(rpc, site.Request_With(spoil.Apply), server.Keeper)).Checked(rpc.InputType, what);
            Assert.True(answer.Code == StatusCode.InvalidArgument, $"{what}: {answer}");
            Assert.True(answer.Reason == spoil.Reason, $"{what}: {answer.Reason} instead of {spoil.Reason}");
            Assert.True(answer.Violations is [var only] && only == (site.Path + spoil.Suffix, spoil.Reason), $"{what}: {answer}");
        });
        Assert.Equal(before, await server.Everything());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task The_smallest_right_request_passes_the_edge(string name)
    {
        var rpc = Rpcs.Named(name);
        var answer = (await server.Call(rpc, Requests.Smallest(rpc.InputType), server.Stranger)).Checked(rpc.InputType, name);
        Assert.NotEqual(StatusCode.InvalidArgument, answer.Code);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Everything_that_is_wrong_is_said_at_once(string name)
    {
        var rpc = Rpcs.Named(name);
        var request = Requests.Smallest(rpc.InputType);
        var expected = new List<(string, string)>();
        foreach (var field in Requests.Inputs(rpc.InputType).Where(f => f.RealContainingOneof is null))
        {
            if (Spoils.Of(field).LastOrDefault() is { } spoil)
            {
                spoil.Apply(request);
                expected.Add((field.Name + spoil.Suffix, spoil.Reason));
            }
        }

        var answer = (await server.Call(rpc, request, server.Keeper)).Checked(rpc.InputType, name);
        if (expected is [var (_, first), ..])
        {
            Assert.Equal((StatusCode.InvalidArgument, first), (answer.Code, answer.Reason));
            Assert.Equal(expected, answer.Violations);
        }
    }

    /// <summary>At the limit, from somebody whom the journal then turns away: what matters is that the edge lets it pass.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_text_as_long_as_its_limit_passes_the_edge(string name)
    {
        var rpc = Rpcs.Named(name);
        await Parallel.ForEachAsync(Site.All(rpc.InputType).Where(s => s.Field.FieldType == FieldType.String && !s.Field.IsRepeated), Options, async (site, _) =>
        {
            var rule = Requests.RuleOf(site.Field);
            if (rule.Format != Parley.V1.FieldFormat.Unspecified || rule.Resource.Length > 0 || site.Field.Name == "page_token")
            {
                return;
            }

            var longest = new string('x', rule.MaxBytes > 0 ? rule.MaxBytes : Values.DefaultMaxBytes);
            var request = site.Request_With(m => site.Field.Accessor.SetValue(m, longest));
            var answer = (await server.Call(rpc, request, server.Stranger)).Checked(rpc.InputType, $"{rpc.Name}: {site.Path}");
            Assert.True(answer.Code != StatusCode.InvalidArgument, $"{rpc.Name}: {site.Path}: {answer}");
        });
    }

    [Fact]
    public async Task Of_very_many_violations_as_many_are_named_as_fit_and_the_rest_is_counted()
    {
        var request = World.Draft("sample");
        request.Terms.Areas.Add(Enumerable.Repeat("x", 3 * MaxNamed));
        var rpc = Rpcs.Named("CreateTruce");
        var answer = (await server.Call(rpc, request, server.Keeper)).Checked(rpc.InputType, "150 bad names");
        Assert.InRange(answer.Violations.Count, 10, MaxNamed);
        Assert.Equal("150", answer.Status!.GetDetail<Google.Rpc.ErrorInfo>().Metadata["violations"]);
        Assert.Contains("149 more field violations", answer.Status!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_reaches_into_every_corner_of_the_contract()
    {
        var cases = Rpcs.All.SelectMany(Cases).ToList();
        Assert.True(Rpcs.All.Count >= 40, $"only {Rpcs.All.Count} rpcs were found");
        Assert.True(cases.Count > 7000, $"only {cases.Count} cases were made");
        var reasons = cases.Select(c => c.Spoil.Reason).Distinct().ToList();
        Assert.All(
            [
                "FIELD_REQUIRED", "TOO_LONG", "TOO_MANY", "CONTROL_CHARACTER", "DIRECTION_OVERRIDE", "ENUM_UNKNOWN", "NAME_INVALID", "ID_INVALID", "UUID_INVALID", "PERIOD_INVALID",
                "TIME_OF_DAY_INVALID", "DATE_INVALID", "ZONE_UNKNOWN", "LANGUAGE_INVALID", "OUT_OF_RANGE", "NOT_FINITE", "TIMESTAMP_INVALID", "DURATION_INVALID",
            ],
            r => Assert.Contains(r, reasons));
    }

    private static ParallelOptions Options => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };

    private static IEnumerable<(Site Site, Spoil Spoil)> Cases(MethodDescriptor rpc) =>
        Site.All(rpc.InputType).SelectMany(site => Spoils.Of(site.Field).Select(spoil => (site, spoil)));
}
