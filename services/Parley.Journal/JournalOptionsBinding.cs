using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Parley.Journal;

/// <summary>Reads the options from the configuration, value by value, so that one that cannot be read is named in full.</summary>
internal sealed class JournalOptionsBinding(IConfiguration configuration) : IConfigureOptions<JournalOptions>
{
    public void Configure(JournalOptions options)
    {
        options.ConnectionString = Read(nameof(options.ConnectionString), options.ConnectionString);
        options.DataFile = Read(nameof(options.DataFile), options.DataFile);
        options.QueueCapacity = Read(nameof(options.QueueCapacity), options.QueueCapacity);
        options.MaxBatchAppends = Read(nameof(options.MaxBatchAppends), options.MaxBatchAppends);
        options.MaxBatchBytes = Read(nameof(options.MaxBatchBytes), options.MaxBatchBytes);
        options.MaxEventBytes = Read(nameof(options.MaxEventBytes), options.MaxEventBytes);
        options.CommitTimeout = Read(nameof(options.CommitTimeout), options.CommitTimeout);
        options.ReadConnections = Read(nameof(options.ReadConnections), options.ReadConnections);
    }

    private T Read<T>(string option, T otherwise)
        where T : IParsable<T>
    {
        var name = JournalOptionsValidator.Name(option);
        if (configuration[name] is not { } text)
            return otherwise;
        return T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new OptionsValidationException(name, typeof(JournalOptions), [$"{name} cannot be read from \"{text}\"."]);
    }
}
