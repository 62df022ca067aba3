using Parley.Contract;
using Parley.Domain.Frame;

namespace Parley.Domain.Access;

/// <summary>A name of another conflict cannot be meant in this one, wherever it stands.</summary>
public static class ForeignName
{
    /// <summary>The violation; null when the name belongs to the conflict.</summary>
    public static FieldViolation? In(string name, string conflict, string field) => ResourceName.ConflictOf(name) == conflict
        ? null
        : new(field, "FOREIGN_NAME", $"{name} belongs to another conflict; name what belongs to {conflict}.");

    /// <summary>The violations of a list of names.</summary>
    public static IEnumerable<FieldViolation> In(IEnumerable<string> names, string conflict, string field) =>
        names.Select((name, i) => In(name, conflict, $"{field}[{i}]")).OfType<FieldViolation>();
}
