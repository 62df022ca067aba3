using System.CommandLine;
using Parley.Cli.Output;
using Parley.Cli.Output.Talks;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Commands;

/// <summary><c>parley assess NAME SUBJECT</c>: whether something can be offered now, and why.</summary>
internal sealed class AssessCommand : ParleyCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The negotiation." };
    private readonly Argument<string> _subject = new("subject") { Description = $"What is to be offered: {string.Join(", ", TalksWords.Subjects.Keys)}." };
    private readonly Option<string[]> _parties = new("--party") { Description = "Whose readiness is asked for; otherwise that of every member that is a party.", HelpName = "party" };

    public AssessCommand()
        : base("assess", "Says whether a meeting, talks, a ceasefire … can be offered now, and why: who is ready, on which conditions, and which of them no machine can check. Changes nothing.")
    {
        Arguments.Add(_name);
        Arguments.Add(_subject);
        Options.Add(_parties);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "parley assess conflicts/valley/negotiations/geneva meet --data ./data --as mediator",
        "parley assess conflicts/valley/negotiations/geneva cease-fire --party conflicts/valley/parties/north --data ./data --as mediator --json",
    ];

    public override async Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var subject = TalksWords.Subjects.TryGetValue(parsed.GetValue(_subject)!, out var known)
            ? known
            : throw new UsageException($"'{parsed.GetValue(_subject)}' is nothing that somebody can be ready for. It is one of {string.Join(", ", TalksWords.Subjects.Keys)}.");
        var request = new AssessReadinessRequest { Name = Names.OfNegotiation(parsed.GetValue(_name)!), Subject = subject };
        request.Parties.AddRange((parsed.GetValue(_parties) ?? []).Select(p => Names.Of(p, "a party", "conflicts/valley/parties/north", ResourceName.PartyPattern)));
        var assessment = await new NegotiationService.NegotiationServiceClient(session.Reader.Invoker).AssessReadinessAsync(request, cancellationToken: cancellation);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(assessment);
        }
        else
        {
            session.Terminal.Write(new AssessmentPage(subject, assessment, await session.GlossaryOf(request.Name, cancellation)).Render());
        }

        return ExitCode.Ok;
    }
}
