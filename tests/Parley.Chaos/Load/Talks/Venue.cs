namespace Parley.Chaos.Load.Talks;

/// <summary>The names of one negotiation: its rooms, its desk, its text and the truce that the text opens.</summary>
/// <param name="Conflict">The conflict.</param>
/// <param name="Id">The id of the negotiation and of the truce.</param>
internal sealed record Venue(string Conflict, string Id)
{
    /// <summary>Three parties: with two, whoever knows its own consent knows what the other's must have been.</summary>
    public static readonly IReadOnlyList<string> PartyIds = [.. World.PartyIds, "west"];

    public string Talks => $"{Conflict}/negotiations/{Id}";

    public string Desk => $"{Talks}/desk";

    public string Text => $"{Talks}/texts/accord";

    public string Truce => $"{Conflict}/truces/{Id}";

    public IReadOnlyList<string> Parties => [.. PartyIds.Select(p => $"{Conflict}/parties/{p}")];

    public IReadOnlyList<string> Rooms => [.. Parties.Select(Room)];

    /// <summary>All that a mediator can read. The text comes before the truce: whoever finds it concluded then finds what it has opened.</summary>
    public IReadOnlyList<string> Journals => [Talks, .. Rooms, Desk, Text, Truce];

    public string Room(string party) => $"{Talks}/caucuses/{party[(party.LastIndexOf('/') + 1)..]}";
}
