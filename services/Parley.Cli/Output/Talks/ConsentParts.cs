using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>How consent to a text was given or is being sought: signatures, full powers, silence, sealed consent.</summary>
/// <param name="text">The text.</param>
/// <param name="glossary">The reader's language and names.</param>
/// <param name="now">What the server's clock shows, for the time that is left.</param>
internal sealed class ConsentParts(NegotiatingText text, Glossary glossary, DateTimeOffset now)
{
    public IEnumerable<IRenderable> Render() =>
    [
        .. Signatures(), .. Originals(), .. Section("Full powers", text.FullPowers.Select(Of)), .. Section("Silence procedures", text.SilenceProcedures.SelectMany(Of)),
        .. Section("Openings of sealed consents", text.Openings.SelectMany(Of)),
    ];

    /// <summary>True for a signature ad referendum that may still come to count.</summary>
    public static bool WaitsForConfirmation(Signature signature) => signature is { Act: ConsentAct.SignAdReferendum, ConfirmTime: null, LapseTime: null, WithdrawTime: null };

    private IEnumerable<IRenderable> Signatures()
    {
        if (text.Signatures.Count == 0)
        {
            yield break;
        }

        yield return Tables.Heading("Signatures, in order of time");
        var table = Tables.Of("Who", "Did what", "On what authority, and saying what");
        foreach (var signature in text.Signatures)
        {
            table.AddRow(
                Tables.Lines(glossary.Party(signature.Party), Words.Of(signature.Capacity)),
                Tables.Lines(Acts(signature)),
                Tables.Lines(Said(signature)));
        }

        yield return table;
    }

    private IEnumerable<IRenderable> Originals() => text.OriginalsForm switch
    {
        OriginalsForm.Alternat => Section("Originals: one for each, signed by all, which names its holder first", text.Originals.Select(Of)),
        OriginalsForm.Counterparts => Section("Counterparts: one for each, signed by it alone; together they are one instrument", text.Originals.Select(Of)),
        _ => [],
    };

    private string Of(Original original) =>
        $"{glossary.Party(original.Holder)}: names {Words.List(original.Order.Select(glossary.Party))}; "
        + (original.SignedBy.Count > 0 ? $"signed by {glossary.Parties(original.SignedBy)}" : "not signed yet");

    private static IEnumerable<string> Acts(Signature signature) =>
    [
        Words.Of(signature.Act),
        Words.Of(signature.Time),
        signature.Remote ? "elsewhere than the others" : "",
        signature.ConfirmTime is null ? "" : $"confirmed {Words.Of(signature.ConfirmTime)}",
        signature.LapseTime is null ? "" : $"{(signature.Act == ConsentAct.SignAdReferendum ? "lapsed" : "fell with the words")} {Words.Of(signature.LapseTime)}",
        signature.WithdrawTime is null ? "" : $"taken back {Words.Of(signature.WithdrawTime)}",
        WaitsForConfirmation(signature) ? "does not count until it is confirmed" : "",
        signature.Capacity == MemberCapacity.Witness ? "a witness is not bound" : "",
    ];

    private IEnumerable<string> Said(Signature signature) =>
    [
        signature.Authority is { } authority ? OnAuthority(authority.Level, authority.FullPowers) : "",
        glossary.Of(signature.Declaration) is { Length: > 0 } declaration ? $"declares: {declaration}" : "",
        glossary.Of(signature.Reservation) is { Length: > 0 } reservation ? $"does not accept: {reservation}" : "",
        glossary.Of(signature.Instructions) is { Length: > 0 } instructions ? $"confirms on instructions: {instructions}" : "",
        glossary.Of(signature.WithdrawReason) is { Length: > 0 } reason ? $"takes it back: {reason}" : "",
        .. signature.Objections.Select(o => $"{glossary.Party(o.Party)} objects to that, {Words.Of(o.Time)}{glossary.Because(o.Text)}"),
        signature.Hash.Length > 0 ? $"hash of its receipt {signature.Hash}" : "",
    ];

    private static string OnAuthority(Level level, string fullPowers) =>
        fullPowers.Length > 0 ? $"{Words.Of(level)}, with full powers {fullPowers}" : Words.Of(level);

    private string Of(FullPowers powers) =>
        $"{powers.Id}: {glossary.Of(powers.Holder)} for {glossary.Party(powers.Party)}, issued by {Words.Of(powers.Issuer)}: {Words.List(powers.Acts.Select(TalksWords.ToDo))}"
        + (powers.RevokeTime is null ? "" : $"; revoked {Words.Of(powers.RevokeTime)}");

    private IEnumerable<string> Of(SilenceProcedure procedure)
    {
        var about = procedure.Clauses.Count > 0 ? Words.List(procedure.Clauses) : "the whole text";
        yield return $"{procedure.Id}: silence {Words.Of(procedure.Effect)} ({about})";
        yield return procedure.State switch
        {
            SilenceState.Running => $"  running until {TalksWords.Of(procedure.Expiry)}: {TalksWords.Left(procedure.Expiry, now)}",
            SilenceState.Broken => $"  broken {Words.Of(procedure.EndTime)} by {TalksWords.Proposer(procedure.BrokenBy, glossary)}{glossary.Because(procedure.Objection)}",
            SilenceState.Assented => $"  ended in silence {Words.Of(procedure.EndTime)}: everyone has assented",
            _ => "",
        };
        foreach (var clock in procedure.State == SilenceState.Running ? glossary.Clocks(procedure.Expiry?.Resolved) : [])
        {
            yield return "  " + clock;
        }
    }

    private IEnumerable<string> Of(ConsentOpening opening)
    {
        var when = opening.WhenAllFiled ? "as soon as every required signatory has filed, at the latest" : "at";
        yield return $"{opening.Id}: {when} {TalksWords.Of(opening.At)}, as agreed by {glossary.Parties(opening.AgreedBy)}";
        yield return text.ConcludedByOpening == opening.Id ? "  the text was concluded by it"
            : opening.Cancellation is { } cancelled ? $"  cancelled {Words.Of(cancelled.Time)}{glossary.Because(cancelled.Reason)}; nothing that was sealed for it is ever looked at"
            : opening.Over ? "  its instant has passed; nothing else is ever said of it" : $"  {TalksWords.Left(opening.At, now)}";
        foreach (var clock in opening.Over ? [] : glossary.Clocks(opening.At?.Resolved))
        {
            yield return "  " + clock;
        }

        foreach (var authority in opening.Over ? [] : opening.Authorities)
        {
            yield return $"  {glossary.Party(authority.Party)} would consent by its {OnAuthority(authority.Level, authority.FullPowers)}";
        }

        foreach (var happening in opening.Events)
        {
            yield return $"  consent may depend on {happening.Id}: {Bidi.Isolate(happening.Text)}";
        }
    }

    private static IEnumerable<IRenderable> Section(string heading, IEnumerable<string> lines) => lines.Any() ? [Tables.Heading(heading), Tables.Lines(lines)] : [];
}
