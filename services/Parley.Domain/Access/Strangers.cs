using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Access;

/// <summary>Whoever is named in talks takes part in them: nobody agrees, files, attends or is asked for who does not.</summary>
internal static class Strangers
{
    /// <summary>The violation of a name that is no member's; null for a member's.</summary>
    /// <param name="members">Who takes part.</param>
    /// <param name="party">The name.</param>
    /// <param name="journal">The journal that is asked: names of other conflicts are refused as such.</param>
    /// <param name="field">Where the name stands.</param>
    public static FieldViolation? Check(IEnumerable<string> members, string party, string journal, string field) =>
        members.Contains(party) ? null
        : ForeignName.In(party, ResourceName.ConflictOf(journal), field)
            ?? new(field, "UNKNOWN_MEMBER", $"{party} takes no part here; {string.Join(", ", members)} can.");

    /// <summary>The violations of a list of names.</summary>
    public static IEnumerable<FieldViolation> In(IEnumerable<string> members, IEnumerable<string> parties, string journal, string field) =>
        parties.Select((party, i) => Check(members, party, journal, $"{field}[{i}]")).OfType<FieldViolation>();
}
