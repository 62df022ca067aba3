using Parley.Domain.Access;
using Parley.Standalone;
using Parley.Testing;
using Parley.V1;

namespace Parley.Cli.Tests.EndToEnd;

/// <summary>One Standalone in exercise mode on which the autumn of 2020 has been played.</summary>
public sealed class Played : IAsyncLifetime
{
    public const string Conflict = "conflicts/karabakh-2020";
    public const string Moscow = Conflict + "/truces/k1-moscow";
    public const string Trilateral = Conflict + "/truces/k5-trilateral";

    private static readonly string Scenario = Path.Combine(House.Scenarios, "karabakh-2020.yaml");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-cli-e2e-");
    private StandaloneProcess? _parley;

    public string Folder => _folder.FullName;

    public StandaloneProcess Parley => _parley!;

    internal Ran Play { get; private set; } = null!;

    internal static string ScenarioFile => Scenario;

    public async ValueTask InitializeAsync()
    {
        _parley = await StandaloneProcess.Start(typeof(StandaloneHost).Assembly.Location, Data, exerciseStart: "2020-09-27T00:00:00Z");
        Play = await Run("play", Scenario);
    }

    public async ValueTask DisposeAsync()
    {
        if (_parley is not null)
        {
            await _parley.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Runs <c>parley</c> against it.</summary>
    internal Task<Ran> Run(params string[] args) => Run(width: 120, args);

    internal Task<Ran> Run(int width, params string[] args) => Cli.Run(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PARLEY_SERVER"] = Parley.Process.Address.ToString(),
            ["PARLEY_DATA"] = Data,
            ["COLUMNS"] = width.ToString(),
        },
        args);

    internal async Task<Truce> Truce(string name) =>
        await new TruceService.TruceServiceClient(Parley.Channel).GetTruceAsync(new() { Name = name }, Parley.As("m", new Grant(Role.Mediator, "")));

    private string Data => Path.Combine(_folder.FullName, "data");
}

[CollectionDefinition(Name)]
public sealed class PlayedCollection : ICollectionFixture<Played>
{
    public const string Name = "played";
}
