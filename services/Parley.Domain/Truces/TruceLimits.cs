using NodaTime;
using Parley.Domain.Frame;

namespace Parley.Domain.Truces;

/// <summary>How much of what one truce may hold. Nobody's truce comes near; what does is a fault or an attack.</summary>
public static class TruceLimits
{
    /// <summary>Proposals to extend by one party, or by mediators, that are open at one time.</summary>
    public const int OpenProposals = 20;

    /// <summary>Proposals to extend in all.</summary>
    public const int Proposals = 500;

    /// <summary>Notices in all.</summary>
    public const int Notices = 200;

    /// <summary>Suspensions in all.</summary>
    public const int Suspensions = 200;

    /// <summary>Later truces that claim to take its place.</summary>
    public const int Successors = 50;

    /// <summary>Transitions of the clock that are played ahead: for a forecast, and to learn whether a later truce will take this one's place.</summary>
    public const int StepsAhead = 1000;

    /// <summary>Extensions that performance earns for one term.</summary>
    public const int EarnedExtensions = 1000;

    /// <summary>
    /// The shortest period in which a term may renew itself, for ever if nobody objects. Each renewal is an event of the head, which
    /// every activation reads: an hour makes 8 766 a year. And within less nobody could learn of a renewal, consult and give
    /// notice. What a text or a decision names once, a first fixed term, an extension, a phase, recurs only as often as somebody
    /// acts, and may be shorter.
    /// </summary>
    public static readonly Period ShortestRenewal = Period.FromHours(1);

    /// <summary>Items of one forecast.</summary>
    public const int ForecastItems = 200;

    /// <summary>Years that a forecast looks ahead when it does not say.</summary>
    public const int ForecastDefaultYears = 10;

    /// <summary>Years that a forecast looks ahead at most.</summary>
    public const int ForecastYears = 100;

    internal static Rejection? Check(string truce, int count, int limit, string what) =>
        count < limit
            ? null
            : Rejection.Limit($"{truce} holds {limit} {what} already, and no more are taken.", limit, what);
}
