using System.Collections;
using System.Text.RegularExpressions;
using Google.Protobuf;

namespace Parley.Domain.Tests.TermsOfTruces;

/// <summary>Follows a path such as <c>terms.parties[1].party</c> into a message.</summary>
internal static partial class FieldPaths
{
    /// <summary>True when every step names a field, and every step but the last one that is set.</summary>
    public static bool LeadSomewhere(IMessage root, string path, string prefix)
    {
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        object? at = root;
        foreach (var step in path[prefix.Length..].Split('.'))
        {
            var match = Step().Match(step);
            if (!match.Success || at is not IMessage message || message.Descriptor.FindFieldByName(match.Groups["field"].Value) is not { } field)
            {
                return false;
            }

            at = field.Accessor.GetValue(message);
            if (match.Groups["index"].Success)
            {
                var index = int.Parse(match.Groups["index"].Value);
                if (at is not IList list || index >= list.Count)
                {
                    return false;
                }

                at = list[index];
            }
        }

        return true;
    }

    [GeneratedRegex(@"^(?<field>[a-z_]+)(\[(?<index>\d+)\])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
