using Parley.Domain.Consents;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// A mediator certifies that an event has come about. What is certified before the opening counts there. Which filings depend on it
/// the mediator does not learn.
/// </summary>
internal static class Certificates
{
    /// <summary>The rule.</summary>
    public static Decision Certify(VaultRecord vault, CertifyOpeningEventRequest request, RuleContext context)
    {
        if (vault.Opening(request.Name, request.Opening) is not { } opening)
        {
            return ConsentFilings.Unknown(request.Name, request.Opening);
        }

        if (opening.Registered.Opening.Events.FirstOrDefault(e => e.Id == request.Event) is not { } named)
        {
            return Rejection.Invalid("event", ConsentChecks.UnknownEvent, $"{request.Event} is no event of the opening {opening.Id}.");
        }

        if (vault.IsOver(opening))
        {
            return ConsentFilings.Over(opening);
        }

        if (opening.Certified.Contains(request.Event))
        {
            return Rejection.Precondition("ALREADY_CERTIFIED", request.Name, $"{request.Event} is certified already, and stays so.").With("event", request.Event);
        }

        return Sealing.Answered(
            new() { Entry = context.AssignedId, EventCertificateRecorded = new() { Event = named } },
            new() { OpeningEventCertified = new() { Text = request.Name, Opening = request.Opening, Event = request.Event } });
    }
}
