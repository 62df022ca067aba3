using NodaTime;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.Talks;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>An opening that all took back: text and vault agree on what came first, and the answer says it.</summary>
public sealed class CancelledOpeningTests : SiloTest
{
    private static readonly Instant TheInstant = Instant.FromUtc(2020, 10, 10, 8, 0);

    [Fact]
    public async Task What_is_cancelled_in_time_is_over_in_the_answer_and_what_was_sealed_for_it_concludes_nothing()
    {
        await Filed();
        var id = Guid.NewGuid();
        var answer = await Cancelled(id);
        Assert.Equal((true, null), (answer.Openings[0].Over, answer.Openings[0].Cancelling));
        Assert.Equal("The year.", answer.Openings[0].Cancelled.Reason.Values["en"]);
        Assert.Equal(answer, await Cancelled(id));
        Assert.Equal("OPENING_OVER", (await Silo.Execute(ForNorth, Consent(NorthRoom, South), Guid.NewGuid())).Rejection?.Reason);

        Silo.Clock.Now = TheInstant + Duration.FromSeconds(1);
        await Silo.Alarm.Ring(CancellationToken.None);
        Assert.Equal(answer, (await Silo.Read(ForSouth, new GetTextRequest { Name = Text })).Value);
        var revise = new ReviseTextRequest { Name = Text, Etag = answer.Etag, Clauses = { new TextClause { Id = "halt", Text = In("All fire stops now.") } } };
        await Silo.Do<NegotiatingText>(Mediator, revise);
    }

    [Fact]
    public async Task Where_the_instant_came_first_the_conclusion_stands()
    {
        await Filed();
        Silo.Clock.Now = TheInstant + Duration.FromSeconds(1);
        var answer = await Cancelled(Guid.NewGuid());
        var text = (NegotiatingText)(await Silo.Read(ForSouth, new GetTextRequest { Name = Text })).Value!;
        Assert.Equal((NegotiatingTextState.Concluded, null, null), (text.State, text.Openings[0].Cancelling, text.Openings[0].Cancelled));
        Assert.Equal(answer, text);
    }

    private static CancelOpeningRequest Cancel() => new() { Name = Text, Opening = "opening", AgreedBy = { North, South }, Reason = In("The year.") };

    /// <summary>The answer to who cancels, once the vault has spoken.</summary>
    private async Task<NegotiatingText> Cancelled(Guid id)
    {
        var outcome = await Eventually(
            async () =>
            {
                // First, so that the text has not heard of the instant when it is asked: the vault says what came before what.
                var answer = await Silo.Execute(Mediator, Cancel(), id);
                await Silo.Alarm.Ring(CancellationToken.None);
                return answer;
            },
            o => o.Rejection is null);
        return (NegotiatingText)outcome.Value!;
    }

    private async Task Filed()
    {
        await Silo.FoundTalks();
        foreach (var (caller, room, other) in new[] { (ForNorth, NorthRoom, South), (ForSouth, SouthRoom, North) })
        {
            var (seal, id) = (Consent(room, other), Guid.NewGuid());
            await Eventually(() => Silo.Execute(caller, seal, id), o => o.Rejection is null);
        }
    }
}
