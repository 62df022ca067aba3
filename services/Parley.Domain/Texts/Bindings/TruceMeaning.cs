using Google.Protobuf.WellKnownTypes;
using Parley.Contract;
using Parley.Domain.Time;
using Parley.Domain.Truces;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// Words that open a truce when the text is concluded. Its terms are examined now as a draft's would be, so that the conclusion does not fail
/// at midnight over what could have been mended in the afternoon.
/// </summary>
internal static class TruceMeaning
{
    /// <summary>The truce that would be opened.</summary>
    public static string NameOf(TextRecord text, BoundTruce truce) =>
        ResourceName.Child(ResourceName.ConflictOf(text.Journal), "truces", truce.TruceId);

    public static void Check(BindingReading reading)
    {
        const string path = "binding.truce";
        var truce = reading.Binding.Truce;
        (truce.Truce, truce.Refusal) = ("", "");
        if (reading.Text.Clauses.SelectMany(c => c.Bindings).FirstOrDefault(b => b.Truce?.TruceId == truce.TruceId) is { } other)
        {
            reading.Refuse($"{path}.truce_id", BindingReasons.DuplicateTruce, $"{other.Id} opens the truce {truce.TruceId} already. Choose another id for this one.");
        }

        if (truce.Terms is null)
        {
            reading.Refuse($"{path}.terms", TermsReasons.FieldRequired, "Give the terms of the truce.");
            return;
        }

        if (reading.Conflict is not { } conflict)
        {
            reading.Refuse($"{path}.terms", TermsReasons.UnknownParty, $"{reading.ConflictName} does not exist, or you may not read it.");
            return;
        }

        // Nobody is bound by a truce whose signature the text does not need; who signs as a guarantor or witness is no party to it.
        var signing = reading.Text.RequiredParties.ToList();
        if (truce.Terms.Parties.Count == 0)
        {
            truce.Terms.Parties.AddRange(signing.Select(p => new TruceParty { Party = p }));
        }

        var rejection = TermsRules.Accept(truce.Terms, conflict, NameOf(reading.Text, truce), Creation.KnownTruces(reading.Context), out var resolved);
        if (rejection is not null)
        {
            reading.Refuse(rejection, path);
        }

        foreach (var unasked in Successors.Unasked(resolved, reading.Context))
        {
            reading.Refuse(unasked with { Field = $"{path}.{unasked.Field}" });
        }

        for (var i = 0; i < resolved.Parties.Count; i++)
        {
            var party = resolved.Parties[i].Party;
            if (party.Length > 0 && !signing.Contains(party))
            {
                reading.Refuse(
                    $"{path}.terms.parties[{i}].party", BindingReasons.SignatoryMissing,
                    $"The text binds without the signature of {party} as a party, and a truce is between those who sign. Name none but {string.Join(", ", signing)}, or table a text that {party} must sign.");
            }
        }

        truce.Terms = resolved;
        if (rejection is null)
        {
            TruceWords.Compare(reading, resolved);
            CompareEffect(reading, resolved);
        }
    }

    /// <summary>An instant to which a clause is bound that opens a truce is the one at which it takes effect, or another stands for that already.</summary>
    public static void CompareInstant(BindingReading reading, Timestamp instant)
    {
        foreach (var truce in reading.Clause.Bindings.Where(b => b.Truce?.Terms?.Effect?.At?.Resolved is not null))
        {
            var effect = truce.Truce.Terms.Effect.At.Resolved.Instant;
            if (!effect.Equals(instant) && !Instants(reading).Contains(effect))
            {
                Differ(reading, "binding.instant", $"{truce.Id} opens at {effect.ToInstant().ToText()}", instant);
            }
        }
    }

    /// <summary>The effect of a truce is one of the instants to which its clause is bound, if it is bound to any.</summary>
    private static void CompareEffect(BindingReading reading, TruceTerms terms)
    {
        var bound = Instants(reading);
        if (terms.Effect?.At?.Resolved is { } effect && bound.Count > 0 && !bound.Contains(effect.Instant))
        {
            Differ(reading, "binding.truce.terms.effect.at", $"the clause is bound to {string.Join(", ", bound.Select(b => b.ToInstant().ToText()))}", effect.Instant);
        }
    }

    private static List<Timestamp> Instants(BindingReading reading) => [.. reading.Clause.Bindings.Select(b => b.Instant?.Resolved?.Instant).OfType<Timestamp>()];

    private static void Differ(BindingReading reading, string path, string other, Timestamp instant) =>
        reading.Refuse(path, BindingReasons.BindingDiffers, $"{instant.ToInstant().ToText()} is another instant: {other}. A truce begins when its clause says. Correct the one or the other.");
}
