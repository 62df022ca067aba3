using Parley.Domain.Frame;

namespace Parley.Domain.Access;

/// <summary>What a subject may be: whom a token names, whom an accreditation is for.</summary>
public static class Subjects
{
    /// <summary>The longest, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>
    /// True for what a token can name: not too long and on one line. No subject holds a control character, not even a line feed or tab,
    /// nor reads otherwise than it is stored.
    /// </summary>
    public static bool IsOne(string subject) =>
        subject.Length is > 0 and <= MaxLength && !subject.Any(char.IsControl) && TextDirection.FaultIn(subject) is null;
}
