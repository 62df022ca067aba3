using System.CommandLine;
using Grpc.Core;
using Parley.Cli.Output;
using Parley.V1;
using Spectre.Console;

namespace Parley.Cli.Commands;

/// <summary><c>parley watch NAME</c>: every event of a journal as it comes, each once and in order.</summary>
internal sealed class WatchCommand : ParleyCommand
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Argument<string> _name = new("name") { Description = "A conflict, a truce or a statement under embargo." };
    private readonly Option<long> _from = new("--from") { Description = "The first version to show; 1: from the beginning.", DefaultValueFactory = _ => 1, HelpName = "version" };
    private readonly Option<int> _count = new("--count", "-n") { Description = "End after so many events; 0: go on.", HelpName = "events" };
    private readonly Option<int> _tries = new("--tries") { Description = "How often to connect again, with growing pauses, while the server stays away.", DefaultValueFactory = _ => 10 };

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
        "parley watch conflicts/karabakh-2020 --json --count 10",
    ];

    public override async Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var client = new JournalService.JournalServiceClient(session.Reader.Invoker);
        var (name, count, tries) = (parsed.GetValue(_name)!, parsed.GetValue(_count), parsed.GetValue(_tries));
        var (next, shown, failures) = (Math.Max(1, parsed.GetValue(_from)), 0, 0);
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

                    Show(session, e);
                    next = e.Version + 1;
                    if (++shown == count)
                    {
                        return ExitCode.Ok;
                    }
                }
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && failures < tries && !cancellation.IsCancellationRequested)
            {
                failures++;
            }

            // A server that ends a stream without an error asks to be called again, too.
            var pause = FirstPause * Math.Pow(2, failures);
            await Task.Delay(pause < LongestPause ? pause : LongestPause, session.Time, cancellation);
        }
    }

    private static void Show(Session session, Event e)
    {
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(e);
            return;
        }

        var late = e.DueAt is not null && e.DueAt != e.RecordedAt ? $" (recorded {Words.Of(e.RecordedAt)})" : "";
        session.Terminal.Line($"{e.Version,5}  {Words.Of(EventWords.Instant(e))}  {Words.Of(e.Actor)}: {EventWords.Of(e, session.Language)}{late}", new Style(EventWords.IsInner(e) ? Color.Grey : Color.Default));
    }
}
