using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Who may call what, and what everybody else is answered.</summary>
internal static class Stated
{
    private static readonly Role[] Readers = [Role.Mediator, Role.Party, Role.Guarantor, Role.Monitor, Role.Observer];
    private static readonly Role[] Speakers = [Role.Mediator, Role.Secretariat, Role.Party, Role.Guarantor];

    /// <summary>Who may, as the comments of the services say it; null for everyone who may read.</summary>
    public static readonly IReadOnlyDictionary<string, Role[]?> Roles = new Dictionary<string, Role[]?>
    {
        ["CreateConflict"] = [Role.Mediator, Role.Secretariat],
        ["GetConflict"] = null,
        ["ListConflicts"] = null,
        ["RegisterParty"] = [Role.Mediator, Role.Secretariat],
        ["DefineArea"] = [Role.Mediator, Role.Secretariat],
        ["RecordContestedFact"] = [Role.Mediator, Role.Secretariat],
        ["AddNarrative"] = [Role.Mediator, Role.Secretariat, Role.Party],
        ["PublishStatement"] = Speakers,
        ["GetStatement"] = null,
        ["CorrectStatement"] = Speakers,
        ["RetractStatement"] = Speakers,
        ["ListStatements"] = null,
        ["ListInstruments"] = null,
        ["CreateTruce"] = [Role.Mediator],
        ["GetTruce"] = null,
        ["ListTruces"] = null,
        ["CheckTruce"] = null,
        ["AcceptTruce"] = [Role.Party],
        ["DeclineTruce"] = [Role.Party],
        ["AdhereToTruce"] = [Role.Party],
        ["AbandonTruce"] = [Role.Mediator],
        ["RescheduleTruce"] = [Role.Mediator],
        ["ClarifyEffect"] = [Role.Mediator],
        ["AmendTruce"] = [Role.Mediator],
        ["ProposeExtension"] = [Role.Mediator, Role.Party],
        ["AcceptExtension"] = [Role.Party],
        ["GiveNotice"] = [Role.Party],
        ["WithdrawNotice"] = [Role.Party],
        ["DenounceTruce"] = [Role.Party],
        ["SuspendTruce"] = [Role.Mediator, Role.Party],
        ["ResumeTruce"] = [Role.Mediator, Role.Party],
        ["RecordCondition"] = [Role.Mediator, Role.Party, Role.Monitor, Role.Guarantor],
        ["JudgeCollapsed"] = [Role.Mediator, Role.Guarantor],
        ["CompleteTruce"] = [Role.Mediator],
        ["ForecastTruce"] = null,
        ["ReportObservation"] = Readers,
        ["CreateNegotiation"] = [Role.Mediator],
        ["GetNegotiation"] = null,
        ["ListNegotiations"] = null,
        ["SetAgenda"] = [Role.Mediator],
        ["SettleAgendaItem"] = [Role.Mediator],
        ["ReopenAgendaItem"] = [Role.Mediator],
        ["AdmitParticipant"] = [Role.Mediator],
        ["EndAccreditation"] = [Role.Mediator],
        ["SuspendNegotiation"] = [Role.Mediator, Role.Party],
        ["ResumeNegotiation"] = [Role.Mediator, Role.Party],
        ["DeclareDeadlock"] = [Role.Mediator],
        ["BreakOffNegotiation"] = [Role.Mediator, Role.Party],
        ["ConcludeNegotiation"] = [Role.Mediator],
        ["DeclareReadiness"] = [Role.Party],
        ["WithdrawReadiness"] = [Role.Party],
        ["SettleCondition"] = [Role.Mediator, Role.Party],
        ["AssessReadiness"] = null,
        ["AddVenues"] = [Role.Mediator],
        ["AgreeBlindRange"] = [Role.Mediator],
        ["AddNote"] = [Role.Mediator],
        ["GetNote"] = null,
        ["ListNotes"] = null,
        ["ScheduleSession"] = [Role.Mediator],
        ["ConfirmSession"] = [Role.Mediator],
        ["ConvokeSession"] = [Role.Mediator],
        ["InterruptSession"] = [Role.Mediator],
        ["ContinueSession"] = [Role.Mediator],
        ["CloseSession"] = [Role.Mediator],
        ["CancelSession"] = [Role.Mediator],
        ["GetSession"] = null,
        ["ListSessions"] = null,
        ["TableText"] = [Role.Mediator, Role.Party],
        ["GetText"] = null,
        ["ListTexts"] = null,
        ["ReviseText"] = [Role.Mediator, Role.Party],
        ["WithdrawText"] = [Role.Mediator, Role.Party],
        ["ProposeAmendment"] = [Role.Mediator, Role.Party],
        ["WithdrawAmendment"] = [Role.Mediator, Role.Party],
        ["ResolveBracket"] = [Role.Mediator, Role.Party],
        ["AgreeClause"] = [Role.Party],
        ["ReopenClause"] = [Role.Mediator, Role.Party],
        ["BindClause"] = [Role.Mediator, Role.Party],
        ["UnbindClause"] = [Role.Mediator, Role.Party],
        ["CheckText"] = null,
        ["DepositFullPowers"] = [Role.Mediator, Role.Party],
        ["RevokeFullPowers"] = [Role.Mediator, Role.Party],
        ["InitialText"] = [Role.Party],
        ["SignText"] = [Role.Party],
        ["SignTextAdReferendum"] = [Role.Party],
        ["ConfirmSignature"] = [Role.Party],
        ["WithdrawSignature"] = [Role.Mediator, Role.Party],
        ["AccedeToText"] = [Role.Mediator, Role.Party],
        ["ObjectToReservation"] = [Role.Party],
        ["OpenSilenceProcedure"] = [Role.Mediator],
        ["BreakSilence"] = [Role.Party],
        ["AgreeOpening"] = [Role.Mediator],
        ["CancelOpening"] = [Role.Mediator],
        ["CertifyOpeningEvent"] = [Role.Mediator],
        ["GetCaucus"] = null,
        ["SendMessage"] = [Role.Mediator, Role.Party],
        ["GetMessage"] = null,
        ["ListMessages"] = null,
        ["RelayMessage"] = [Role.Mediator],
        ["GetRelay"] = null,
        ["ListRelays"] = null,
        ["SealConsent"] = [Role.Party],
        ["SealReadiness"] = [Role.Party],
        ["SealRange"] = [Role.Party],
        ["WithdrawFiling"] = [Role.Party],
        ["ListEvents"] = null,
        ["WatchJournal"] = null,
        ["GetClock"] = null,
        ["AdvanceClock"] = [Role.Mediator, Role.Operator],
    };

    /// <summary>For the pen-holder: in these talks the mediators. A party is told so, or what the text's state forbids.</summary>
    public static readonly string[] OfThePen = ["ReviseText", "WithdrawText", "ResolveBracket", "BindClause", "UnbindClause"];

    /// <summary>A text is tabled in talks that the caller must see, by a request that is judged by role first: it makes a journal.</summary>
    public static bool Creates(MethodDescriptor rpc) => rpc.Name == "TableText";

    /// <summary>What a call in the smallest right form is answered; null when it passes.</summary>
    public static StatusCode? Expected(MethodDescriptor rpc, Role[]? roles, Grant grant, bool reads, bool inScope)
    {
        var isHidden = Places.Of(rpc) != Place.Public;

        // Whoever keeps one conflict does not open others.
        inScope &= rpc.Name != "CreateConflict" || grant.Scope.Length == 0;

        // A grant for one truce or negotiation makes nobody a keeper of the conflict that it belongs to.
        var holds = (isHidden && reads) || rpc.Service.Name == "ExerciseService"
            || !(grant.Scope.Contains("/truces/", StringComparison.Ordinal) || grant.Scope.Contains("/negotiations/", StringComparison.Ordinal));

        // Every party of the conflict has the role to table a text; whether it takes part in the talks is seen after that.
        var may = roles is null || (inScope && holds && roles.Contains(grant.Role));
        if (Creates(rpc))
        {
            return !may || (reads && grant.Scope == World.South) ? StatusCode.PermissionDenied : reads ? null : StatusCode.NotFound;
        }

        if (isHidden && !reads)
        {
            return StatusCode.NotFound;
        }

        if (!may || (grant.Role == Role.Party && grant.Scope != World.North && roles is not null && NamesNorth(rpc)))
        {
            return StatusCode.PermissionDenied;
        }

        // What is sealed is sealed by its own member: another one's room is not there, and neither is a filing that nobody has made.
        return rpc.Name == "WithdrawFiling" || (rpc.Name.StartsWith("Seal", StringComparison.Ordinal) && grant.Scope == World.South) ? StatusCode.NotFound : null;
    }

    /// <summary>True when the smallest request is made in the name of north.</summary>
    private static bool NamesNorth(MethodDescriptor rpc) => Places.Of(rpc) == Place.Public || rpc.Name is "DepositFullPowers" or "RevokeFullPowers";
}
