using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>The negotiation tells who is accredited; a text keeps to what it said last.</summary>
internal static class Accreditation
{
    /// <summary>Other subjects are accredited. What the negotiation said earlier never replaces what it said later.</summary>
    public static Decision Change(TextRecord text, ChangeAccreditationCall call, RuleContext context)
    {
        if (!context.Caller.Is(Role.Parley, ""))
        {
            return Rejection.Denied("Only the negotiation can say who is accredited.");
        }

        if (call.AccreditationVersion <= text.AccreditationVersion)
        {
            return Rejection.Precondition("STALE_ACCREDITATION", text.Journal, $"{text.Journal} has been told something newer since.")
                .With("accreditation_version", text.AccreditationVersion.ToString());
        }

        var changed = new TextAccreditationChanged { AccreditationVersion = call.AccreditationVersion };
        changed.Members.AddRange(call.Members);
        changed.Observers.AddRange(call.Observers);
        return new Event { TextAccreditationChanged = changed };
    }
}
