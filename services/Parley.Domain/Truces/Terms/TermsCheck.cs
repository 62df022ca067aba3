namespace Parley.Domain.Truces.Terms;

internal static class TermsCheck
{
    public static Parley.V1.CheckTruceResponse Check(Parley.V1.TruceTerms terms) => new();
}
