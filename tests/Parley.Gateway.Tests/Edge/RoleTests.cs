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
        ["CreateNegotiation"] = [Role.Mediator],
        ["GetNegotiation"] = null,
        ["ListNegotiations"] = null,
        ["SetAgenda"] = [Role.Mediator],
        ["AdmitParticipant"] = [Role.Mediator],
        ["EndAccreditation"] = [Role.Mediator],
        ["SuspendNegotiation"] = [Role.Mediator, Role.Party],
        ["ResumeNegotiation"] = [Role.Mediator, Role.Party],
        ["DeclareDeadlock"] = [Role.Mediator],
        ["BreakOffNegotiation"] = [Role.Mediator, Role.Party],
        ["ConcludeNegotiation"] = [Role.Mediator],
        ["DeclareReadiness"] = [Role.Party],
        ["WithdrawReadiness"] = [Role.Party],
        ["SettleCondition"] = [Role.Mediator, Role.Party],
        ["AssessReadiness"] = null,
        ["AddVenues"] = [Role.Mediator],
        ["AgreeBlindRange"] = [Role.Mediator],
        ["AddNote"] = [Role.Mediator],
        ["GetNote"] = null,
        ["ListNotes"] = null,
        ["ScheduleSession"] = [Role.Mediator],
        ["ConfirmSession"] = [Role.Mediator],
        ["ConvokeSession"] = [Role.Mediator],
        ["InterruptSession"] = [Role.Mediator],
        ["ContinueSession"] = [Role.Mediator],
        ["CloseSession"] = [Role.Mediator],
        ["CancelSession"] = [Role.Mediator],
        ["GetSession"] = null,
        ["ListSessions"] = null,
        ["TableText"] = [Role.Mediator, Role.Party],
        ["GetText"] = null,
        ["ListTexts"] = null,
        ["ReviseText"] = [Role.Mediator, Role.Party],
        ["WithdrawText"] = [Role.Mediator, Role.Party],
        ["ProposeAmendment"] = [Role.Mediator, Role.Party],
        ["WithdrawAmendment"] = [Role.Mediator, Role.Party],
        ["ResolveBracket"] = [Role.Mediator, Role.Party],
        ["AgreeClause"] = [Role.Party],
        ["ReopenClause"] = [Role.Mediator, Role.Party],
        ["BindClause"] = [Role.Mediator, Role.Party],
        ["UnbindClause"] = [Role.Mediator, Role.Party],
        ["CheckText"] = null,
        ["DepositFullPowers"] = [Role.Mediator, Role.Party],
        ["RevokeFullPowers"] = [Role.Party],
        ["InitialText"] = [Role.Party],
        ["SignText"] = [Role.Party],
        ["SignTextAdReferendum"] = [Role.Party],
        ["ConfirmSignature"] = [Role.Party],
        ["AccedeToText"] = [Role.Mediator, Role.Party],
        ["ObjectToReservation"] = [Role.Party],
        ["OpenSilenceProcedure"] = [Role.Mediator],
        ["BreakSilence"] = [Role.Party],
        ["AgreeOpening"] = [Role.Mediator],
        ["CertifyOpeningEvent"] = [Role.Mediator],
        ["GetCaucus"] = null,
        ["SendMessage"] = [Role.Mediator, Role.Party],
        ["GetMessage"] = null,
        ["ListMessages"] = null,
        ["RelayMessage"] = [Role.Mediator],
        ["GetRelay"] = null,
        ["ListRelays"] = null,
        ["SealConsent"] = [Role.Party],
        ["SealReadiness"] = [Role.Party],
        ["SealRange"] = [Role.Party],
        ["WithdrawFiling"] = [Role.Party],
        ["ListEvents"] = null,
        ["WatchJournal"] = null,
        ["GetClock"] = null,
        ["AdvanceClock"] = [Role.Mediator, Role.Operator],
    };

    /// <summary>Where a resource is kept, as far as it matters who may know of it.</summary>
    [Flags]
    private enum Place
    {
        Public = 0,

        /// <summary>The river truce.</summary>
        River = 1,

        /// <summary>The talks between north and south, and their text.</summary>
        Talks = 2,

        /// <summary>North's own room in them.</summary>
        NorthRoom = 4,

        /// <summary>The mediators' desk.</summary>
        Desk = 8,

        /// <summary>What is sealed in the talks.</summary>
        Vault = 16,

        Mediators = River | Talks | NorthRoom | Desk | Vault,
    }

    /// <summary>For the pen-holder: in these talks the mediators. A party is told so, or what the text's state forbids.</summary>
    private static readonly string[] OfThePen = ["ReviseText", "WithdrawText", "ResolveBracket", "BindClause", "UnbindClause"];

    /// <summary>Grants and what they let one know of.</summary>
    private static readonly (Grant Grant, Place Reads)[] Grants =
    [
        (new(Role.Mediator, ""), Place.Mediators), (new(Role.Mediator, World.Valley), Place.Mediators), (new(Role.Mediator, World.River), Place.River),
        (new(Role.Mediator, OtherTruce), Place.Public), (new(Role.Mediator, World.Coast), Place.Public),
        (new(Role.Mediator, World.Talks), Place.Mediators & ~Place.River),
        (new(Role.Party, World.North), Place.River | Place.Talks | Place.NorthRoom | Place.Vault),
        (new(Role.Party, World.South), Place.River | Place.Talks | Place.Vault),
        (new(Role.Party, World.East), Place.Public), (new(Role.Party, World.Coast + "/parties/north"), Place.Public),
        (new(Role.Observer, World.Valley), Place.River), (new(Role.Observer, World.River), Place.River), (new(Role.Observer, OtherTruce), Place.Public),
        (new(Role.Observer, World.Talks), Place.Public),
        (new(Role.Monitor, World.Valley), Place.River), (new(Role.Monitor, World.River), Place.River), (new(Role.Monitor, World.Coast), Place.Public),
        (new(Role.Guarantor, World.Valley), Place.River), (new(Role.Guarantor, World.River), Place.River), (new(Role.Guarantor, World.Ferry), Place.Public),
        (new(Role.Secretariat, ""), Place.Public), (new(Role.Secretariat, World.Valley), Place.Public), (new(Role.Operator, ""), Place.Public),
    ];

    public static TheoryData<string> Every => Rpcs.Names;

    private static Place PlaceOf(MethodDescriptor rpc)
    {
        if (rpc.Name is "AddNote" or "ListNotes" or "RelayMessage" or "ListRelays")
        {
            return Place.Desk;
        }

        if (rpc.Name is "SealConsent" or "SealReadiness" or "SealRange" or "WithdrawFiling" or "CertifyOpeningEvent")
        {
            return Place.Vault;
        }

        var pattern = rpc.InputType.FindFieldByNumber(1) is { FieldType: FieldType.String } first ? Requests.RuleOf(first).Resource.Split('|')[0] : "";
        return pattern.Contains("/desk", StringComparison.Ordinal) ? Place.Desk
            : pattern.Contains("/caucuses", StringComparison.Ordinal) ? Place.NorthRoom
            : pattern.Contains("/negotiations", StringComparison.Ordinal) ? Place.Talks
            : Requests.RuleOf(rpc.InputType.Fields.InFieldNumberOrder().FirstOrDefault() ?? NoField).Resource.Contains("/truces/*", StringComparison.Ordinal) ? Place.River
            : Place.Public;
    }

    private static FieldDescriptor NoField => GetTruceRequest.Descriptor.FindFieldByName("read_time");

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
            var code = Expected(rpc, roles, grant, PlaceOf(rpc) is var place && reads.HasFlag(place), inScope);
            var what = $"{name} by {grant.Role}@{grant.Scope}: {answer}, expected {code?.ToString() ?? "to pass"}";
            if (OfThePen.Contains(name) && grant.Role == Role.Party && code is null)
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
        var isHidden = PlaceOf(rpc) != Place.Public && !Creates(rpc);
        var isOpen = Stated[name] is null && !isHidden;
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
        var place = PlaceOf(rpc);
        var (there, absent) = name switch
        {
            "GetStatement" or "RetractStatement" => (World.Press, World.Press[..^1] + (World.Press[^1] == 'a' ? 'b' : 'a')),
            _ when place == Place.River => (World.River, World.Valley + "/truces/rivet"),
            _ when place != Place.Public && !Creates(rpc) => (NameIn(rpc), NameIn(rpc).Replace(World.Talks, World.Valley + "/negotiations/talkx", StringComparison.Ordinal)),
            _ => ("", ""),
        };
        if (there.Length == 0)
        {
            return;
        }

        var first = rpc.InputType.FindFieldByNumber(1);
        var outsiders = Grants.Where(g => !g.Reads.HasFlag(place == Place.Public ? Place.River : place)).Select(g => server.As("outsider", g.Grant)).Append(server.Stranger);
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
        Assert.Equal(fresh.Comparable, same.Comparable);
        Assert.Equal(fresh.Comparable, other.Comparable);
    }

    /// <summary>A text is tabled in talks that the caller must see, by a request that is judged by role first: it makes a journal.</summary>
    private static bool Creates(MethodDescriptor rpc) => rpc.Name == "TableText";

    private static string NameIn(MethodDescriptor rpc) => World.NameOf(Requests.RuleOf(rpc.InputType.FindFieldByNumber(1)).Resource);

    private static StatusCode? Expected(MethodDescriptor rpc, Role[]? roles, Grant grant, bool reads, bool inScope)
    {
        var isHidden = PlaceOf(rpc) != Place.Public;

        // Whoever keeps one conflict does not open others.
        inScope &= rpc.Name != "CreateConflict" || grant.Scope.Length == 0;

        // A grant for one truce or negotiation makes nobody a keeper of the conflict that it belongs to.
        var holds = (isHidden && reads) || rpc.Service.Name == "ExerciseService"
            || !(grant.Scope.Contains("/truces/", StringComparison.Ordinal) || grant.Scope.Contains("/negotiations/", StringComparison.Ordinal));

        // Every party of the conflict has the role to table a text; whether it takes part in the talks is seen after that.
        var may = roles is null || (inScope && holds && roles.Contains(grant.Role));
        if (Creates(rpc))
        {
            return !may || (reads && grant.Scope == World.South) ? StatusCode.PermissionDenied : reads ? null : StatusCode.NotFound;
        }

        if (isHidden && !reads)
        {
            return StatusCode.NotFound;
        }

        if (!may || (grant.Role == Role.Party && grant.Scope != World.North && roles is not null && NamesNorth(rpc)))
        {
            return StatusCode.PermissionDenied;
        }

        // What is sealed is sealed by its own member: another one's room is not there, and neither is a filing that nobody has made.
        return rpc.Name == "WithdrawFiling" || (rpc.Name.StartsWith("Seal", StringComparison.Ordinal) && grant.Scope == World.South) ? StatusCode.NotFound : null;
    }

    /// <summary>True when the smallest request is made in the name of north.</summary>
    private static bool NamesNorth(MethodDescriptor rpc) => PlaceOf(rpc) == Place.Public || rpc.Name is "DepositFullPowers" or "RevokeFullPowers";

    /// <summary>The smallest right request, about the river truce where it is about one.</summary>
    private async Task<Answer> Ask(MethodDescriptor rpc, Metadata? headers)
    {
        var request = Requests.Smallest(rpc.InputType);
        var first = rpc.InputType.FindFieldByNumber(1);
        if (PlaceOf(rpc) == Place.River)
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

        return (await server.Call(rpc, request, headers)).Checked(rpc.InputType, rpc.Name);
    }
}
