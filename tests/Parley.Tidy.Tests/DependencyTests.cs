using Xunit;

namespace Parley.Tidy.Tests;

/// <summary>Which project may refer to which: dependencies point one way.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Parley.Contract"] = [],
        ["Parley.Domain"] = ["Parley.Contract"],
        ["Parley.Cluster"] = ["Parley.Contract", "Parley.Domain"],
        ["Parley.Journal"] = [],
        ["Parley.Hosting"] = ["Parley.Contract", "Parley.Domain"],
        ["Parley.Silo"] = ["Parley.Contract", "Parley.Cluster", "Parley.Domain", "Parley.Journal", "Parley.Hosting"],
        ["Parley.Gateway"] = ["Parley.Contract", "Parley.Cluster", "Parley.Domain", "Parley.Hosting"],
        ["Parley.Standalone"] = ["Parley.Silo", "Parley.Gateway"],
        ["Parley.Cli"] = ["Parley.Contract", "Parley.Hosting"],
    };

    /// <summary>Tests refer to what they test and to what it runs in.</summary>
    private static readonly Dictionary<string, string[]> AllowedInTests = new(StringComparer.Ordinal)
    {
        ["Parley.Testing"] = ["Parley.Contract", "Parley.Hosting", "Parley.Journal"],
        ["Parley.Domain.Tests"] = ["Parley.Domain"],
        ["Parley.Journal.Tests"] = ["Parley.Journal", "Parley.Testing"],
        ["Parley.Gateway.Tests"] = ["Parley.Gateway", "Parley.Standalone", "Parley.Testing"],
        ["Parley.Silo.Tests"] = ["Parley.Silo", "Parley.Gateway", "Parley.Testing"],
        ["Parley.Standalone.Tests"] = ["Parley.Standalone", "Parley.Silo", "Parley.Gateway", "Parley.Testing"],
        ["Parley.Cluster.Tests"] = ["Parley.Silo", "Parley.Gateway", "Parley.Chaos", "Parley.Testing"],
        ["Parley.Cli.Tests"] = ["Parley.Cli", "Parley.Standalone", "Parley.Testing"],
        ["Parley.Scenarios.Tests"] = ["Parley.Cli", "Parley.Standalone", "Parley.Testing"],
        ["Parley.Tidy.Tests"] = ["Parley.Standalone"],
        ["Parley.Benchmarks"] = ["Parley.Standalone", "Parley.Silo", "Parley.Gateway", "Parley.Testing"],
        ["Parley.Chaos"] = ["Parley.Silo", "Parley.Gateway", "Parley.Testing"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new(StringComparer.Ordinal)
    {
        ["Parley.Contract"] = ["Google.Protobuf", "Grpc.Core.Api", "Grpc.Tools"],
        ["Parley.Domain"] = ["NodaTime", "NetTopologySuite", "NetTopologySuite.IO.GeoJSON4STJ"],
        ["Parley.Cluster"] = ["Microsoft.Orleans.Sdk"],
    };

    [Fact]
    public void Projects_refer_only_to_what_the_plan_allows() => HoldTo("services", Allowed);

    [Fact]
    public void Tests_refer_only_to_what_the_plan_allows() => HoldTo("tests", AllowedInTests);

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(House.Root, "Platform.sln"));
        var projects = new[] { "services", "tests" }
            .SelectMany(f => Directory.GetFiles(Path.Combine(House.Root, f), "*.csproj", SearchOption.AllDirectories))
            .Select(Path.GetFileName);
        Assert.All(projects, p => Assert.Contains(p!, solution, StringComparison.Ordinal));
    }

    private static void HoldTo(string folder, Dictionary<string, string[]> plan)
    {
        var projects = Directory.GetFiles(Path.Combine(House.Root, folder), "*.csproj", SearchOption.AllDirectories);
        Assert.NotEmpty(projects);
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Assert.True(plan.TryGetValue(name, out var allowed), $"{name} is not in the plan of the house.");
            var (references, packages) = House.ReferencesOf(project);
            Assert.Empty(references.Except(allowed!).Select(r => $"{name} -> {r}"));
            if (AllowedPackages.TryGetValue(name, out var allowedPackages))
            {
                Assert.Empty(packages.Except(allowedPackages).Select(p => $"{name} -> {p}"));
            }
        }
    }
}
