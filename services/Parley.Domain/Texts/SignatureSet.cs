using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>Whose consent stands, whose binds, and whether all that is needed is there.</summary>
internal static class SignatureSet
{
    /// <summary>True for an act by which a text is signed, as against initialled or joined.</summary>
    public static bool IsSignature(Signature signature) =>
        signature.Act is ConsentAct.Sign or ConsentAct.SignAdReferendum or ConsentAct.SealedConsent;

    /// <summary>True while it has neither lapsed, nor fallen with the words that it was given to, nor been taken back.</summary>
    public static bool Stands(Signature signature) => signature is { LapseTime: null, WithdrawTime: null };

    /// <summary>True for a signature that waits for its confirmation.</summary>
    public static bool AwaitsConfirmation(Signature signature) =>
        signature is { Act: ConsentAct.SignAdReferendum, ConfirmTime: null } && Stands(signature);

    /// <summary>True when it expresses consent to be bound. A witness only sees that others sign (see <see cref="MemberCapacity"/>).</summary>
    public static bool Binds(Signature signature) =>
        Stands(signature) && signature.Capacity != MemberCapacity.Witness
        && (signature.Act is ConsentAct.Sign or ConsentAct.SealedConsent or ConsentAct.Accede || signature is { Act: ConsentAct.SignAdReferendum, ConfirmTime: not null });

    /// <summary>The signature of a member that stands, whether or not it binds; null for none.</summary>
    public static Signature? Of(TextRecord text, string party) => text.Signatures.Find(s => s.Party == party && IsSignature(s) && Stands(s));

    /// <summary>True when the party has initialled the text as it stands.</summary>
    public static bool HasInitialled(TextRecord text, string party) => text.Signatures.Exists(s => s.Party == party && Initials.Stands(s));

    /// <summary>True when the party is bound, by signature or by accession.</summary>
    public static bool IsBound(TextRecord text, string party) => text.Signatures.Exists(s => s.Party == party && Binds(s));

    /// <summary>The parties that are bound as parties, in the order of their consent: those that the text's truces are between.</summary>
    public static IEnumerable<string> BoundParties(TextRecord text) =>
        text.Signatures.Where(s => s.Capacity == MemberCapacity.Party && Binds(s)).Select(s => s.Party).Distinct();

    /// <summary>True when every party has initialled the text as it stands.</summary>
    public static bool IsAuthentic(TextRecord text) => text.Parties.Any() && text.Parties.All(party => HasInitialled(text, party));

    /// <summary>True when everybody whose signature the text needs has signed so that it binds.</summary>
    public static bool IsComplete(TextRecord text) => text.Required.Any() && text.Required.All(party => IsBound(text, party));
}
