using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>
/// A world for one test that changes something: the things of <see cref="World"/> in a conflict of its own on the shared server. It
/// turns names, grants and requests about the shared world into those about this one.
/// </summary>
internal sealed class OwnWorld
{
    /// <summary>What the names of all worlds of tests' own begin with.</summary>
    public const string Prefix = "conflicts/own-";

    private static int _last;
    private readonly (string Shared, string Own)[] _names;

    private OwnWorld(string conflict, params (string Shared, string Own)[] names) =>
        (Conflict, _names) = (conflict, [.. names, (World.Valley, conflict)]);

    public string Conflict { get; }

    /// <summary>What an rpc about a place needs of what the shared world has.</summary>
    public static async Task<OwnWorld> Found(EdgeServer server, Place place)
    {
        var conflict = NewConflict();
        if (place == Place.Public)
        {
            await Founding.Conflict(server, conflict);
            var (statement, press) = await Founding.Statements(server, conflict);
            return new(conflict, (World.Statement, statement), (World.Press, press));
        }

        await Founding.Parties(server, conflict);
        if (place == Place.River)
        {
            await Founding.River(server, conflict);
            return new(conflict);
        }

        var (session, message, note, relay) = await Founding.TalksOf(server, conflict);
        return new(conflict, (World.Session, session), (World.Message, message), (World.Note, note), (World.Relay, relay));
    }

    /// <summary>A conflict and its three parties.</summary>
    public static async Task<OwnWorld> Bare(EdgeServer server)
    {
        var conflict = NewConflict();
        await Founding.Parties(server, conflict);
        return new(conflict);
    }

    /// <summary>This world with one more name that the server has assigned.</summary>
    public OwnWorld With(string shared, string own) => new(Conflict, [(shared, own), .. _names[..^1]]);

    /// <summary>The name here of something that has a name in the shared world.</summary>
    public string Of(string name) => _names.Aggregate(name, (changed, n) => changed.Replace(n.Shared, n.Own, StringComparison.Ordinal));

    /// <summary>The grant for the same thing here.</summary>
    public Grant Of(Grant grant) => grant with { Scope = Of(grant.Scope) };

    /// <summary>The request about the same things here; a conflict that it creates has an id of its own.</summary>
    public IMessage Of(IMessage request)
    {
        foreach (var spot in Spot.In(request).Where(s => s.Field.FieldType == FieldType.String).ToList())
        {
            request = spot.Replaced(request, Of((string)spot.ValueIn(request)!));
        }

        if (request is CreateConflictRequest create)
        {
            create.ConflictId = NewConflict()["conflicts/".Length..];
        }

        return request;
    }

    private static string NewConflict() => $"{Prefix}{Interlocked.Increment(ref _last)}";
}
