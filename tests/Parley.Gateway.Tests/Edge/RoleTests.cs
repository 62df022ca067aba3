using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Who gets what from every rpc: a truce that one may not read is not there; what one may read but not do is denied.</summary>
[Collection(EdgeTests.Name)]
public sealed class RoleTests(EdgeServer server)
{
    public static TheoryData<string> Every => Rpcs.Names;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Each_rpc_by_each_role(string name)
    {
        var rpc = Rpcs.Named(name);
        Assert.True(Stated.Roles.TryGetValue(name, out var roles), $"Say in this table who may call {name}.");
        foreach (var (grant, reads) in Places.Grants)
        {
            var inScope = grant.Scope.Length == 0 || grant.Scope.StartsWith(World.Valley, StringComparison.Ordinal) || rpc.Service.Name == "ExerciseService";
            var place = Places.Of(rpc);
            var code = Stated.Expected(rpc, roles, grant, reads.HasFlag(place), inScope);

            // What changes something has a world of its own, so that no role meets what another one has done.
            var own = code is null && Rpcs.IsMutation(rpc) ? await OwnWorld.Found(server, place) : null;
            var answer = await Ask(rpc, server.As($"{grant.Role}-{grant.Scope.Replace('/', '-')}", own?.Of(grant) ?? grant), own);
            var what = $"{name} by {grant.Role}@{grant.Scope}: {answer}, expected {code?.ToString() ?? "to pass"}";
            if (Stated.OfThePen.Contains(name) && grant.Role == Role.Party && code is null)
            {
                Assert.True(answer.Code is StatusCode.PermissionDenied or StatusCode.FailedPrecondition, what);
                continue;
            }

            Assert.True(code is { } refused ? answer.Code == refused : answer.Code is not (StatusCode.NotFound or StatusCode.PermissionDenied or StatusCode.Unauthenticated), what);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Without_a_grant_or_without_a_token_one_sees_what_is_public_and_does_nothing(string name)
    {
        var rpc = Rpcs.Named(name);
        var isHidden = Places.Of(rpc) != Place.Public && !Stated.Creates(rpc);
        var isOpen = Stated.Roles[name] is null && !isHidden;
        var stranger = isOpen ? StatusCode.OK : isHidden ? StatusCode.NotFound : StatusCode.PermissionDenied;
        Assert.Equal(stranger, (await Ask(rpc, server.Stranger)).Code);
        var anonymous = Rpcs.IsMutation(rpc) ? StatusCode.Unauthenticated : stranger;
        Assert.Equal(anonymous, (await Ask(rpc, null)).Code);
    }

    /// <summary>Byte for byte the same answer, the trace id aside: what exists cannot be told from what does not.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public async Task What_one_may_not_read_is_answered_like_what_does_not_exist(string name)
    {
        var rpc = Rpcs.Named(name);
        var place = Places.Of(rpc);
        var (there, absent) = name switch
        {
            "GetStatement" or "RetractStatement" => (World.Press, World.Press[..^1] + (World.Press[^1] == 'a' ? 'b' : 'a')),
            _ when place == Place.River => (World.River, World.Valley + "/truces/rivet"),
            _ when place != Place.Public && !Stated.Creates(rpc) => (NameIn(rpc), NameIn(rpc).Replace(World.Talks, World.Valley + "/negotiations/talkx", StringComparison.Ordinal)),
            _ => ("", ""),
        };
        if (there.Length == 0)
        {
            return;
        }

        var first = rpc.InputType.FindFieldByNumber(1);
        var outsiders = Places.Grants.Where(g => !g.Reads.HasFlag(place == Place.Public ? Place.River : place)).Select(g => server.As("outsider", g.Grant)).Append(server.Stranger);
        foreach (var outsider in Rpcs.IsMutation(rpc) ? outsiders : outsiders.Append([]))
        {
            var request = Requests.Smallest(rpc.InputType);
            first.Accessor.SetValue(request, there);
            var one = await server.Call(rpc, request, outsider);
            first.Accessor.SetValue(request, absent);
            var other = await server.Call(rpc, request, outsider);
            Assert.Equal(StatusCode.NotFound, one.Code);
            Assert.Equal(other.Comparable, one.Comparable.Replace(there, absent, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_request_id_that_was_used_tells_nothing_to_who_may_no_longer_read()
    {
        var own = await OwnWorld.Bare(server);
        var request = World.Seen((await server.Concluded(World.Draft("bridge", own.Conflict))).Name);
        request.RequestId = Guid.NewGuid().ToString();
        await server.Incidents.ReportObservationAsync(request, server.As("dismissed", new Grant(Role.Monitor, own.Conflict)));
        var later = server.As("dismissed", new Grant(Role.Monitor, World.Coast));
        var rpc = Rpcs.Named("ReportObservation");
        var same = await server.Call(rpc, request, later);
        request.Observation.Text = World.Text("Something else.");
        var other = await server.Call(rpc, request, later);
        request.RequestId = "";
        var fresh = await server.Call(rpc, request, later);
        Assert.Equal(StatusCode.NotFound, fresh.Code);
        Assert.Equal(fresh.Comparable, same.Comparable);
        Assert.Equal(fresh.Comparable, other.Comparable);
    }

    private static string NameIn(MethodDescriptor rpc) => World.NameOf(Requests.RuleOf(rpc.InputType.FindFieldByNumber(1)).Resource);

    /// <summary>The smallest right request, about the river truce where it is about one.</summary>
    private async Task<Answer> Ask(MethodDescriptor rpc, Metadata? headers, OwnWorld? own = null)
    {
        var request = Requests.Smallest(rpc.InputType);
        var first = rpc.InputType.FindFieldByNumber(1);
        if (Places.Of(rpc) == Place.River)
        {
            first.Accessor.SetValue(request, World.River);
        }

        if (request is TableTextRequest table)
        {
            table.Text.PenHolder = World.North;
        }

        if (request is PublishStatementRequest publish)
        {
            publish.Statement.Party = World.North;
        }

        return (await server.Call(rpc, own?.Of(request) ?? request, headers)).Checked(rpc.InputType, rpc.Name);
    }
}
