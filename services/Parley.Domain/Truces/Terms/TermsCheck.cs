using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>
/// Whether a text holds what a ceasefire text should hold, and what it leaves open, after the UN DPPA Guidance on Mediation
/// of Ceasefires (2022). Advice, never a condition: parties may conclude what they like. The statement of 10 October 2020
/// left every parameter "to be agreed separately", had no monitor, and did not last its first day.
/// </summary>
public static class TermsCheck
{
    /// <summary>Checks terms: one line an element, and every point that dangles.</summary>
    public static CheckTruceResponse Check(TruceTerms terms)
    {
        var response = new CheckTruceResponse();
        response.Elements.AddRange(
        [
            AgreedElements.Parties(terms), AgreedElements.Purpose(terms), TimeElements.Effect(terms), TimeElements.Duration(terms),
            AgreedElements.Geography(terms), AgreedElements.ProhibitedActs(terms), AgreedElements.PermittedActs(terms), AgreedElements.Positions(terms),
            MachineryElements.Monitoring(terms), MachineryElements.Liaison(terms), MachineryElements.DisputeResolution(terms),
            MachineryElements.Severity(terms), TimeElements.Termination(terms),
        ]);
        response.DanglingPoints.AddRange(DanglingPoints.In(terms));
        response.Complete = response.DanglingPoints.Count == 0 && response.Elements.All(e => e.Presence != ElementPresence.Missing);
        return response;
    }
}
