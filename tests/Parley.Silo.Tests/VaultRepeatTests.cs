using Google.Protobuf;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>A filing that is sent again by somebody who may still send, but no longer for the member for whom it was sent.</summary>
public sealed class VaultRepeatTests : SiloTest
{
    private const string Talks = ConflictName + "/negotiations/talks";

    /// <summary>Files for the north, and is a mediator besides: so the vault goes on hearing it.</summary>
    private static readonly Caller Both = new("both-1", [new(Role.Party, North), new(Role.Mediator, "")]);

    protected override (string Name, string Value)[] Settings =>
        [("Frame:RememberedRequests", "3"), ("Frame:CallRetryDelay", "00:00:00.010"), ("Frame:MaxCallRetryDelay", "00:00:00.050")];

    [Fact]
    public async Task Is_not_answered_from_memory_nor_from_the_store()
    {
        await Silo.Found();
        await Silo.Do<Negotiation>(Mediator, new CreateNegotiationRequest
        {
            Parent = ConflictName,
            NegotiationId = "talks",
            Negotiation = new()
            {
                Title = In("Talks"),
                Members = { new Member { Party = North, Capacity = MemberCapacity.Party }, new Member { Party = South, Capacity = MemberCapacity.Party } },
            },
        });
        var id = Guid.NewGuid();
        await Eventually(() => Silo.Execute(Both, Ready(North, South), id), o => o.Rejection is null);
        await Silo.Do<SealReceipt>(Both, Ready(North, South), id);

        // From here on only the envoy acts for the north.
        await Silo.Do<Negotiation>(Mediator, new AdmitParticipantRequest
        {
            Name = Talks,
            Accreditation = new() { Id = "envoy", Subject = ForNorth.Subject, Party = North, Function = DelegationFunction.Delegate },
        });
        await Eventually(() => Silo.Execute(Both, Ready(North, South)), IsNotFound);
        Assert.True(IsNotFound(await Silo.Execute(Both, Ready(North, South), id)));

        for (var i = 0; i < 4; i++)
        {
            await Silo.Do<SealReceipt>(ForSouth, Ready(South, North));
        }

        Assert.True(IsNotFound(await Silo.Execute(Both, Ready(North, South), id)));
    }

    private static SealReadinessRequest Ready(string party, string with) => new()
    {
        Parent = Caucus(party),
        Readiness = new() { Subject = ReadinessSubject.Meet, With = with },
    };

    private static string Caucus(string party) => Parley.Contract.ResourceName.Caucus(Talks, party);

    private static bool IsNotFound(Outcome<IMessage> outcome) => outcome.Rejection is { Reason: "NOT_FOUND", Resource: var name } && name == Caucus(North);
}
