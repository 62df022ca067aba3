using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>A server with more of everything that is listed than one page holds, and a truce with a past. Tests only read them.</summary>
public sealed class ListedServer : EdgeServer
{
    private const int Items = 55;

    /// <summary>A truce as it was drafted, and an instant after which it was accepted.</summary>
    internal (Truce Draft, Timestamp Then) Past { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Items), TestContext.Current.CancellationToken, async (i, stop) =>
        {
            var conflict = new CreateConflictRequest { ConflictId = $"listed-{i:d2}", Conflict = new() { Title = World.Text("Listed") } };
            await Conflicts.CreateConflictAsync(conflict, Mediator, cancellationToken: stop);
            await Conflicts.PublishStatementAsync(World.Said($"Statement {i}"), this.Of(World.North), cancellationToken: stop);
            await this.Concluded(World.Draft($"listed-{i:d2}"));
            await World.ListedTalks(this, i);
        });

        var clock = new ExerciseService.ExerciseServiceClient(Channel);
        var draft = await Truces.CreateTruceAsync(World.Draft("past", effect: "2020-10-30T12:00"), Mediator);
        Past = (draft, (await clock.GetClockAsync(new())).Now);
        await clock.AdvanceClockAsync(new() { By = new() { Seconds = 60 } }, Mediator);
        foreach (var party in new[] { World.North, World.South })
        {
            await Truces.AcceptTruceAsync(new() { Name = draft.Name }, this.Of(party));
        }
    }
}
