using Google.Protobuf.Collections;
using Parley.Domain.Access;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>Words by which somebody commits to something: to and by whom the register knows; by when, as far as the words say so.</summary>
internal static class CommitmentMeaning
{
    public static void Check(BindingReading reading)
    {
        const string path = "binding.commitment";
        var commitment = reading.Binding.Commitment;
        if (commitment.Kind == ObligationKind.Unspecified)
        {
            reading.Refuse($"{path}.kind", TermsReasons.FieldRequired, "Say what is owed.");
        }

        CheckParties(reading, commitment.Debtors, $"{path}.debtors");
        CheckParties(reading, commitment.Creditors, $"{path}.creditors");
        if (commitment.Due is { } due)
        {
            DeadlineRules.Check(reading, due, $"{path}.due", mustSay: false);
        }
    }

    private static void CheckParties(BindingReading reading, RepeatedField<string> parties, string path)
    {
        var known = reading.Text.Members.Select(m => m.Party).Concat(reading.Conflict?.Parties.Select(p => p.Name) ?? []).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < parties.Count; i++)
        {
            var field = $"{path}[{i}]";
            if (ForeignName.In(parties[i], reading.ConflictName, field) is { } foreign)
            {
                reading.Refuse(foreign);
            }
            else if (!known.Contains(parties[i]))
            {
                reading.Refuse(field, TermsReasons.UnknownParty, $"{reading.ConflictName} has no {parties[i]}. Register it first, or correct the name.");
            }
        }
    }
}
