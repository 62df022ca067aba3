using System.Reflection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Parley.Tidy.Tests;

/// <summary>Every option is checked at start.</summary>
public sealed class OptionsTests
{
    private static readonly Assembly[] Services =
    [
        typeof(Silo.SiloServices).Assembly, typeof(Gateway.GatewayServices).Assembly, typeof(Journal.JournalWriter).Assembly,
        Assembly.Load("Parley.Hosting"), Assembly.Load("Parley.Standalone"),
    ];

    [Fact]
    public void Every_options_class_has_a_validator()
    {
        var types = Services.SelectMany(a => a.GetTypes()).ToList();
        var options = types.Where(t => t is { IsClass: true, IsAbstract: false, IsNested: false } && t.Name.EndsWith("Options", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(options);
        var validated = types.SelectMany(t => t.GetInterfaces())
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
            .Select(i => i.GenericTypeArguments[0]).ToHashSet();
        Assert.Empty(options.Where(o => !validated.Contains(o)).Select(o => o.FullName));
    }
}
