using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using NodaTime.Text;
using Parley.Cli.Output;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Commands;

/// <summary><c>parley forecast NAME</c>: what will happen, and who must act by when, if nobody acts.</summary>
internal sealed class ForecastCommand : ParleyCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The truce." };
    private readonly Option<string?> _until = new("--until") { Description = "Until which instant, in UTC; otherwise ten years from now.", HelpName = "instant" };

    public ForecastCommand()
        : base("forecast", "Says what will happen to a truce, and who must act by when, if nobody acts. Changes nothing.")
    {
        Arguments.Add(_name);
        Options.Add(_until);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "parley forecast conflicts/karabakh-2020/truces/k5-trilateral --data ./data --as mediator",
        "parley forecast conflicts/karabakh-2020/truces/k5-trilateral --until 2031-01-01T00:00:00Z --data ./data --as mediator --json",
    ];

    public override async Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var request = new ForecastTruceRequest { Name = Names.Of(parsed.GetValue(_name)!, "a truce", "conflicts/karabakh-2020/truces/k1-moscow", ResourceName.TrucePattern) };
        if (parsed.GetValue(_until) is { } until)
        {
            request.Until = InstantPattern.ExtendedIso.Parse(until) is { Success: true } instant
                ? Timestamp.FromDateTimeOffset(instant.Value.ToDateTimeOffset())
                : throw new UsageException($"--until takes an instant in UTC such as 2031-01-01T00:00:00Z, not '{until}'.");
        }

        var forecast = await new TruceService.TruceServiceClient(session.Reader.Invoker).ForecastTruceAsync(request, cancellationToken: cancellation);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(forecast);
        }
        else
        {
            session.Terminal.Write(new ForecastPage(forecast, await session.GlossaryOf(request.Name, cancellation)).Render());
        }

        return ExitCode.Ok;
    }
}
