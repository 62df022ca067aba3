using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>The instants that terms state outright; null where they hang on an event, are still to be fixed, or were refused.</summary>
internal static class StatedInstants
{
    public static Instant? Of(LegalTime? time) => time?.Resolved?.ToInstant();

    /// <summary>When something begins: of a window its end, of several candidates the earliest, after an event not before the stated instant.</summary>
    public static Instant? Beginning(Start? start) => start?.RuleCase switch
    {
        Start.RuleOneofCase.At => Of(start.At),
        Start.RuleOneofCase.Window => Of(start.Window.NotAfter),
        Start.RuleOneofCase.Unresolved => start.Unresolved.Candidates.Select(Of).Min(),
        Start.RuleOneofCase.After => Of(start.After.NotBefore),
        _ => null,
    };

    /// <summary>When a term ends at the latest: of several candidates the latest.</summary>
    public static Instant? End(Term? term) => term?.DurationCase switch
    {
        Term.DurationOneofCase.Fixed => Of(term.Fixed.Until) ?? term.Fixed.UntilUnresolved?.Candidates.Select(Of).Max(),
        Term.DurationOneofCase.UntilEvent => Of(term.UntilEvent.NotAfter),
        _ => null,
    };
}
