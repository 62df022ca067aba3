using System.Collections;
using System.Collections.Immutable;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>
/// What terms cannot be. Everything that is wrong is said at once, each with the path of its field, so that a text can be
/// mended in one go at three in the morning.
/// </summary>
public static class TermsRules
{
    private const string AllFields = "*";

    /// <summary>Examines new terms.</summary>
    /// <param name="terms">The terms as they were sent; never changed.</param>
    /// <param name="conflict">The conflict that they belong to, with its parties and areas.</param>
    /// <param name="truceName">The truce that they are to be the terms of.</param>
    /// <param name="knownTruces">The names of the conflict's truces that they may refer to.</param>
    /// <param name="resolved">A copy with every stated time resolved; to be recorded only when nothing was refused.</param>
    /// <returns>All that is wrong, as INVALID_ARGUMENT; null when nothing is.</returns>
    public static Rejection? Accept(
        TruceTerms terms, Conflict conflict, string truceName, IReadOnlySet<string> knownTruces, out TruceTerms resolved)
    {
        var times = new TimeResolver(CandidateZones(terms, conflict));
        resolved = times.ResolveAll(terms, TermsReading.Root);
        return Examine(new(resolved, conflict, truceName, knownTruces), times);
    }

    /// <summary>
    /// Examines amended terms: the fields that the mask names are replaced, each wholly, and the whole is examined as if it
    /// were new. Times in other fields keep the instants that were recorded, whatever newer time zone data says.
    /// </summary>
    /// <param name="current">The terms in force; never changed.</param>
    /// <param name="update">The new values.</param>
    /// <param name="mask">The names of fields of terms, or * for all.</param>
    /// <param name="conflict">As in <see cref="Accept"/>.</param>
    /// <param name="truceName">As in <see cref="Accept"/>.</param>
    /// <param name="knownTruces">As in <see cref="Accept"/>.</param>
    /// <param name="resolved">The amended terms; to be recorded only when nothing was refused.</param>
    /// <returns>All that is wrong, as INVALID_ARGUMENT; null when nothing is.</returns>
    public static Rejection? Amend(
        TruceTerms current, TruceTerms update, FieldMask mask, Conflict conflict, string truceName, IReadOnlySet<string> knownTruces,
        out TruceTerms resolved)
    {
        if (MaskViolations(mask) is { IsEmpty: false } violations)
        {
            resolved = current;
            return Rejection.Invalid(violations);
        }

        var fields = MaskedFields(mask);
        var changes = Merge(new(), update.Clone(), fields);
        var times = new TimeResolver(CandidateZones(Merge(current.Clone(), update.Clone(), fields), conflict));
        resolved = Merge(current.Clone(), times.ResolveAll(changes, TermsReading.Root), fields);
        return Examine(new(resolved, conflict, truceName, knownTruces), times);
    }

    /// <summary>Examines only who is bound by terms that were accepted before, and whether that is what they say of themselves.</summary>
    /// <param name="terms">The terms; never changed.</param>
    /// <returns>All that is wrong, as INVALID_ARGUMENT; null when nothing is.</returns>
    public static Rejection? BetweenParties(TruceTerms terms)
    {
        var reading = new TermsReading(terms, new(), "", ImmutableHashSet<string>.Empty);
        PartyRules.Check(reading);
        return reading.Violations.Count == 0 ? null : Rejection.Invalid(reading.Violations.ToImmutable());
    }

    private static Rejection? Examine(TermsReading reading, TimeResolver times)
    {
        reading.Violations.AddRange(times.Violations);
        FieldRules.Check(reading);
        PartyRules.Check(reading);
        StartRules.Check(reading);
        PhaseRules.Check(reading);
        TermRules.Check(reading);
        DetailRules.Check(reading);
        return reading.Violations.Count == 0 ? null : Rejection.Invalid(reading.Violations.ToImmutable()) with { Metadata = times.Metadata };
    }

    /// <summary>What a time without a zone may mean: the clocks of the parties to the terms, or of all, and of the mediators.</summary>
    private static List<string> CandidateZones(TruceTerms terms, Conflict conflict)
    {
        var named = terms.Parties.Select(p => p.Party).ToHashSet(StringComparer.Ordinal);
        var zones = conflict.Parties.Where(p => named.Count == 0 || named.Contains(p.Name)).Select(p => p.Zone);
        return [.. zones.Concat(conflict.MediatorZones).Distinct()];
    }

    private static ImmutableArray<FieldViolation> MaskViolations(FieldMask mask)
    {
        const string path = "update_mask";
        return mask.Paths.Count == 0
            ? [new(path, TermsReasons.UpdateMaskInvalid, "Name at least one field of terms, for example legal_basis.")]
            : [.. mask.Paths.Where(p => p != AllFields && TruceTerms.Descriptor.FindFieldByName(p) is null)
                .Select(p => new FieldViolation(path, TermsReasons.UpdateMaskInvalid, $"Terms have no field {p}. Name whole fields, for example legal_basis."))];
    }

    private static List<FieldDescriptor> MaskedFields(FieldMask mask) => mask.Paths.Contains(AllFields)
        ? [.. TruceTerms.Descriptor.Fields.InFieldNumberOrder()]
        : [.. mask.Paths.Distinct().Select(TruceTerms.Descriptor.FindFieldByName)];

    /// <summary>Moves fields from one copy to another; both belong to us.</summary>
    private static TruceTerms Merge(TruceTerms into, TruceTerms from, List<FieldDescriptor> fields)
    {
        foreach (var field in fields)
        {
            field.Accessor.Clear(into);
            var value = field.Accessor.GetValue(from);
            if (value is IList items)
            {
                var list = (IList)field.Accessor.GetValue(into);
                foreach (var item in items)
                {
                    list.Add(item);
                }
            }
            else if (value is not null)
            {
                field.Accessor.SetValue(into, value);
            }
        }

        return into;
    }
}
