using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Access;

public sealed class PermissionsTests
{
    private const string Conflict = "conflicts/valley";
    private const string Truce = Conflict + "/truces/first";
    private const string North = Conflict + "/parties/north";
    private const string South = Conflict + "/parties/south";
    private static readonly Role[] AllRoles = [.. Enum.GetValues<Role>().Where(r => r != Role.Unspecified)];

    /// <summary>The table as the comments of the services say it; what is not here is for every reader.</summary>
    private static readonly Dictionary<string, Role[]> Stated = new()
    {
        ["CreateConflictRequest"] = [Role.Mediator, Role.Secretariat],
        ["RegisterPartyRequest"] = [Role.Mediator, Role.Secretariat],
        ["DefineAreaRequest"] = [Role.Mediator, Role.Secretariat],
        ["RecordContestedFactRequest"] = [Role.Mediator, Role.Secretariat],
        ["AddNarrativeRequest"] = [Role.Mediator, Role.Secretariat, Role.Party],
        ["PublishStatementRequest"] = [Role.Mediator, Role.Secretariat, Role.Party, Role.Guarantor],
        ["CorrectStatementRequest"] = [Role.Mediator, Role.Secretariat, Role.Party, Role.Guarantor],
        ["RetractStatementRequest"] = [Role.Mediator, Role.Secretariat, Role.Party, Role.Guarantor],
        ["CreateTruceRequest"] = [Role.Mediator],
        ["AcceptTruceRequest"] = [Role.Party],
        ["DeclineTruceRequest"] = [Role.Party],
        ["AdhereToTruceRequest"] = [Role.Party],
        ["AbandonTruceRequest"] = [Role.Mediator],
        ["RescheduleTruceRequest"] = [Role.Mediator],
        ["ClarifyEffectRequest"] = [Role.Mediator],
        ["AmendTruceRequest"] = [Role.Mediator],
        ["ProposeExtensionRequest"] = [Role.Mediator, Role.Party],
        ["AcceptExtensionRequest"] = [Role.Party],
        ["GiveNoticeRequest"] = [Role.Party],
        ["WithdrawNoticeRequest"] = [Role.Party],
        ["DenounceTruceRequest"] = [Role.Party],
        ["SuspendTruceRequest"] = [Role.Mediator, Role.Party],
        ["ResumeTruceRequest"] = [Role.Mediator, Role.Party],
        ["RecordConditionRequest"] = [Role.Mediator, Role.Party, Role.Monitor, Role.Guarantor],
        ["JudgeCollapsedRequest"] = [Role.Mediator, Role.Guarantor],
        ["CompleteTruceRequest"] = [Role.Mediator],
        ["ReportObservationRequest"] = [Role.Mediator, Role.Party, Role.Monitor, Role.Guarantor, Role.Observer],
        ["AdvanceClockRequest"] = [Role.Operator, Role.Mediator],
        ["AnnounceInstrumentCall"] = [Role.Parley],
        ["RegisterSuccessorCall"] = [Role.Parley],
        ["ReleaseStatementCall"] = [Role.Parley],
    };

    private static readonly string[] ForReaders =
    [
        "GetConflictRequest", "ListConflictsRequest", "GetStatementRequest", "ListStatementsRequest", "ListInstrumentsRequest",
        "GetTruceRequest", "ListTrucesRequest", "CheckTruceRequest", "ForecastTruceRequest", "ListEventsRequest", "WatchJournalRequest",
        "GetClockRequest",
    ];

    public static TheoryData<string> Messages => [.. Stated.Keys.Concat(ForReaders)];

    [Fact]
    public void Table_HoldsEveryRequestOfTheContractAndEveryCallBetweenJournals()
    {
        var calls = CallRequested.Descriptor.Oneofs.Single(o => o.Name == "call").Fields.Select(f => f.MessageType);
        var requests = ContractFiles().SelectMany(f => f.Services).SelectMany(s => s.Methods).Select(m => m.InputType).ToList();
        Assert.True(requests.Count >= 35, "the contract's services were not found");
        Assert.Equal(
            requests.Concat(calls).Select(d => d.Name).Distinct().Order(StringComparer.Ordinal),
            Permissions.Known.Select(d => d.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Check_EachRequestByEachRole_AllowsExactlyTheStatedOnes(string message)
    {
        var request = Message(message);
        var stated = Stated.GetValueOrDefault(message, AllRoles);
        foreach (var role in AllRoles)
        {
            var caller = new Caller("someone", [new(role, role == Role.Party ? North : "")]);
            Assert.Equal(stated.Contains(role), Permissions.Check(caller, request, Truce) is null);
        }

        Assert.Equal(!Stated.ContainsKey(message), Permissions.Check(Caller.Anonymous, request, Truce) is null);
    }

    [Fact]
    public void Check_ARefusal_NamesTheRolesThatMay()
    {
        var rejection = Permissions.Check(Caller.Anonymous, new JudgeCollapsedRequest(), Truce);
        Assert.Equal(RejectionCode.PermissionDenied, rejection!.Code);
        Assert.Contains("JudgeCollapsed is for MEDIATOR, GUARANTOR", rejection.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(Conflict, true)]
    [InlineData(Truce, true)]
    [InlineData("conflicts/valley/truces/second", false)]
    [InlineData("conflicts/val", false)]
    [InlineData("conflicts/other", false)]
    public void Check_ARole_HoldsWhereItWasGranted(string scope, bool allowed) =>
        Assert.Equal(allowed, Permissions.Check(new("anna", [new(Role.Mediator, scope)]), new AmendTruceRequest(), Truce) is null);

    [Fact]
    public void Check_APartyOfAnotherConflict_IsDenied()
    {
        var caller = new Caller("nora", [new(Role.Party, "conflicts/other/parties/north")]);
        Assert.NotNull(Permissions.Check(caller, new AcceptTruceRequest(), Truce));
    }

    [Fact]
    public void Check_TheClock_CountsARoleWhereverItWasGranted()
    {
        Assert.Null(Permissions.Check(new("anna", [new(Role.Mediator, Conflict)]), new AdvanceClockRequest(), ""));
        Assert.NotNull(Permissions.Check(new("nora", [new(Role.Party, North)]), new AdvanceClockRequest(), ""));
    }

    [Fact]
    public void Check_AMessageThatTheTableDoesNotKnow_IsForNobody() =>
        Assert.NotNull(Permissions.Check(Caller.Parley, new Conflict(), Conflict));

    [Fact]
    public void ActorOf_WhoeverNamesAPartyItActsFor_ActsAsThatParty()
    {
        var caller = new Caller("bo", [new(Role.Mediator, ""), new(Role.Party, North), new(Role.Party, South)]);
        Assert.Equal(
            new Actor { Role = Role.Party, Party = South }, Permissions.ActorOf(caller, new SuspendTruceRequest { Name = Truce, Party = South }, Truce));
        Assert.Equal(new Actor { Role = Role.Mediator }, Permissions.ActorOf(caller, new SuspendTruceRequest { Name = Truce }, Truce));
        Assert.Equal(new Actor { Role = Role.Mediator }, Permissions.ActorOf(caller, new AmendTruceRequest { Name = Truce }, Truce));
    }

    [Fact]
    public void ActorOf_ASinglePartyThatNamesNone_ActsAsItself() => Assert.Equal(
        new Actor { Role = Role.Party, Party = North },
        Permissions.ActorOf(new("nora", [new(Role.Party, North), new(Role.Party, "conflicts/other/parties/x")]), new AcceptTruceRequest(), Truce));

    [Fact]
    public void ActorOf_NeverNamesTheSubject() =>
        Assert.Empty(Permissions.ActorOf(new("anna", [new(Role.Mediator, "")]), new AmendTruceRequest(), Truce).Subject);

    private static IMessage Message(string name) =>
        Permissions.Known.Single(d => d.Name == name).Parser.ParseFrom(ByteString.Empty);

    private static IEnumerable<FileDescriptor> ContractFiles() => typeof(Conflict).Assembly.GetTypes()
        .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(t => t.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>();
}
