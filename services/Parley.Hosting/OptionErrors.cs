using System.Globalization;
using Microsoft.Extensions.Options;

namespace Parley.Hosting;

/// <summary>
/// Gathers what is wrong with the options of one section, each line with the option's full name, so that whoever starts a host
/// with a bad value reads which one it is and what would be right.
/// </summary>
/// <param name="section">The section, for example <c>Parley:Gateway</c>.</param>
public sealed class OptionErrors(string section)
{
    private readonly List<string> _errors = [];

    /// <summary>Success, or every error found.</summary>
    public ValidateOptionsResult Result => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);

    /// <summary>A number between two others, both included.</summary>
    public OptionErrors Between(string option, long value, long minimum, long maximum) =>
        When(value < minimum || value > maximum, option, $"must be from {minimum} to {maximum}; it is {value}.");

    /// <summary>A span of time between two others, both included.</summary>
    public OptionErrors Between(string option, TimeSpan value, TimeSpan minimum, TimeSpan maximum) =>
        When(value < minimum || value > maximum, option, $"must be from {Text(minimum)} to {Text(maximum)}; it is {Text(value)}.");

    /// <summary>A text that must be there.</summary>
    public OptionErrors Required(string option, string? value, string meaning) =>
        When(string.IsNullOrWhiteSpace(value), option, $"is not set. {meaning}");

    /// <summary>A file that must exist when it is named.</summary>
    public OptionErrors FileExists(string option, string? path) =>
        When(!string.IsNullOrEmpty(path) && !File.Exists(path), option, $"names the file {path}, which does not exist.");

    /// <summary>A file that must be usable when it is named.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file; empty when none is named.</param>
    /// <param name="read">Reads it; what it throws says what is wrong.</param>
    public OptionErrors Readable(string option, string? path, Action<string> read)
    {
        if (string.IsNullOrEmpty(path) || !File.Exists(path))
        {
            return FileExists(option, path);
        }

        try
        {
            read(path);
            return this;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException)
        {
            return When(wrong: true, option, $"cannot be used. {e.Message}");
        }
    }

    /// <summary>What was found wrong in a part of the section.</summary>
    public OptionErrors And(ValidateOptionsResult part)
    {
        _errors.AddRange(part.Failures ?? []);
        return this;
    }

    /// <summary>Any other rule; the message follows the option's name.</summary>
    public OptionErrors When(bool wrong, string option, string message)
    {
        if (wrong)
        {
            _errors.Add($"{section}:{option} {message}");
        }

        return this;
    }

    private static string Text(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);
}
