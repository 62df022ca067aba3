using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Journal.Sqlite;
using Parley.Journal.Tests.Sqlite;
using Xunit;

namespace Parley.Journal.Tests.Writer;

/// <summary>The registration: options read and checked, the file opened at start, the queue emptied at stop.</summary>
public sealed class JournalServicesTests : IAsyncDisposable
{
    private readonly SqliteFixture fixture = new();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task StartAndStop_OpensTheFileAndWritesWhatIsQueued()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Task<AppendResult> answer;
        await using (var provider = Build(("DataFile", fixture.DataFile)))
        {
            var lifetime = Assert.Single(provider.GetServices<IHostedService>());
            await lifetime.StartAsync(cancellation);
            var writer = provider.GetRequiredService<JournalWriter>();
            answer = writer.Append(Make.Append("t", 0));
            await lifetime.StopAsync(cancellation);
            Assert.True(answer.IsCompleted);
            Assert.Equal(AppendOutcome.Unavailable, (await writer.Append(Make.Append("u", 0))).Outcome);
        }

        Assert.Equal(AppendOutcome.Committed, (await answer).Outcome);
        Assert.NotNull(await (await fixture.Open(new JournalOptions())).ReadHead("t", cancellation));
    }

    [Theory]
    [InlineData("QueueCapacity", "0")]
    [InlineData("QueueCapacity", "1048577")]
    [InlineData("QueueCapacity", "many")]
    [InlineData("MaxBatchAppends", "0")]
    [InlineData("MaxBatchBytes", "1000")]
    [InlineData("MaxEventBytes", "0")]
    [InlineData("MaxEventBytes", "67108865")]
    [InlineData("CommitTimeout", "00:00:00")]
    [InlineData("CommitTimeout", "00:05:00.0000001")]
    [InlineData("ReadConnections", "0")]
    [InlineData("DataFile", " ")]
    public async Task Options_OutOfBounds_AreNamedInFull(string option, string value)
    {
        await using var provider = Build((option, value));

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<JournalOptions>>().Value);

        Assert.Contains($"Parley:Journal:{option}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_Given_AreRead()
    {
        await using var provider = Build(
            ("QueueCapacity", "5"), ("MaxBatchAppends", "6"), ("MaxBatchBytes", "7"), ("MaxEventBytes", "7"), ("CommitTimeout", "00:00:08"));

        var options = provider.GetRequiredService<IOptions<JournalOptions>>().Value;

        Assert.Equal((5, 6, 7, 7), (options.QueueCapacity, options.MaxBatchAppends, options.MaxBatchBytes, options.MaxEventBytes));
        Assert.Equal((TimeSpan.FromSeconds(8), ".data/parley.db"), (options.CommitTimeout, options.DataFile));
        Assert.IsType<SqliteJournalStore>(provider.GetRequiredService<IJournalStore>());
    }

    private static ServiceProvider Build(params (string Option, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"Parley:Journal:{pair.Option}", (string?)pair.Value)))
            .Build();
        return new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddJournal(configuration)
            .BuildServiceProvider();
    }
}
