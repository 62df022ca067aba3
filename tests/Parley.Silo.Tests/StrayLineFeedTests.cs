using NodaTime;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>What the store cannot hold is refused where it is said, and ends nothing.</summary>
public sealed class StrayLineFeedTests : SiloTest
{
    [Fact]
    public async Task A_line_feed_in_a_subject_is_refused_as_what_it_is()
    {
        await Silo.FoundTalks();
        Assert.Equal(RejectionCode.InvalidArgument, (await Silo.Execute(Mediator, Admit(from: null))).Rejection?.Code);
    }

    [Fact]
    public async Task Talks_outlive_the_day_on_which_it_would_hold()
    {
        await Silo.FoundTalks();
        await Silo.Execute(Mediator, Admit(Baku("2020-10-02T12:00")));
        Silo.Clock.Now = Instant.FromUtc(2020, 10, 2, 9, 0);
        for (var i = 0; i < 20 && await IsUnavailable(() => Silo.Read(ForSouth, new GetNegotiationRequest { Name = Talks.Name })); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }

        await Restart();
        Assert.IsType<Negotiation>((await Silo.Read(ForSouth, new GetNegotiationRequest { Name = Talks.Name })).Value);
    }

    private static AdmitParticipantRequest Admit(LegalTime? from) => new()
    {
        Name = Talks.Name,
        Accreditation = new() { Id = "alice", Subject = "alice\n", Party = North, Function = DelegationFunction.Delegate, From = from },
    };
}
