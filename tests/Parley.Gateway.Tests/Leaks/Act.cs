using Google.Protobuf;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Gateway.Tests.Edge;
using Parley.V1;

namespace Parley.Gateway.Tests.Leaks;

/// <summary>A call of a story: which rpc, with which request, by whom.</summary>
/// <param name="Rpc">The rpc.</param>
/// <param name="Request">The request.</param>
/// <param name="By">The actor, a key of <see cref="Room.Grants"/>.</param>
internal sealed record Act(string Rpc, IMessage Request, string By)
{
    /// <summary>The call and what it was answered, for whoever must find out why two answers are not alike.</summary>
    public string Told(Answer answer) => $"{Rpc} {Request}: {answer} {Rpcs.Named(Rpc).OutputType.Parser.ParseFrom(answer.Reply)}";
}

/// <summary>An act that north sees or does, and what is done out of its sight before it, in either telling.</summary>
/// <param name="Hidden">For each telling, what is hidden.</param>
/// <param name="Shown">The same in both.</param>
internal sealed record Step(IReadOnlyList<IReadOnlyList<Act>> Hidden, Act Shown);

/// <summary>The talks of one story, in a conflict of its own: two sides, a third one and a guarantor.</summary>
/// <param name="Number">The story's number.</param>
internal sealed record Room(int Number)
{
    public const string Mediator = "mediator";
    public const string North = "north";
    public const string South = "south";
    public const string East = "east";

    /// <summary>No party's id, of the length of south's, so that answers about either are of one length.</summary>
    public const string Nobody = "sauth";

    /// <summary>All servers of these tests have the same key: who knows it can tell which id a request will get.</summary>
    private static readonly AssignedIds Ids = new(new byte[AssignedIds.MinKeyLength]);

    public string Conflict => $"conflicts/leak-{Number}";

    public string Talks => Conflict + "/negotiations/talks";

    public string Text => Talks + "/texts/draft";

    public string Party(string id) => $"{Conflict}/parties/{id}";

    public string Caucus(string id) => $"{Talks}/caucuses/{id}";

    /// <summary>The subject of an actor's token.</summary>
    public string Subject(string actor) => $"{actor}-{Number}";

    /// <summary>What each actor of the story may be.</summary>
    public Grant Grants(string actor) => actor == Mediator ? new(Role.Mediator, Conflict) : new(Role.Party, Party(actor));

    /// <summary>A request id that is the same whenever the story is told.</summary>
    public string RequestId(string what)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{Number} {what}"));
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }

    /// <summary>The name of the message that an act sends.</summary>
    public string MessageOf(Act send) => $"{((SendMessageRequest)send.Request).Parent}/messages/m-{AssignedTo(send)}";

    /// <summary>The name of the note that an act records.</summary>
    public string NoteOf(Act add) => $"{Talks}/desk/notes/n-{AssignedTo(add)}";

    /// <summary>The hash of the receipt that an act of sealing gets.</summary>
    public string HashOf(Act seal) => Domain.Vaults.SealHash.Of(AssignedTo(seal), Domain.Vaults.SealHash.BytesOf(seal.Request switch
    {
        SealConsentRequest r => r.Consent,
        SealReadinessRequest r => r.Readiness,
        SealRangeRequest r => (IMessage)r.Filing,
        _ => throw new NotSupportedException($"{seal.Rpc} seals nothing."),
    }));

    private string AssignedTo(Act act)
    {
        string In(string field) => (string)act.Request.Descriptor.FindFieldByName(field).Accessor.GetValue(act.Request);
        return Ids.For(Subject(act.By), act.Request.Descriptor.Name, In("parent"), Guid.Parse(In("request_id")));
    }
}
