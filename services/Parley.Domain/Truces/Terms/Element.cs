using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>One line of the check.</summary>
/// <param name="What">The element.</param>
/// <param name="Field">The field of terms that holds it, or would.</param>
internal readonly record struct Element(TruceElement What, string Field)
{
    public CheckedElement Present(string message) => Line(ElementPresence.Present, message);

    public CheckedElement Partial(string message) => Line(ElementPresence.Partial, message);

    public CheckedElement Missing(string message) => Line(ElementPresence.Missing, message);

    private CheckedElement Line(ElementPresence presence, string message) =>
        new() { Element = What, Presence = presence, Message = message, Field = Field };
}
