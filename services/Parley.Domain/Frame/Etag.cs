namespace Parley.Domain.Frame;

/// <summary>
/// The etag of a resource: the version that last changed that very resource, written so that nobody is tempted to count
/// with it. The one place that makes etags; the frame compares them.
/// </summary>
public static class Etag
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Thirteen digits of base 36 hold every 64-bit number; one more for the prefix.</summary>
    private const int MaxLength = 14;

    /// <summary>The etag of a resource that was last changed by the event of this version.</summary>
    /// <param name="version">A version of the resource's journal, from 1; 0 for what has no event yet.</param>
    public static string Of(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        Span<char> text = stackalloc char[MaxLength];
        var at = MaxLength;
        do
        {
            text[--at] = Digits[(int)(version % Digits.Length)];
            version /= Digits.Length;
        }
        while (version > 0);

        text[--at] = 'v';
        return new(text[at..]);
    }
}
