using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>Whose term: a mechanism's, a clause's, or, both empty, the truce's own.</summary>
/// <param name="Mechanism">The mechanism's id, or empty.</param>
/// <param name="Clause">The clause's id, or empty.</param>
public readonly record struct TermHolder(string Mechanism, string Clause)
{
    /// <summary>The truce itself.</summary>
    public static TermHolder Truce { get; } = new("", "");

    /// <summary>True for the truce's own term.</summary>
    public bool IsTruce => Mechanism.Length == 0 && Clause.Length == 0;

    /// <summary>The mechanism's or clause's id; empty for the truce.</summary>
    public string Id => Mechanism.Length > 0 ? Mechanism : Clause;

    /// <summary>The holder that a message names; the truce where it names none.</summary>
    public static TermHolder Of(TermOf? termOf) => termOf is null ? Truce : new(termOf.Mechanism, termOf.Clause);

    /// <summary>As a message; null for the truce itself.</summary>
    public TermOf? ToMessage() => IsTruce ? null : new() { Mechanism = Mechanism, Clause = Clause };

    /// <summary>In words.</summary>
    public string Words => IsTruce ? "the truce" : Mechanism.Length > 0 ? $"mechanism {Mechanism}" : $"clause {Clause}";
}
