using Google.Protobuf;
using NodaTime;
using Parley.Cluster;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>A meaning that is just small enough to be bound, and what it carries with it when the text is concluded.</summary>
public sealed class LargeMeaningTests : SiloTest
{
    private const int Languages = 17;
    private const int Step = 16;

    protected override (string Name, string Value)[] Settings =>
        [("Frame:CallPatience", "00:00:10"), ("Frame:CallRetryDelay", "00:00:00.010"), ("Frame:MaxCallRetryDelay", "00:00:00.050")];

    [Fact]
    public async Task What_could_be_bound_is_concluded_when_all_consent()
    {
        await Silo.Found();
        await Silo.Do<Negotiation>(Mediator, Talks.Create());
        var text = new NegotiatingText { Title = In("A text"), Languages = { "en" }, Clauses = { new TextClause { Id = "halt", Text = In("All fire stops.") } } };
        await Silo.Do<NegotiatingText>(Mediator, new TableTextRequest { Parent = Talks.Name, TextId = "draft", Text = text });
        for (var bytes = (1024 * 1024) - 64; (await Bind(bytes)).Rejection is not null; bytes -= Step)
        {
            Assert.True(bytes > 1024 * 1000, "Nothing was bound at all.");
        }

        var opening = Talks.OpenedAt("2020-10-02T12:00");
        await Silo.Do<NegotiatingText>(Mediator, new AgreeOpeningRequest { Name = Talks.Text, Opening = opening });
        await Silo.Do<SealReceipt>(ForNorth, Talks.Consent(Talks.NorthRoom, South));
        await Silo.Do<SealReceipt>(ForSouth, Talks.Consent(Talks.SouthRoom, North));
        Silo.Clock.Now = Instant.FromUtc(2020, 10, 2, 9, 0);
        for (var i = 0; i < 100 && !await IsConcluded(); i++)
        {
            await Silo.Alarm.Ring(TestContext.Current.CancellationToken);
        }

        Assert.True(await IsConcluded());
    }

    private async Task<bool> IsConcluded() =>
        (await Silo.Read(Mediator, new GetTextRequest { Name = Talks.Text })).Value is NegotiatingText { State: NegotiatingTextState.Concluded };

    private ValueTask<Outcome<IMessage>> Bind(int bytes)
    {
        var terms = Draft("2020-10-03T12:00", "P7D").Terms;
        for (var i = 0; i < Languages; i++)
        {
            terms.Title.Values[$"x-l{i:00}"] = new('a', (bytes - terms.CalculateSize()) / (Languages - i));
        }

        return Silo.Execute(Mediator, new BindClauseRequest
        {
            Name = Talks.Text,
            Clause = "halt",
            Binding = new() { Id = "truce", Words = In("All fire stops"), Truce = new() { TruceId = "second", Terms = terms } },
        });
    }
}
