using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Who gets what from every rpc: a truce that one may not read is not there; what one may read but not do is denied.</summary>
[Collection(EdgeTests.Name)]
public sealed class RoleTests(EdgeServer server)
{
    private const string OtherTruce = World.Valley + "/truces/bridge";

    private static readonly Role[] Readers = [Role.Mediator, Role.Party, Role.Guarantor, Role.Monitor, Role.Observer];
    private static readonly Role[] Speakers = [Role.Mediator, Role.Secretariat, Role.Party, Role.Guarantor];

    /// <summary>Who may, as the comments of the services say it; null for everyone who may read.</summary>
    private static readonly Dictionary<string, Role[]?> Stated = new()
    {
        ["CreateConflict"] = [Role.Mediator, Role.Secretariat],
        ["GetConflict"] = null,
        ["ListConflicts"] = null,
        ["RegisterParty"] = [Role.Mediator, Role.Secretariat],
        ["DefineArea"] = [Role.Mediator, Role.Secretariat],
        ["RecordContestedFact"] = [Role.Mediator, Role.Secretariat],
        ["AddNarrative"] = [Role.Mediator, Role.Secretariat, Role.Party],
        ["PublishStatement"] = Speakers,
        ["GetStatement"] = null,
        ["CorrectStatement"] = Speakers,
        ["RetractStatement"] = Speakers,
        ["ListStatements"] = null,
        ["ListInstruments"] = null,
        ["CreateTruce"] = [Role.Mediator],
        ["GetTruce"] = null,
        ["ListTruces"] = null,
        ["CheckTruce"] = null,
        ["AcceptTruce"] = [Role.Party],
        ["DeclineTruce"] = [Role.Party],
        ["AdhereToTruce"] = [Role.Party],
        ["AbandonTruce"] = [Role.Mediator],
        ["RescheduleTruce"] = [Role.Mediator],
        ["ClarifyEffect"] = [Role.Mediator],
        ["AmendTruce"] = [Role.Mediator],
        ["ProposeExtension"] = [Role.Mediator, Role.Party],
        ["AcceptExtension"] = [Role.Party],
        ["GiveNotice"] = [Role.Party],
        ["WithdrawNotice"] = [Role.Party],
        ["DenounceTruce"] = [Role.Party],
        ["SuspendTruce"] = [Role.Mediator, Role.Party],
        ["ResumeTruce"] = [Role.Mediator, Role.Party],
        ["RecordCondition"] = [Role.Mediator, Role.Party, Role.Monitor, Role.Guarantor],
        ["JudgeCollapsed"] = [Role.Mediator, Role.Guarantor],
        ["CompleteTruce"] = [Role.Mediator],
        ["ForecastTruce"] = null,
        ["ReportObservation"] = Readers,
        ["ListEvents"] = null,
        ["WatchJournal"] = null,
        ["GetClock"] = null,
        ["AdvanceClock"] = [Role.Mediator, Role.Operator],
    };

    /// <summary>Grants and whether they make one a reader of the river truce.</summary>
    private static readonly (Grant Grant, bool ReadsRiver)[] Grants =
    [
        (new(Role.Mediator, ""), true), (new(Role.Mediator, World.Valley), true), (new(Role.Mediator, World.River), true),
        (new(Role.Mediator, OtherTruce), false), (new(Role.Mediator, World.Coast), false),
        (new(Role.Party, World.North), true), (new(Role.Party, World.East), false), (new(Role.Party, World.Coast + "/parties/north"), false),
        (new(Role.Observer, World.Valley), true), (new(Role.Observer, World.River), true), (new(Role.Observer, OtherTruce), false),
        (new(Role.Monitor, World.Valley), true), (new(Role.Monitor, World.River), true), (new(Role.Monitor, World.Coast), false),
        (new(Role.Guarantor, World.Valley), true), (new(Role.Guarantor, World.River), true), (new(Role.Guarantor, World.Ferry), false),
        (new(Role.Secretariat, ""), false), (new(Role.Secretariat, World.Valley), false), (new(Role.Operator, ""), false),
    ];

    public static TheoryData<string> Every => Rpcs.Names;

    private static bool IsOfTruce(MethodDescriptor rpc) =>
        rpc.InputType.FindFieldByNumber(1) is { FieldType: FieldType.String } first && Requests.RuleOf(first).Resource.Contains("/truces/*", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Each_rpc_by_each_role(string name)
    {
        var rpc = Rpcs.Named(name);
        Assert.True(Stated.TryGetValue(name, out var roles), $"Say in this table who may call {name}.");
        foreach (var (grant, reads) in Grants)
        {
            var answer = await Ask(rpc, server.As($"{grant.Role}-{grant.Scope.Replace('/', '-')}", grant));
            var inScope = grant.Scope.Length == 0 || grant.Scope.StartsWith(World.Valley, StringComparison.Ordinal) || rpc.Service.Name == "ExerciseService";
            var code = Expected(rpc, roles, grant, reads, inScope);
            var what = $"{name} by {grant.Role}@{grant.Scope}: {answer}, expected {code?.ToString() ?? "to pass"}";
            Assert.True(code is { } refused ? answer.Code == refused : answer.Code is not (StatusCode.NotFound or StatusCode.PermissionDenied or StatusCode.Unauthenticated), what);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Without_a_grant_or_without_a_token_one_sees_what_is_public_and_does_nothing(string name)
    {
        var rpc = Rpcs.Named(name);
        var isOpen = Stated[name] is null && !IsOfTruce(rpc);
        var stranger = isOpen ? StatusCode.OK : IsOfTruce(rpc) ? StatusCode.NotFound : StatusCode.PermissionDenied;
        Assert.Equal(stranger, (await Ask(rpc, server.Stranger)).Code);
        var anonymous = Rpcs.IsMutation(rpc) ? StatusCode.Unauthenticated : stranger;
        Assert.Equal(anonymous, (await Ask(rpc, null)).Code);
    }

    /// <summary>Byte for byte the same answer, the trace id aside: what exists cannot be told from what does not.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public async Task What_one_may_not_read_is_answered_like_what_does_not_exist(string name)
    {
        const string Absent = World.Valley + "/truces/rivet";
        var rpc = Rpcs.Named(name);
        if (rpc.InputType.FindFieldByNumber(1) is not { FieldType: FieldType.String } first)
        {
            return;
        }

        var (there, absent) = Requests.RuleOf(first).Resource switch
        {
            var pattern when pattern.Contains("press", StringComparison.Ordinal) => (World.Press, World.Press[..^1] + (World.Press[^1] == 'a' ? 'b' : 'a')),
            var pattern when pattern.Contains("truces", StringComparison.Ordinal) => (World.River, Absent),
            _ => ("", ""),
        };
        if (there.Length == 0)
        {
            return;
        }

        var outsiders = Grants.Where(g => !g.ReadsRiver).Select(g => server.As("outsider", g.Grant)).Append(server.Stranger);
        foreach (var outsider in Rpcs.IsMutation(rpc) ? outsiders : outsiders.Append([]))
        {
            var request = Requests.Smallest(rpc.InputType);
            first.Accessor.SetValue(request, there);
            var one = await server.Call(rpc, request, outsider);
            first.Accessor.SetValue(request, absent);
            var other = await server.Call(rpc, request, outsider);
            Assert.Equal(StatusCode.NotFound, one.Code);
            Assert.Equal(Comparable(other), Comparable(one).Replace(there, absent, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_request_id_that_was_used_tells_nothing_to_who_may_no_longer_read()
    {
        var request = World.Seen(World.Bridge);
        request.RequestId = Guid.NewGuid().ToString();
        await server.Incidents.ReportObservationAsync(request, server.As("dismissed", new Grant(Role.Monitor, World.Valley)));
        var later = server.As("dismissed", new Grant(Role.Monitor, World.Coast));
        var rpc = Rpcs.Named("ReportObservation");
        var same = await server.Call(rpc, request, later);
        request.Observation.Text = World.Text("Something else.");
        var other = await server.Call(rpc, request, later);
        request.RequestId = "";
        var fresh = await server.Call(rpc, request, later);
        Assert.Equal(StatusCode.NotFound, fresh.Code);
        Assert.Equal(Comparable(fresh), Comparable(same));
        Assert.Equal(Comparable(fresh), Comparable(other));
    }

    private static StatusCode? Expected(MethodDescriptor rpc, Role[]? roles, Grant grant, bool reads, bool inScope)
    {
        if (IsOfTruce(rpc) && !reads)
        {
            return StatusCode.NotFound;
        }

        // Whoever keeps one conflict does not open others; whoever speaks for another party does not speak for north.
        inScope &= (rpc.Name != "CreateConflict" || grant.Scope.Length == 0) && (grant.Role != Role.Party || grant.Scope == World.North);

        // A grant for one truce makes nobody a keeper of the conflict that it belongs to.
        var holds = IsOfTruce(rpc) || rpc.Service.Name == "ExerciseService" || !grant.Scope.Contains("/truces/", StringComparison.Ordinal);
        return roles is null || (inScope && holds && roles.Contains(grant.Role)) ? null : StatusCode.PermissionDenied;
    }

    private static string Comparable(Answer answer)
    {
        var status = answer.Status!.Clone();
        var trace = status.Details.Single(d => d.Is(RequestInfo.Descriptor));
        status.Details.Remove(trace);
        return Encoding.Latin1.GetString(status.ToByteArray());
    }

    /// <summary>The smallest right request, about the river truce where it is about one.</summary>
    private async Task<Answer> Ask(MethodDescriptor rpc, Metadata? headers)
    {
        var request = Requests.Smallest(rpc.InputType);
        var first = rpc.InputType.FindFieldByNumber(1);
        if (IsOfTruce(rpc))
        {
            first.Accessor.SetValue(request, World.River);
        }

        if (request is PublishStatementRequest publish)
        {
            publish.Statement.Party = World.North;
        }

        return (await server.Call(rpc, request, headers)).Checked(rpc.InputType, rpc.Name);
    }
}
