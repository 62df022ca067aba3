using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Signing;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What does not hold the pen proposes: the clause stands in brackets until the pen-holder resolves them.</summary>
internal static class Amendments
{
    /// <summary>A member, or a mediator, proposes other words, an option, a new clause or that a clause be taken out.</summary>
    public static Decision Propose(TextRecord text, ProposeAmendmentRequest request, RuleContext context)
    {
        var drafter = Drafter.MediatorOrMember(request.Party, text, context);
        if ((drafter.Rejection ?? Freeze.Check(text)) is { } barred)
        {
            return barred;
        }

        var given = request.Amendment ?? new();
        if (Wrong(text, given).ToImmutableArray() is { IsEmpty: false } wrong)
        {
            return Rejection.Invalid(wrong);
        }

        if (Bar(text, given, drafter.Party) is { } bar)
        {
            return bar;
        }

        var amendment = new Amendment
        {
            Id = given.Id,
            Clause = given.Clause,
            Kind = given.Kind,
            Text = Wordings.IsEmpty(given.Text) ? null : given.Text,
            Rationale = given.Rationale,
            Proposer = drafter.Party,
        };
        return (List<Event>)[new() { AmendmentProposed = new() { Amendment = amendment } }, .. SilenceBreaking.ByWordOn(text, given.Clause, drafter.Party)];
    }

    /// <summary>Whoever proposed an amendment may withdraw it while it is open.</summary>
    public static Decision Withdraw(TextRecord text, WithdrawAmendmentRequest request, RuleContext context)
    {
        var (amendment, rejection) = Open(text, request.Amendment);
        if (amendment is null)
        {
            return rejection!;
        }

        var proposer = amendment.Proposer;
        var mine = proposer.Length == 0
            ? context.Caller.Is(Role.Mediator, text.Journal)
            : text.Members.Any(m => m.Party == proposer && ActingMember.ActsFor(context.Caller, m));
        return mine
            ? new Event { AmendmentWithdrawn = new() { Amendment = amendment.Id } }
            : Rejection.Denied($"{(proposer.Length == 0 ? "A mediator" : proposer)} proposed {amendment.Id}; nobody else can withdraw it. The pen-holder can resolve it.");
    }

    /// <summary>The open amendment, or why it cannot be resolved or withdrawn.</summary>
    public static (Amendment? Amendment, Rejection? Rejection) Open(TextRecord text, string id) => text.Amendments.Find(a => a.Id == id) switch
    {
        null => (null, Rejection.Invalid("amendment", "UNKNOWN_AMENDMENT", $"No amendment {id} has been proposed to this text.")),
        { State: AmendmentState.Open } open => (open, null),
        var settled => (null, Rejection.Precondition(
            "AMENDMENT_NOT_OPEN", text.Journal, $"{id} is {ContractName.Of(settled.State)} already. Propose another one.")
            .With("amendment", id)),
    };

    private static IEnumerable<FieldViolation> Wrong(TextRecord text, Amendment given)
    {
        if (given.Kind is not (AmendmentKind.Replace or AmendmentKind.Option or AmendmentKind.Insert or AmendmentKind.Delete))
        {
            yield return new("amendment.kind", "AMENDMENT_KIND_UNKNOWN", "Say whether it replaces a clause, is an option for one, inserts or deletes one.");
        }
        else if (given.Kind == AmendmentKind.Delete && !Wordings.IsEmpty(given.Text))
        {
            yield return new("amendment.text", "WORDS_NOT_EXPECTED", "What takes a clause out puts no words in its place. To replace it, propose a REPLACE.");
        }
        else if (given.Kind != AmendmentKind.Delete && Wordings.IsEmpty(given.Text))
        {
            yield return Wordings.Missing("amendment.text");
        }

        foreach (var foreign in Wordings.Foreign(given.Text, text.Tabled.Languages, "amendment.text"))
        {
            yield return foreign;
        }

        if (text.Clause(given.Clause) is null && !(given.Kind == AmendmentKind.Insert && given.Clause.Length == 0))
        {
            yield return Clauses.UnknownIn(text, given.Clause, "amendment.clause");
        }
    }

    private static Rejection? Bar(TextRecord text, Amendment given, string proposer)
    {
        if (text.Amendments.Exists(a => a.Id == given.Id))
        {
            return Rejection.Taken(text.Journal, "amendment", given.Id);
        }

        // A new clause beside an agreed one changes nothing of it.
        return (given.Kind == AmendmentKind.Insert ? null : Clauses.Agreed(text, [text.Clause(given.Clause)!]))
            ?? Freeze.Initialled(text)
            ?? TextLimits.Check(
                text.Journal, text.Amendments.Count(a => a.State == AmendmentState.Open && a.Proposer == proposer) + 1, TextLimits.OpenAmendments,
                "open amendments of one proposer")
            ?? TextLimits.Check(text.Journal, text.Amendments.Count(a => a.Proposer == proposer) + 1, TextLimits.Amendments, "amendments of one proposer");
    }
}
