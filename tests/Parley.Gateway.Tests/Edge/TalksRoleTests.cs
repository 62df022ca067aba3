using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>
/// Who gets what in talks by being in them and not by a token alone: an admitted observer, the member that is a guarantor, the member that
/// is a witness. What each may do is what the comments of the services say.
/// </summary>
[Collection(EdgeTests.Name)]
public sealed class TalksRoleTests(EdgeServer server)
{
    /// <summary>What no member's delegation may do, in whatever capacity.</summary>
    private static readonly string[] OfMediators =
    [
        "SetAgenda", "SettleAgendaItem", "ReopenAgendaItem", "AddVenues", "AdmitParticipant", "EndAccreditation", "DeclareDeadlock", "ConcludeNegotiation", "AgreeBlindRange",
        "OpenSilenceProcedure", "AgreeOpening", "CancelOpening", "CertifyOpeningEvent",
        "ScheduleSession", "ConfirmSession", "ConvokeSession", "InterruptSession", "ContinueSession", "CloseSession", "CancelSession",
    ];

    /// <summary>For the pen-holder: in these talks the mediators, as of the smallest text that is tabled.</summary>
    private static readonly string[] OfThePen = ["TableText", "ReviseText", "WithdrawText", "ResolveBracket", "BindClause", "UnbindClause"];

    /// <summary>What only a party does: it negotiates in its own name.</summary>
    private static readonly string[] OfParties = ["BreakOffNegotiation", "AgreeClause", "ReopenClause", "InitialText", "BreakSilence"];

    /// <summary>What only who can be bound does: a witness neither drafts nor needs to confirm.</summary>
    private static readonly string[] OfTheBound = ["ProposeAmendment", "SignTextAdReferendum"];

    /// <summary>What is done about something that there is not: a suspension, a declaration, an amendment or a signature of the caller's.</summary>
    private static readonly string[] OfOthers = ["ResumeNegotiation", "SettleCondition", "WithdrawReadiness", "WithdrawAmendment", "ConfirmSignature", "WithdrawSignature", "ObjectToReservation", "AccedeToText", "RevokeFullPowers"];

    public static TheoryData<string> Every => [.. Rpcs.Names.Where(name => IsOfTalks(Rpcs.Named(name)))];

    [Theory]
    [MemberData(nameof(Every))]
    public async Task An_admitted_observer_reads_what_all_in_the_talks_read_and_does_nothing(string name)
    {
        var rpc = Rpcs.Named(name);
        var own = await Founded(MemberCapacity.Guarantor);
        var observer = server.As("looker-on", own.Of(new Grant(Role.Observer, World.Valley)));
        // A text makes a journal, and who may do that is judged by role first.
        Assert.Equal(name == "TableText" ? StatusCode.PermissionDenied : StatusCode.NotFound, (await Ask(rpc, own, observer)).Code);
        await server.Negotiations.AdmitParticipantAsync(
            new() { Name = own.Of(World.Talks), Accreditation = new() { Id = "looker-on", Subject = "looker-on", Function = DelegationFunction.Observer } }, server.Mediator);

        var expected = IsRoom(rpc) || IsSealed(rpc) ? StatusCode.NotFound : Rpcs.IsMutation(rpc) ? StatusCode.PermissionDenied : StatusCode.OK;
        var answer = await Ask(rpc, own, observer);
        Assert.True(expected == answer.Code, $"{name}: {answer}");
    }

    [Theory]
    [MemberData(nameof(Every))]
    public Task A_guarantor_takes_part_and_leaves_to_the_parties_what_is_theirs(string name) => By(MemberCapacity.Guarantor, name);

    [Theory]
    [MemberData(nameof(Every))]
    public Task A_witness_takes_part_and_leaves_to_the_parties_what_is_theirs(string name) => By(MemberCapacity.Witness, name);

    [Theory]
    [InlineData(MemberCapacity.Guarantor, true)]
    [InlineData(MemberCapacity.Witness, false)]
    public async Task A_guarantor_can_be_bound_and_a_witness_cannot(MemberCapacity capacity, bool can)
    {
        var own = await Founded(capacity);
        var east = server.Of(own.Of(World.East));
        var (text, authority) = (own.Of(World.TalksText), new SigningAuthority { Level = Level.HeadOfState });
        var adReferendum = await server.Call(Rpcs.Named("SignTextAdReferendum"), new SignTextAdReferendumRequest { Name = text, Authority = authority }, east);
        Assert.Equal(can ? StatusCode.OK : StatusCode.FailedPrecondition, adReferendum.Code);
        if (!can)
        {
            await server.Negotiations.SignTextAsync(new() { Name = text, Authority = authority }, east);
        }

        var signature = Assert.Single((await server.Negotiations.GetTextAsync(new() { Name = text }, east)).Signatures);
        Assert.Equal((own.Of(World.East), capacity), (signature.Party, signature.Capacity));
    }

    /// <summary>East is in the talks in this capacity.</summary>
    private async Task By(MemberCapacity capacity, string name)
    {
        var rpc = Rpcs.Named(name);
        var own = await Founded(capacity);
        var answer = await Ask(rpc, own, server.Of(own.Of(World.East)));
        StatusCode[] expected = OfMediators.Contains(name) ? [IsRoom(rpc) ? StatusCode.NotFound : StatusCode.PermissionDenied]
            : IsRoom(rpc) || IsSealed(rpc) ? [StatusCode.NotFound]
            : OfTheBound.Contains(name) && capacity == MemberCapacity.Witness ? [StatusCode.FailedPrecondition]
            : OfThePen.Contains(name) || OfParties.Contains(name) || OfOthers.Contains(name)
                ? [StatusCode.PermissionDenied, StatusCode.FailedPrecondition, StatusCode.InvalidArgument]
            : [StatusCode.OK];
        Assert.True(expected.Contains(answer.Code), $"{name} as {capacity}: {answer}, expected {string.Join(" or ", expected)}");
    }

    private static bool IsOfTalks(MethodDescriptor rpc) => NameOf(rpc).StartsWith(World.Talks, StringComparison.Ordinal);

    private static bool IsRoom(MethodDescriptor rpc) => NameOf(rpc) is var name
        && (name.StartsWith(World.NorthRoom, StringComparison.Ordinal) || name.Contains("/desk", StringComparison.Ordinal) || rpc.Name is "AddNote" or "ListNotes" or "ListRelays");

    private static bool IsSealed(MethodDescriptor rpc) => rpc.Name.StartsWith("Seal", StringComparison.Ordinal) || rpc.Name is "CertifyOpeningEvent" or "CancelOpening";

    private static string NameOf(MethodDescriptor rpc) =>
        rpc.InputType.FindFieldByNumber(1) is { FieldType: FieldType.String } first && Requests.RuleOf(first).Resource is { Length: > 0 } patterns ? World.NameOf(patterns) : "";

    /// <summary>The smallest right request, about these talks; what it says of a party it says of east.</summary>
    private async Task<Answer> Ask(MethodDescriptor rpc, OwnWorld own, Metadata caller)
    {
        var request = own.Of(Requests.Smallest(rpc.InputType));
        if (request is DepositFullPowersRequest deposit)
        {
            deposit.FullPowers.Party = own.Of(World.East);
        }

        if (request is ProposeAmendmentRequest propose)
        {
            (propose.Amendment.Clause, propose.Amendment.Text) = ("halt", World.Text("All fire stops for a day."));
        }

        return (await server.Call(rpc, request, caller)).Checked(rpc.InputType, rpc.Name);
    }

    /// <summary>A world of talks between north and south with east in a capacity, with a text on the table, and a session of all in them.</summary>
    private async Task<OwnWorld> Founded(MemberCapacity capacity)
    {
        var own = await OwnWorld.Bare(server);
        var open = Founding.Talks(own.Conflict, "talks");
        open.Negotiation.Members.Add(new Member { Party = own.Of(World.East), Capacity = capacity });
        var talks = (await server.Negotiations.CreateNegotiationAsync(open, server.Mediator)).Name;
        await server.Negotiations.TableTextAsync(Founding.TextOf(talks, "draft"), server.Mediator);
        var session = await server.Sessions.ScheduleSessionAsync(new() { Parent = talks, Session = new() { Format = SessionFormat.Plenary } }, server.Mediator);
        return own.With(World.Session, session.Name);
    }
}
