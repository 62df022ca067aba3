using System.CommandLine;
using Grpc.Core;
using Parley.Cli.Output;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;
using Spectre.Console;

namespace Parley.Cli.Commands;

/// <summary><c>parley watch NAME</c>: every event of a journal as it comes, each once and in order.</summary>
internal sealed class WatchCommand : ParleyCommand
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Argument<string> _name = new("name") { Description = "A conflict, a truce, a statement under embargo, a negotiation, a text, a caucus or a desk." };
    private readonly Option<long> _from = new("--from") { Description = "The first version to show; 1: from the beginning.", DefaultValueFactory = _ => 1, HelpName = "version" };
    private readonly Option<int> _count = new("--count", "-n") { Description = "End after so many events; 0: go on.", HelpName = "events" };
    private readonly Option<int> _tries = new("--tries") { Description = "How often to connect again, with growing pauses, when the server goes away.", DefaultValueFactory = _ => 10, HelpName = "times" };

    public WatchCommand()
        : base("watch", "Shows the events of a journal as they come, one line each. After a break it goes on where it was, without a gap or a repeat.")
    {
        Arguments.Add(_name);
        Options.Add(_from);
        Options.Add(_count);
        Options.Add(_tries);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "parley watch conflicts/karabakh-2020",
        "parley watch conflicts/karabakh-2020/truces/k3-washington --data ./data --as mediator",
        "parley watch conflicts/valley/negotiations/geneva/texts/draft --data ./data --as mediator",
        "parley watch conflicts/karabakh-2020 --json --count 10",
    ];

    public override async Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var (name, count, tries) = (parsed.GetValue(_name)!, parsed.GetValue(_count), parsed.GetValue(_tries));
        var (next, shown, failures) = (parsed.GetValue(_from), 0, 0);
        if (next < 1 || count < 0 || tries < 0)
        {
            throw new UsageException("--from counts from 1; --count and --tries are no less than 0.");
        }

        Names.Of(
            name, "a conflict, a truce, a statement under embargo, a negotiation, a text, a caucus or a desk", "conflicts/karabakh-2020/truces/k1-moscow",
            ResourceName.ConflictPattern, ResourceName.TrucePattern, ResourceName.PressPattern, ResourceName.NegotiationPattern, ResourceName.TextPattern,
            ResourceName.CaucusPattern, ResourceName.DeskPattern);

        // Whoever cannot be reached at all is no server that went away: this first call says so at once.
        var glossary = await session.GlossaryOf(name, cancellation);
        var client = new JournalService.JournalServiceClient(session.Reader.Invoker);
        while (true)
        {
            try
            {
                using var call = client.WatchJournal(new() { Journal = name, FromVersion = next }, cancellationToken: cancellation);
                await foreach (var message in call.ResponseStream.ReadAllAsync(cancellation))
                {
                    failures = 0;
                    if (message.Event is not { } e)
                    {
                        continue;
                    }

                    Show(session, e, glossary);
                    next = e.Version + 1;
                    if (++shown == count)
                    {
                        return ExitCode.Ok;
                    }
                }
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && failures < tries && !cancellation.IsCancellationRequested)
            {
                if (failures++ == 0)
                {
                    session.Terminal.Note($"The server at {session.Server} has gone away; trying to go on from version {next} …");
                }
            }

            // A server that ends a stream without an error asks to be called again, too.
            var pause = FirstPause * Math.Pow(2, failures);
            await Task.Delay(pause < LongestPause ? pause : LongestPause, session.Time, cancellation);
        }
    }

    private static void Show(Session session, Event e, Glossary glossary)
    {
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(e);
            return;
        }

        var words = new EventWords(glossary).Of(e);
        var who = glossary.Who(e.Actor);
        var by = words.StartsWith(who, StringComparison.Ordinal) ? "" : $"{who}: ";
        var late = e.DueAt is not null && e.DueAt != e.RecordedAt ? $" (recorded {Words.Of(e.RecordedAt)})" : "";
        session.Terminal.Line($"{e.Version,5}  {Words.Of(e.HappenedAt())}  {by}{words}{late}", EventWords.IsInner(e) ? Tables.Faint : Style.Plain);
    }
}
