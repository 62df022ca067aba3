namespace Parley.Domain.Consents;

/// <summary>What a conditional consent can be about.</summary>
/// <param name="Members">The members whose consent counts: parties and guarantors.</param>
/// <param name="Events">The ids of the events that the opening names.</param>
/// <param name="Clauses">The ids of the text's clauses.</param>
public sealed record ConsentGround(IReadOnlyCollection<string> Members, IReadOnlyCollection<string> Events, IReadOnlyCollection<string> Clauses);
