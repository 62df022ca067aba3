using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>Who has initialled a text as it stands.</summary>
internal static class Initials
{
    /// <summary>True for an initial, or silence in its place, that has not fallen.</summary>
    public static bool Stands(Signature signature) =>
        signature is { Act: ConsentAct.Initial or ConsentAct.SilenceAssent, LapseTime: null };

    /// <summary>The parties by whose initials the text is what it is; all of them, however it was authenticated.</summary>
    public static ImmutableArray<string> Of(TextRecord text) =>
    [
        .. text.Signatures.Where(Stands).Select(s => s.Party)
            .Concat(text.Stage == NegotiatingTextState.Authenticated ? text.Parties : [])
            .Distinct(),
    ];
}
