using System.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What a change of the terms makes of a truce.</summary>
internal static class AmendmentFold
{
    private const string AllFields = "*";

    /// <summary>
    /// A changed draft must be accepted anew. Of a concluded truce, effects that have not come and whose words changed are
    /// read again, and running terms are counted again.
    /// </summary>
    public static TruceRecord Apply(TruceRecord truce, TruceAmended amended, Instant at)
    {
        var terms = Copy(amended.Terms, truce.Terms.Clone(), Fields(amended.UpdateMask));
        var before = Effects.InText(truce.Terms).ToDictionary(e => e.Id, e => e.Start);
        var after = Effects.InText(terms).ToDictionary(e => e.Id, e => e.Start);
        var stale = truce.Effects.Where(e => !e.Value.InEffect && !Equals(before.GetValueOrDefault(e.Key), after.GetValueOrDefault(e.Key)));
        var known = truce.Zones.Select(z => z.Party).ToHashSet();
        var next = InterimDuties.CountAnew(truce with
        {
            Terms = terms,
            Consents = truce.Stage == TruceStage.Draft ? [] : truce.Consents,
            Effects = truce.Effects.RemoveRange(stale.Select(e => e.Key)),
            Zones = [.. truce.Zones, .. amended.Zones.Where(z => known.Add(z.Party))],
        }, at);
        next = PhaseFold.CountAnew(next, truce.Terms);
        return Equals(truce.Terms.Term, terms.Term) && truce.Terms.ReferenceZone == terms.ReferenceZone && SameOwnTerms(truce.Terms, terms)
            ? next
            : TermFold.CountAnew(next, at);
    }

    /// <summary>Only the fields that the mask names.</summary>
    public static TruceTerms Only(TruceTerms terms, FieldMask mask) => Copy(terms, new(), Fields(mask));

    /// <summary>The mask with every field by its name, so that the record does not depend on which fields there were.</summary>
    public static FieldMask Named(FieldMask mask)
    {
        var named = new FieldMask();
        named.Paths.AddRange(Fields(mask).Select(f => f.Name));
        return named;
    }

    private static List<FieldDescriptor> Fields(FieldMask mask) => mask.Paths.Contains(AllFields)
        ? [.. TruceTerms.Descriptor.Fields.InFieldNumberOrder()]
        : [.. mask.Paths.Distinct().Select(TruceTerms.Descriptor.FindFieldByName)];

    /// <summary>Replaces fields, each wholly, in a message that is still ours.</summary>
    private static TruceTerms Copy(TruceTerms from, TruceTerms into, List<FieldDescriptor> fields)
    {
        foreach (var field in fields)
        {
            field.Accessor.Clear(into);
            switch (field.Accessor.GetValue(from))
            {
                case IList items:
                    var list = (IList)field.Accessor.GetValue(into);
                    foreach (var item in items)
                    {
                        list.Add(item);
                    }

                    break;
                case { } value:
                    field.Accessor.SetValue(into, value);
                    break;
            }
        }

        return into;
    }

    private static bool SameOwnTerms(TruceTerms before, TruceTerms after) =>
        TermLaw.OwnHolders(before).All(h => Equals(TermLaw.OwnTermOf(before, h), TermLaw.OwnTermOf(after, h)));
}
