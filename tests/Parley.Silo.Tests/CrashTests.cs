using Parley.Testing;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>
/// Wherever a crash comes in a chain of calls between journals, the record afterwards is the record without one: every call is taken
/// once, every answer noted once, refusals are final, the predecessor ends once. A crash comes in one of four ways: here the ways take
/// turns from step to step; <c>tests/soak crashes</c> tries each at every step.
/// </summary>
public sealed class CrashTests(SharedPostgres postgres)
{
    private static readonly (string, string)[] Settings = [("Frame:CallRetryDelay", "00:00:00.001"), ("Frame:MaxCallRetryDelay", "00:00:00.005")];

    /// <summary>Steps from one at which a way is tried to the next.</summary>
    private static readonly int Turns = Round.Of(4, 1);

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)]
    [InlineData(3, false, true)]
    [InlineData(4, true, true)]
    public Task A_crash_at_any_step_leaves_the_record_as_it_is_without(int turn, bool afterwards, bool isWhole) =>
        AtEveryStep(Math.Min(turn, Turns), step => Played(new(step, afterwards, isWhole)));

    [Fact]
    public async Task So_it_does_on_PostgreSQL_when_the_answer_is_lost()
    {
        var database = await postgres.Create();
        await AtEveryStep(Turns, async step =>
        {
            var played = await Played(new(step, afterwards: true, isWhole: false), [.. Settings, ("Journal:ConnectionString", database)]);
            await PostgresServer.Execute(database, "TRUNCATE journal, audience, event, entry");
            return played;
        });
    }

    private static async Task AtEveryStep(int first, Func<int, Task<(Dictionary<string, List<string>> Record, int Steps, string? Failed)>> play)
    {
        var (expected, _, _) = await Played(Crash.None);
        IsSound(expected);
        for (var step = first; ; step += Turns)
        {
            var (record, steps, failed) = await play(step);
            if (failed is null)
            {
                // The story came to its end before this step.
                Assert.InRange(steps, step - Turns, step - 1);
                Assert.True(steps > 40, $"The story has {steps} steps.");
                return;
            }

            foreach (var journal in CrashStory.Journals)
            {
                Assert.True(
                    expected[journal].SequenceEqual(record[journal]),
                    $"Step {step}, {failed}: {journal} has {record[journal].Count} events in place of {expected[journal].Count};\n"
                    + $"it lacks {string.Join('\n', expected[journal].Except(record[journal]))}\nand has {string.Join('\n', record[journal].Except(expected[journal]))}");
            }
        }
    }

    private static Task<(Dictionary<string, List<string>> Record, int Steps, string? Failed)> Played(Crash crash) => Played(crash, Settings);

    private static async Task<(Dictionary<string, List<string>> Record, int Steps, string? Failed)> Played(Crash crash, (string, string)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("parley-silo-");
        try
        {
            await using var story = new CrashStory(folder.FullName, crash, settings);
            await story.Play();
            return (await story.Record(), crash.Steps, crash.Failed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void IsSound(Dictionary<string, List<string>> record)
    {
        var events = record.ToDictionary(r => r.Key, r => r.Value.Select(Event.Parser.ParseJson).ToList());
        Assert.Single(events[TruceName], e => e.TruceSuccessorRegistered is not null);
        Assert.Single(events[TruceName], e => e.TruceSuperseded is not null);
        Assert.Single(events[ConflictName], e => e.StatementPublished is not null);
        var truces = CrashStory.Journals.Skip(1).SelectMany(j => events[j]).ToList();
        Assert.Equal(
            truces.Count(e => e.CallRequested?.AnnounceInstrument is not null), events[ConflictName].Count(e => e.InstrumentAnnounced is not null));
        Assert.Equal(truces.Count(e => e.CallRequested is not null), truces.Count(e => e.CallSettled is not null));
        Assert.Equal("STATE_FORBIDS", Assert.Single(truces, e => e.CallSettled?.Refusal.Length > 0).CallSettled.Refusal);
    }
}
