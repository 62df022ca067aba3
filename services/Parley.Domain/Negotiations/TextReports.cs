using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>What the negotiation's texts tell it of themselves.</summary>
internal static class TextReports
{
    /// <summary>
    /// A text has come onto the table or further. What it said before never replaces what it has said since. However many there are, each is
    /// taken: whoever is not known here is never told who is accredited.
    /// </summary>
    public static Decision Progress(NegotiationRecord talks, TextProgressCall call)
    {
        var name = call.Progress?.Text ?? "";
        if (!ResourceName.Matches(name, ResourceName.TextPattern) || ResourceName.ParentOf(name) != talks.Journal)
        {
            return Rejection.Invalid("progress.text", "FOREIGN_NAME", $"'{name}' is no text of {talks.Journal}.");
        }

        var known = talks.Texts.Find(t => t.Standing.Name == name);
        if (known is not null && call.TextVersion <= known.Version)
        {
            return Rejection.Precondition("STALE_TEXT", talks.Journal, $"{name} has said something newer since.").With("text_version", known.Version.ToString());
        }

        return new Event
        {
            TextProgressed = new() { Progress = call.Progress, TextVersion = call.TextVersion, AccreditationVersion = call.AccreditationVersion },
        };
    }
}
