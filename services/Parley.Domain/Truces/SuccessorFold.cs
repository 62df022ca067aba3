using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What later truces' announcements make of a truce.</summary>
internal static class SuccessorFold
{
    public static TruceRecord Registered(TruceRecord truce, TruceSuccessorRegistered registered)
    {
        var fact = new SuccessorFact(registered.Truce, registered.Time?.ToInstant(), registered.SuccessorVersion);
        var index = truce.Successors.FindIndex(s => s.Truce == registered.Truce);
        return truce with { Successors = index < 0 ? truce.Successors.Add(fact) : truce.Successors.SetItem(index, fact) };
    }
}
