using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// A mediator records that an opening will not be held. It is the vault that can be told so, for only here it is known whether consents have
/// been looked at: what was concluded is not cancelled, and what was cancelled is not concluded.
/// </summary>
internal static class Cancellations
{
    /// <summary>The rule.</summary>
    public static Decision Cancel(VaultRecord vault, CancelOpeningRequest request, RuleContext context)
    {
        if (vault.Opening(request.Name, request.Opening) is not { } opening)
        {
            return ConsentFilings.Unknown(request.Name, request.Opening);
        }

        var given = request.Cancellation ?? new();
        if (Strangers.In(vault.Members.Select(m => m.Party), given.AgreedBy, vault.Journal, "cancellation.agreed_by").ToImmutableArray() is { IsEmpty: false } strangers)
        {
            return Rejection.Invalid(strangers);
        }

        if (vault.IsOver(opening))
        {
            return ConsentFilings.Over(opening);
        }

        if ((NotAgreed(opening, given) ?? VaultLimits.CheckReason(vault, given.Reason)) is { } refused)
        {
            return refused;
        }

        var cancellation = new OpeningCancellation { Reason = given.Reason, AgreedBy = { given.AgreedBy.Distinct() } };
        return ConsentFilings.Concluding(opening) is { } undecided ? undecided : Sealing.Answered(
            new() { Entry = context.AssignedId, OpeningCancellationRecorded = new() { Cancellation = cancellation } },
            new() { ConsentOpeningCancelled = new() { Text = request.Name, Opening = request.Opening, Cancellation = cancellation } });
    }

    private static Rejection? NotAgreed(OpeningFile opening, OpeningCancellation given) => Rejection.Missing(
        "OPENING_NOT_AGREED", opening.Text, opening.Registered.Opening.AgreedBy.Except(given.AgreedBy),
        names => $"Whoever agreed to the opening must agree to its cancellation, and {names} is not in agreed_by. Obtain its agreement and name it; each can withdraw its own consent.");
}
