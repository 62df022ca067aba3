using Parley.Hosting;

namespace Parley.Gateway.Tests.Unit;

public class OptionsTests
{
    private readonly GatewayOptionsValidator _validator = new(idKeyNeeded: true);

    [Fact]
    public void Validate_Nothing_NamesEveryMissingOptionInFull()
    {
        var failures = _validator.Validate(null, new()).Failures!.ToList();

        Assert.Contains(failures, f => f.StartsWith("Parley:Gateway:IdKey ", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.StartsWith("Parley:Gateway:PageTokenKeys:0 ", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.StartsWith("Parley:Gateway:Tokens:PublicKeyFile ", StringComparison.Ordinal));
        Assert.Equal(3, failures.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://localhost:7200", true)]
    [InlineData("http://[::1]:7200", true)]
    [InlineData("tcp://127.0.0.1:7200", false)]
    [InlineData("http://example.org:80", false)]
    [InlineData("7200", false)]
    public void Validate_TheAddress_MustBeOneToListenOn(string listen, bool right) =>
        Assert.Equal(right, !FailuresOf(o => o.Listen = listen).Any());

    [Fact]
    public void Validate_WhatIsOutOfBounds_SaysTheBounds()
    {
        Assert.Equal(
            "Parley:Gateway:MaxMessageBytes must be from 1024 to 67108864; it is 0.", Assert.Single(FailuresOf(o => o.MaxMessageBytes = 0)));
        Assert.StartsWith(
            "Parley:Gateway:Watch:HeartbeatInterval must be from", Assert.Single(FailuresOf(o => o.Watch.HeartbeatInterval = TimeSpan.Zero)), StringComparison.Ordinal);
        Assert.StartsWith(
            "Parley:Gateway:Tokens:Authority must be an https", Assert.Single(FailuresOf(o => o.Tokens.Authority = "http://idp.example")), StringComparison.Ordinal);
        Assert.StartsWith("Parley:Gateway:IdKey", Assert.Single(FailuresOf(o => o.IdKey = "c2hvcnQ=")), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_HostingOptions_NamesThemInFull()
    {
        var result = new HostingOptionsValidator().Validate(null, new() { AdminEndpoint = "x", DrainDelay = TimeSpan.FromHours(2) });

        Assert.Contains(result.Failures!, f => f.StartsWith("Parley:Hosting:AdminEndpoint ", StringComparison.Ordinal));
        Assert.Contains(result.Failures!, f => f.StartsWith("Parley:Hosting:DrainDelay ", StringComparison.Ordinal));
    }

    private IEnumerable<string> FailuresOf(Action<GatewayOptions> change)
    {
        var options = new GatewayOptions { IdKey = PageTokensTests.KeyOf(1), PageTokenKeys = [PageTokensTests.KeyOf(2)], Tokens = { Authority = "https://idp.example" } };
        change(options);
        return _validator.Validate(null, options).Failures ?? [];
    }
}
