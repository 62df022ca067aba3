using Grpc.Core;
using Parley.V1;

namespace Parley.Benchmarks.Oracle;

/// <summary>
/// Can an outsider tell from the time of an answer whether a name is hidden from it or missing? Hidden and missing names are asked after in
/// turn, with a third one that is missing too and tells what is usual at that moment.
/// </summary>
internal static class OracleRun
{
    // Enough for .NET to compile what every answer runs through, on names that are not measured.
    private const int WarmUps = 600;

    // Names that have been asked after before, and whose journals are in memory because somebody reads them.
    private const int WarmNames = 100;

    private const int Seed = 20201010;
    private const double GoalOfOne = 0.55;
    private const double GoalOfMedian = 0.60;

    /// <summary>Measures and prints.</summary>
    /// <param name="pairs">How many hidden and as many missing names; at least four blocks of <see cref="Guess.Repeats"/>.</param>
    /// <param name="only">The only deployment to measure; empty for all.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<int> Run(int pairs, string only, CancellationToken cancellation)
    {
        Console.WriteLine(
            $"{"deployment",-12}{"rpc",-13}{"caller",-11}{"names",-7}{"hidden us",11}{"missing us",11}{"one tells",11}{$"of {Guess.Repeats} tells",13}   goals {GoalOfOne:F2} and {GoalOfMedian:F2}");
        Func<Deployment>[] deployments = [() => new StandaloneDeployment(), () => new PairDeployment()];
        foreach (var create in deployments)
        {
            await using var deployment = create();
            if (only.Length == 0 || only == deployment.Name)
            {
                await Run(deployment, pairs, cancellation);
            }
        }

        return 0;
    }

    private static async Task Run(Deployment deployment, int pairs, CancellationToken cancellation)
    {
        await deployment.Start();
        await Population.Found(deployment.Channel, deployment.Mediator, pairs + WarmUps, cancellation);
        foreach (var (question, isAnonymous) in Question.All.SelectMany(q => q.NeedsToken ? new[] { (q, false) } : [(q, true), (q, false)]))
        {
            await deployment.Stop();
            await deployment.Start();
            var asking = new Asking(question, new(deployment.Channel), isAnonymous ? [] : deployment.Outsider, new(Seed));
            await asking.Times(Enumerable.Range(pairs, WarmUps), cancellation);
            Print("fresh", await asking.Times(Enumerable.Range(0, pairs), cancellation));

            // A mediator has them in use; an outsider has asked after all of them already.
            foreach (var number in Enumerable.Range(0, WarmNames))
            {
                await new TruceService.TruceServiceClient(deployment.Channel).GetTruceAsync(
                    new() { Name = Population.Truce(number) }, deployment.Mediator, cancellationToken: cancellation);
            }

            var again = Enumerable.Range(0, pairs).Select(i => i % WarmNames).ToList();
            await asking.Times(again.Take(WarmUps), cancellation);
            Print("warm", await asking.Times(again, cancellation));

            void Print(string names, Times times)
            {
                var (hidden, missing) = (Guess.Without(times.Usual, times.Hidden), Guess.Without(times.Usual, times.Missing));
                Console.WriteLine(
                    $"{deployment.Name,-12}{question.Rpc,-13}{(isAnonymous ? "anonymous" : "token"),-11}{names,-7}{times.Hidden.Median(),11:F0}{times.Missing.Median(),11:F0}"
                    + $"{Guess.FromOne(hidden, missing),11:F3}{Guess.FromMedian(hidden, missing),13:F3}");
            }
        }
    }

    /// <summary>Asks one question after name by name, in turn, one call at a time.</summary>
    private sealed record Asking(Question Question, TruceService.TruceServiceClient Truces, Metadata Headers, Random Random)
    {
        public async Task<Times> Times(IEnumerable<int> numbers, CancellationToken cancellation)
        {
            var times = new Times([], [], []);
            foreach (var number in numbers)
            {
                cancellation.ThrowIfCancellationRequested();

                // In an order of chance: what comes second may be faster for that alone.
                (List<double> Of, string Id)[] turn = [(times.Hidden, Population.Id(number)), (times.Missing, $"t{number}y"), (times.Usual, $"t{number}z")];
                Random.Shuffle(turn);
                foreach (var (of, id) in turn)
                {
                    of.Add(await Question.Time(Truces, id, Headers));
                }
            }

            return times;
        }
    }

    /// <summary>Microseconds until an answer, in the order in which they were taken.</summary>
    private sealed record Times(List<double> Hidden, List<double> Missing, List<double> Usual);
}
