using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>A member files what would do in the round of a blind range that closes next.</summary>
internal static class RangeFilings
{
    private const string Field = "filing";

    /// <summary>The rule.</summary>
    public static Decision Seal(VaultRecord vault, AccreditedMember member, SealRangeRequest request, RuleContext context)
    {
        if (vault.Range(request.Range) is not { } range)
        {
            return Rejection.Invalid("range", "UNKNOWN_RANGE",
                $"No blind range {request.Range} is agreed in {vault.Negotiation}. Name one of its ranges; a mediator can record another.");
        }

        if (!range.Range.Parties.Contains(member.Party))
        {
            return Rejection.Precondition("NOT_IN_RANGE", vault.Negotiation,
                $"{member.Party} is not among those who file for {request.Range}: {string.Join(", ", range.Range.Parties)}.").With("party", member.Party);
        }

        if (range.IsOver)
        {
            return Rejection.Precondition("RANGE_OVER", vault.Negotiation,
                $"The blind range {request.Range} is over: its value was found, or its last round has closed. Another one can be agreed.")
                .With("range", request.Range);
        }

        if (request.Round != 0 && request.Round != range.CurrentRound)
        {
            return Rejection.Precondition(request.Round < range.CurrentRound ? "ROUND_OVER" : "ROUND_NOT_OPEN", vault.Negotiation,
                $"Round {request.Round} of {request.Range} is not the one that closes next; that is round {range.CurrentRound}, at {range.CloseOf(range.CurrentRound).ToText()}.")
                .With("round", range.CurrentRound.ToString());
        }

        if (request.Filing is not { } given)
        {
            return Rejection.Invalid(Field, "FIELD_REQUIRED", "Say from which value to which would do.");
        }

        var filing = Sealing.Stated(given, f => [f.From?.Instant, f.To?.Instant]);
        if (VaultLimits.CheckBytes(vault, filing) is { } large)
        {
            return large;
        }

        var times = new TimeResolver(vault.CandidateZones);
        var resolved = times.ResolveAll(filing, Field);
        var kind = range.Range.Kind;
        if ((End(filing.From, kind, $"{Field}.from") ?? End(filing.To, kind, $"{Field}.to") ?? times.Rejection ?? Order(resolved)) is { } refused)
        {
            return refused;
        }

        var matter = new Matter(member.Party, SealedKind.Range, request.Range, Number: range.CurrentRound);
        if (VaultLimits.CheckRounds(vault, matter, VaultLimits.RangeFilings) is { } exhausted)
        {
            return exhausted;
        }

        return Sealing.Seal(
            filing, SealedKind.Range, Sealing.SubjectOf(vault, request.Range, range.CurrentRound),
            hash => new() { RangeSealed = new() { Party = member.Party, Range = request.Range, Filing = resolved, Hash = hash } },
            context);
    }

    private static Rejection? End(RangeValue? value, BlindRangeKind kind, string field) => value?.ValueCase switch
    {
        null => Rejection.Invalid(field, "FIELD_REQUIRED", "Say the value."),
        RangeValue.ValueOneofCase.None => Rejection.Invalid(field, "ONE_OF_REQUIRED", "Say the value: an instant or a number, as the range is one of."),
        RangeValue.ValueOneofCase.Instant when kind != BlindRangeKind.Instant =>
            Rejection.Invalid($"{field}.instant", "RANGE_KIND_MISMATCH", "This range is one of whole numbers; give a number."),
        RangeValue.ValueOneofCase.Number when kind != BlindRangeKind.Number =>
            Rejection.Invalid($"{field}.number", "RANGE_KIND_MISMATCH", "This range is one of instants; give an instant."),
        _ => null,
    };

    private static Rejection? Order(RangeFiling resolved) => Overlaps.IsReversed(resolved)
        ? Rejection.Invalid($"{Field}.to", "INTERVAL_REVERSED", "The range ends before it begins.")
        : null;
}
