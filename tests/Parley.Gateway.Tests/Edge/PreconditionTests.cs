using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>What must hold before an act: the etag is the one that was read, the id is free, the state allows it.</summary>
[Collection(EdgeTests.Name)]
public sealed class PreconditionTests(EdgeServer server)
{
    [Fact]
    public async Task An_act_on_the_etag_that_was_read_is_done()
    {
        var own = await OwnWorld.Bare(server);
        var draft = await server.Truces.CreateTruceAsync(World.Draft("etag", own.Conflict), server.Mediator);
        var accepted = await server.Truces.AcceptTruceAsync(new() { Name = draft.Name, Etag = draft.Etag }, server.Of(own.Of(World.North)));
        Assert.NotEqual(draft.Etag, accepted.Etag);
        var rpc = Rpcs.Named("AcceptTruce");
        var late = (await server.Call(rpc, new AcceptTruceRequest { Name = draft.Name, Etag = draft.Etag }, server.Of(own.Of(World.South)))).Checked(rpc.InputType, "late");
        Assert.Equal(StatusCode.Aborted, late.Code);
    }

    [Fact]
    public async Task An_id_that_is_taken_is_told_with_what_has_it()
    {
        var rpc = Rpcs.Named("CreateTruce");
        var answer = (await server.Call(rpc, World.Draft("river"), server.Mediator)).Checked(rpc.InputType, "taken");
        Assert.Equal(StatusCode.AlreadyExists, answer.Code);
        Assert.Equal(World.River, answer.Status!.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }

    [Fact]
    public async Task A_state_that_forbids_an_act_is_named()
    {
        var rpc = Rpcs.Named("ResumeTruce");
        var answer = (await server.Call(rpc, new ResumeTruceRequest { Name = World.River }, server.Mediator)).Checked(rpc.InputType, "nothing to resume");
        Assert.Equal(StatusCode.FailedPrecondition, answer.Code);
        Assert.Equal(World.River, Assert.Single(answer.Status!.GetDetail<Google.Rpc.PreconditionFailure>().Violations).Subject);
    }
}
