using NodaTime;
using NodaTime.Text;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Parley.Domain.Tests.Time;

/// <summary>The vectors of the effective-time guard, read as data when the tests run.</summary>
public sealed class TimeVectors
{
    private static readonly string[] PartiesAndMediator = ["Asia/Baku", "Asia/Yerevan", "Europe/Moscow"];

    private static readonly List<Vector> All = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .Build()
        .Deserialize<List<Vector>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Time", "time-vectors.yaml")));

    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        for (var i = 0; i < All.Count; i++)
        {
            cases.Add(i, $"{All[i].Input.LocalTime} {All[i].Input.Zone} {All[i].Input.UtcOffset}");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resolve_EveryVector_ComesOutAsWritten(int index, string input)
    {
        var vector = All[index];
        var resolution = LegalTimes.Resolve(vector.Input.ToLegalTime(), PartiesAndMediator, "at");

        Assert.True(vector.Refuse.Length > 0 ^ vector.Instant.Length > 0, $"The vector {input} says both or neither.");
        if (vector.Refuse.Length > 0)
        {
            Assert.Null(resolution.Time);
            Assert.Equal(vector.Refuse, resolution.Rejection!.Reason);
            if (vector.Candidates.Count > 0)
            {
                Assert.Equal(string.Join(',', vector.Candidates), resolution.Rejection.Metadata["candidates"]);
            }

            return;
        }

        var resolved = Assert.IsType<LegalTime>(resolution.Time).Resolved;
        Assert.Equal(vector.Instant, Text(resolved));
        Assert.All(vector.Renders, r => Assert.Equal(
            OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<m>").Parse(r.Value).Value,
            OffsetDateTimePattern.GeneralIso.Parse(Renderings.For(resolved.ToInstant(), [new("", r.Key)]).Single().LocalTime).Value));
        foreach (var step in vector.Then)
        {
            resolved = Periods.Add(resolved.ToInstant(), Periods.Parse(step.Plus), resolved.CountingZone());
            Assert.Equal(step.Instant, Text(resolved));
        }
    }

    [Fact]
    public void Vectors_AreRead_AsManyAsTheFileHas() => Assert.True(All.Count >= 12);

    private static string Text(ResolvedTime time) => InstantPattern.General.Format(time.ToInstant());

    public sealed class Vector
    {
        public Stated Input { get; set; } = new();

        public string Refuse { get; set; } = "";

        public List<string> Candidates { get; set; } = [];

        public string Instant { get; set; } = "";

        public Dictionary<string, string> Renders { get; set; } = [];

        public List<Step> Then { get; set; } = [];
    }

    public sealed class Stated
    {
        public string LocalTime { get; set; } = "";

        public string Zone { get; set; } = "";

        public string UtcOffset { get; set; } = "";

        public List<Stated> AlsoStated { get; set; } = [];

        public LegalTime ToLegalTime()
        {
            var time = new LegalTime { LocalTime = LocalTime, Zone = Zone, UtcOffset = UtcOffset };
            time.AlsoStated.AddRange(AlsoStated.Select(a => new StatedTime { LocalTime = a.LocalTime, Zone = a.Zone, UtcOffset = a.UtcOffset }));
            return time;
        }
    }

    public sealed class Step
    {
        public string Plus { get; set; } = "";

        public string Instant { get; set; } = "";
    }
}
