using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;

namespace Parley.Domain.Texts;

/// <summary>Those whose agreement a request states: nobody agrees who takes no part in the talks.</summary>
internal static class Consenting
{
    /// <summary>The violations of names that are no member's.</summary>
    public static IEnumerable<FieldViolation> Check(TextRecord text, IEnumerable<string> agreedBy, string field) =>
        agreedBy.Select((party, i) => Check(text, party, $"{field}[{i}]")).OfType<FieldViolation>();

    /// <summary>The violation of a name that is no member's; null for a member's.</summary>
    public static FieldViolation? Check(TextRecord text, string party, string field) =>
        text.Members.Any(m => m.Party == party) ? null
        : ForeignName.In(party, ResourceName.ConflictOf(text.Journal), field)
            ?? new(field, "UNKNOWN_MEMBER", $"{party} takes no part in these talks; {string.Join(", ", text.Members.Select(m => m.Party))} do.");
}
