using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// The originals in which a text is signed. They follow from who signs, and nothing follows from them: the same signatures conclude a text
/// in whatever form. Where there are several, each names its holder first, the alternat of treaty practice, so that no order among the
/// parties is one of rank.
/// </summary>
internal static class Originals
{
    /// <summary>The originals, in the order of the talks; a single one by default.</summary>
    public static ImmutableArray<Original> Of(TextRecord text)
    {
        ImmutableArray<string> signed = [.. text.Signatures.Where(s => SignatureSet.IsSignature(s) && SignatureSet.Stands(s)).Select(s => s.Party)];
        ImmutableArray<string> signatories = [.. text.Members.Select(m => m.Party).Where(party => text.Required.Contains(party) || signed.Contains(party))];
        return text.Tabled.OriginalsForm switch
        {
            OriginalsForm.Alternat => [.. signatories.Where(text.Required.Contains).Select(holder => Kept(holder, signatories, signed))],
            OriginalsForm.Counterparts => [.. signatories.Select(holder => Kept(holder, signatories, [.. signed.Where(party => party == holder)]))],
            _ => [Kept("", signatories, signed)],
        };
    }

    private static Original Kept(string holder, ImmutableArray<string> signatories, ImmutableArray<string> signed)
    {
        var first = Math.Max(0, signatories.IndexOf(holder));
        ImmutableArray<string> order = [.. signatories[first..], .. signatories[..first]];
        return new() { Holder = holder, Order = { order }, SignedBy = { order.Where(signed.Contains) } };
    }
}
