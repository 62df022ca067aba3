using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>
/// How much of what one text may hold. Nobody's text comes near; what does is a fault or an attack. What several fill is counted for each by
/// itself, so that nobody uses up what others need.
/// </summary>
public static class TextLimits
{
    /// <summary>Clauses at one time.</summary>
    public const int Clauses = 500;

    /// <summary>Clauses in all, those taken out too: their ids are never used again.</summary>
    public const int ClauseIds = 5000;

    /// <summary>Amendments by one party, or by mediators, that are open at one time.</summary>
    public const int OpenAmendments = 50;

    /// <summary>Amendments by one party, or by mediators, in all.</summary>
    public const int Amendments = 500;

    /// <summary>Bindings at one time.</summary>
    public const int Bindings = 1000;

    /// <summary>Bindings in all, those that have ended too; all are made by who holds the pen.</summary>
    public const int BindingsInAll = 5000;

    /// <summary>
    /// Revisions by who holds the pen; each is read again whenever the text is. Past it brackets can still be resolved, and the text agreed,
    /// signed and withdrawn as it stands.
    /// </summary>
    public const int Revisions = 2000;

    /// <summary>
    /// Agreements of one party to clauses in all, those that fell too: whoever alone agreed can open the clause again, and is never refused
    /// that. Enough to agree to the largest text five times over, each time ad referendum first. Past it the party can still sign.
    /// </summary>
    public const int Agreements = 5000;

    /// <summary>Full powers of one member, those revoked too.</summary>
    public const int FullPowers = 20;

    /// <summary>Initials, signatures and accessions of one party, those that lapsed too.</summary>
    public const int Signatures = 50;

    /// <summary>
    /// The words of one act of consent, in bytes: declaration and reservation, an objection, or full powers. These acts are never refused for
    /// what a text holds already, and so each has its own measure.
    /// </summary>
    public const int ConsentBytes = 32 * 1024;

    /// <summary>The reason for which a signature is taken back, in bytes as a message; of each party the last stays on the text.</summary>
    public const int ReasonBytes = 4 * 1024;

    /// <summary>Silence procedures in all.</summary>
    public const int SilenceProcedures = 200;

    /// <summary>Openings of sealed consents in all.</summary>
    public const int Openings = 50;

    /// <summary>
    /// How far ahead an opening of sealed consents can be agreed. Until it is over the text stands still, so that a mistyped year would
    /// freeze it until then.
    /// </summary>
    public static readonly Duration OpeningAhead = Duration.FromDays(366);

    /// <summary>
    /// The largest text, in bytes as a message, that can be brought about by adding words: what is recorded must fit into one answer (gRPC's
    /// default is 4 MiB), with room for the acts by which the text is consented to.
    /// </summary>
    public const int Bytes = 3 * 1024 * 1024;

    /// <summary>The refusal when there would be more than the limit; null while there is room.</summary>
    internal static Rejection? Check(string text, int wouldBe, int limit, string what) =>
        wouldBe <= limit
            ? null
            : Rejection.Limit($"{text} can hold at most {limit} {what}; there would be {wouldBe}.", limit, what);

    /// <summary>The refusal of one more act of consent of a party, or of its words; null while there is room.</summary>
    internal static Rejection? Consent(TextRecord text, string party, params ReadOnlySpan<LocalizedText?> words) =>
        Check(text.Journal, text.Signatures.Count(s => s.Party == party) + 1, Signatures, "signatures of one party") ?? Words(text, words);

    /// <summary>The refusal of too many words in one act of consent; null when they are not.</summary>
    internal static Rejection? Words(TextRecord text, params ReadOnlySpan<LocalizedText?> words)
    {
        var bytes = 0;
        foreach (var said in words)
        {
            bytes += said?.CalculateSize() ?? 0;
        }

        return Check(text.Journal, bytes, ConsentBytes, "bytes of words in one act of consent");
    }

    /// <summary>The refusal of a reason that is too long; null when it is not.</summary>
    internal static Rejection? Reason(TextRecord text, LocalizedText? reason) => Check(text.Journal, reason?.CalculateSize() ?? 0, ReasonBytes, "bytes of a reason");

    /// <summary>
    /// The refusal of words that would make the text larger than one answer; null while there is room, for what makes it smaller, and for
    /// every act that adds no words to it: nobody can fill a text so that others can neither agree to it nor sign it.
    /// </summary>
    internal static Rejection? Size(TextRecord text, IMessage request, ImmutableArray<Event> events, RuleContext context)
    {
        if (request is not (TableTextRequest or ReviseTextRequest or ProposeAmendmentRequest or ResolveBracketRequest or BindClauseRequest))
        {
            return null;
        }

        var next = TextView.Of(events.Aggregate(text, (t, e) => TextFold.As(t, e, context.Now))).CalculateSize();
        return Check(text.Journal, next, Bytes, "bytes") is { } full && (!text.Exists || next > TextView.Of(text).CalculateSize()) ? full : null;
    }
}
