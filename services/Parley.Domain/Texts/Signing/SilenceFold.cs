using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>What becomes of silence procedures.</summary>
internal static class SilenceFold
{
    public static TextRecord Opened(TextRecord text, SilenceProcedureOpened opened)
    {
        var procedure = opened.Procedure.Clone();
        procedure.State = SilenceState.Running;
        return text with { Procedures = text.Procedures.Add(procedure) };
    }

    public static TextRecord Broken(TextRecord text, SilenceBroken broken, Instant at) => Ended(text, broken.Procedure, at, p =>
    {
        p.State = SilenceState.Broken;
        p.BrokenBy = broken.Party;
        p.Objection = broken.Objection;
    });

    public static TextRecord Assented(TextRecord text, SilenceAssented assented, Instant at) =>
        Ended(text, assented.Procedure, at, p => p.State = SilenceState.Assented);

    private static TextRecord Ended(TextRecord text, string id, Instant at, Action<SilenceProcedure> change)
    {
        var index = text.Procedures.FindIndex(p => p.Id == id);
        var procedure = text.Procedures[index].Clone();
        procedure.EndTime = at.ToTimestamp();
        change(procedure);
        return text with { Procedures = text.Procedures.SetItem(index, procedure) };
    }
}
