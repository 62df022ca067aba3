using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>The room of one member and the mediators on one page. For whom it is stands above everything else.</summary>
/// <param name="record">What is shown.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class CaucusPage(RoomRecord record, Glossary glossary)
{
    private readonly Caucus _caucus = record.Caucus;

    public IEnumerable<IRenderable> Render()
    {
        var member = glossary.Party(_caucus.Party);
        yield return new RecordText($"For {member} and the mediators only. Nobody else can read this, or tell whether it is used.", Tables.Warning);
        yield return Tables.Heading($"The room of {member} ({Words.Of(_caucus.Capacity)}) and the mediators");
        yield return new RecordText(_caucus.Name, Tables.Faint);
        if (_caucus.CurrentSession.Length > 0)
        {
            yield return new RecordText($"Session {Words.Id(_caucus.CurrentSession)} is in progress.");
        }

        yield return Tables.Heading(record.Messages.IsEmpty ? "Nothing has been said here yet." : "What was said here, the earliest first");
        if (!record.Messages.IsEmpty)
        {
            yield return TalksTables.Messages(record.Messages, glossary);
        }

        yield return Tables.Heading(record.Sessions.IsEmpty ? "No session was planned here." : "Sessions of this room, planned and held");
        if (!record.Sessions.IsEmpty)
        {
            yield return new SessionRows(glossary).Table(record.Sessions);
        }

        foreach (var part in Receipts().Concat(Matches(member)))
        {
            yield return part;
        }
    }

    private IEnumerable<IRenderable> Receipts()
    {
        if (_caucus.Receipts.Count == 0)
        {
            yield break;
        }

        yield return Tables.Heading("Receipts of what was sealed; only who filed it was told what it is about");
        var table = Tables.Of("Filed", "Hash");
        foreach (var receipt in _caucus.Receipts)
        {
            table.AddRow(Tables.Lines(Became(receipt)), Tables.Lines(receipt.Hash));
        }

        yield return table;
    }

    /// <summary>What is known here of a filing. Whether it still counts is not: that would tell what it is for.</summary>
    private static IEnumerable<string> Became(SealReceipt receipt) =>
    [
        Words.Of(receipt.FileTime),
        receipt.UseTime is null ? "" : $"used: part of what came about {Words.Of(receipt.UseTime)}",
        receipt.WithdrawTime is null ? receipt.UseTime is null ? "not withdrawn" : "" : $"withdrawn or replaced {Words.Of(receipt.WithdrawTime)}",
    ];

    private IEnumerable<IRenderable> Matches(string member) => _caucus.Matches.Count == 0 ? [] :
    [
        Tables.Heading("Matches; both were told, and nobody else"),
        Tables.Lines(_caucus.Matches.Select(m => $"{Words.Of(m.Time)}  {member} and {glossary.Party(m.With)} are both ready {Words.Of(m.Subject)}.{(m.Hash.Length > 0 ? $" It came of the filing with the hash {m.Hash}." : "")}")),
    ];
}
