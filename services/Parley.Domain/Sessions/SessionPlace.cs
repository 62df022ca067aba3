using System.Collections.Immutable;
using Parley.Domain.Time;

namespace Parley.Domain.Sessions;

/// <summary>Where sessions are held: what the rules of sessions need to know of a negotiation or a caucus.</summary>
/// <param name="Journal">The negotiation or the caucus.</param>
/// <param name="IsCaucus">True for a caucus: separate, proximity and shuttle talks are held there and nowhere else.</param>
/// <param name="Members">The parties that can take part.</param>
/// <param name="AgendaItems">The ids of the agenda's items; none in a caucus, which has no agenda of its own.</param>
/// <param name="Clocks">The clocks.</param>
/// <param name="CurrentSession">The id of the session in progress; empty for none.</param>
public sealed record SessionPlace(
    string Journal, bool IsCaucus, ImmutableArray<string> Members, ImmutableArray<string> AgendaItems, Clocks Clocks, string CurrentSession);
