using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Parley.Chaos;
using Parley.Testing;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>What keeps a silo or a gateway from starting is said at once, in one line that tells what to do.</summary>
public sealed class StartTests(SharedPostgres postgres) : ClusterTest(postgres)
{

    private const string SilosOption = "Parley:Journal:ConnectionString";
    private const string GatewaysOption = "Parley:Cluster:ConnectionString";

    public static TheoryData<string, string> Both => new() { { Programs.Silo, SilosOption }, { Programs.Gateway, GatewaysOption } };

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_database_that_is_not_there(string program, string option)
    {
        var line = await Refused(program, With(c => c.Database = "nowhere"));
        Contains(line, "database \"nowhere\" does not exist", $"Check {option}.");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_server_that_is_not_there(string program, string option)
    {
        var line = await Refused(program, With(c => (c.Host, c.Port) = ("127.0.0.1", Ports.Free())));
        Contains(line, "Connection refused", $"Check {option}.");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_wrong_password(string program, string option)
    {
        var line = await Refused(program, With(c => c.Password = "guessed"));
        Contains(line, "password authentication failed for user", $"Check {option}.");
        Assert.DoesNotContain("guessed", line, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Something_that_is_no_connection_string(string program, string option) => Contains(await Refused(program, "secret"), option);

    [Fact]
    public async Task A_gateway_before_a_database_without_a_schema() =>
        Contains(await Refused(Programs.Gateway, Database), "there is no table of silos", "Parley.Silo migrate");

    [Fact]
    public async Task A_gateway_with_a_list_of_its_own_beside_the_database() =>
        Contains(await Refused(Programs.Gateway, Database, "--Parley:Cluster:GatewayEndpoints:0=127.0.0.1:30000"), "Parley:Cluster:GatewayEndpoints must not be set");

    [Fact]
    public async Task A_taken_port()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Contains(await Refused(Programs.Silo, Database, $"--Parley:Silo:SiloPort={port}"), "Address already in use", "Set Parley:Silo:SiloPort to a free port");
        Contains(await Refused(Programs.Silo, Database, $"--Parley:Silo:GatewayPort={port}"), "Address already in use", "Set Parley:Silo:GatewayPort to a free port");
        Contains(await Refused(Programs.Gateway, Database, "--url", $"http://127.0.0.1:{port}"), "Address already in use", "--url");
        Contains(await Refused(Programs.Gateway, Database, $"--Parley:Hosting:AdminEndpoint=127.0.0.1:{port}"), "Address already in use", "Set Parley:Hosting:AdminEndpoint");
    }

    [Theory]
    [InlineData("somewhere", "must be one IP address of this machine")]
    [InlineData("0.0.0.0", "must be one IP address of this machine")]
    [InlineData("203.0.113.7", "Cannot assign requested address")]
    public async Task An_address_that_is_not_of_this_machine(string address, string says) =>
        Contains(await Refused(Programs.Silo, Database, $"--Parley:Silo:AdvertisedAddress={address}"), says, "Parley:Silo:AdvertisedAddress");

    [Fact]
    public async Task A_silo_for_other_machines_without_a_database() =>
        Contains(await Refused(Programs.Silo, "", "--Parley:Silo:AdvertisedAddress=203.0.113.7"), "Parley:Silo:AdvertisedAddress", $"set {SilosOption} too");

    [Fact]
    public async Task Migrate_brings_the_schema_up_and_a_newer_one_is_refused_by_all_who_would_write()
    {
        var (code, lines) = await Run(Programs.Silo, Database, "migrate");
        Assert.Equal((0, "The database has the schema that this silo needs."), (code, Assert.Single(lines)));
        Assert.Equal(0, (await Run(Programs.Silo, Database, "migrate")).Code);

        await PostgresServer.Execute(Database, "INSERT INTO schema_versions (scriptname, applied) VALUES ('9999_later.sql', now())");
        Contains(await Refused(Programs.Silo, Database), "9999_later.sql", "start the newer binary");
        var (refused, said) = await Run(Programs.Silo, Database, "migrate");
        Assert.Equal(1, refused);
        Contains(Assert.Single(said), "9999_later.sql", "start the newer binary");
    }

    [Fact]
    public async Task Migrate_without_a_database()
    {
        var (code, lines) = await Run(Programs.Silo, "", "migrate");
        Assert.Equal(1, code);
        Contains(Assert.Single(lines), $"{SilosOption} is not set");
    }

    private static void Contains(string line, params string[] parts) =>
        Assert.All(parts, p => Assert.Contains(p, line, StringComparison.Ordinal));

    private string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var text = new NpgsqlConnectionStringBuilder(Database);
        change(text);
        return text.ConnectionString;
    }

    /// <summary>The one line that a program ends with.</summary>
    private async Task<string> Refused(string program, string database, params string[] arguments)
    {
        string[] ports = program == Programs.Silo
            ? [$"--Parley:Silo:SiloPort={Ports.Free()}", $"--Parley:Silo:GatewayPort={Ports.Free()}"]
            : [$"--Parley:Gateway:Listen=http://127.0.0.1:{Ports.Free()}"];
        var (code, lines) = await Run(program, database, ["--data", Folder, .. ports, .. arguments]);
        Assert.Equal(1, code);
        return Assert.Single(lines);
    }

    /// <summary>Runs a program until it ends by itself.</summary>
    private static async Task<(int Code, string[] Lines)> Run(string program, string database, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Parley__Journal__ConnectionString"] = database;
        start.Environment["Parley__Cluster__ConnectionString"] = database;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Waiting.Patience);
        }
        catch (TimeoutException late)
        {
            process.Kill();
            throw new TimeoutException($"It went on all the same: {await output}{await error}", late);
        }

        return (process.ExitCode, (await output + await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
