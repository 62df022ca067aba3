using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// What other journals tell the vault. Each of them tells it once, and the frame knows a call that is made again; whatever says the
/// same once more all the same is refused for good and changes nothing.
/// </summary>
internal static class Registrations
{
    /// <summary>The negotiation opens its vault.</summary>
    public static Decision Open(VaultRecord vault, OpenVaultCall call) => vault.Exists
        ? Rejection.Exists(vault.Journal)
        : new Event
        {
            VaultOpened = new() { Members = { call.Members }, AccreditationVersion = call.AccreditationVersion, MediatorZones = { call.MediatorZones } },
        };

    /// <summary>
    /// The answer to a call that comes before the vault is open: the negotiation's call to open it is under way, so this one is made
    /// again.
    /// </summary>
    public static Rejection NotYet(VaultRecord vault) => new(RejectionCode.Unavailable, "RETRY", $"{vault.Journal} is not open yet.");

    /// <summary>The negotiation accredits others; what it said earlier never replaces what it said later.</summary>
    public static Decision ChangeAccreditation(VaultRecord vault, ChangeAccreditationCall call, RuleContext context) =>
        vault.Delegations.Stale(call, vault.Journal) is { } stale ? stale : AccreditationChanged(Delegations.Of(call).At(context.Now));

    /// <summary>The event that says who may file and withdraw from now on.</summary>
    public static Event AccreditationChanged(Delegations delegations) => new()
    {
        VaultAccreditationChanged = new() { Members = { delegations.Members }, AccreditationVersion = delegations.Version },
    };

    /// <summary>A text has an opening.</summary>
    public static Decision RegisterOpening(VaultRecord vault, RegisterOpeningCall call)
    {
        if (call.Opening?.At?.Resolved?.Instant is null)
        {
            return Unresolved("opening.at");
        }

        return vault.Opening(call.Text, call.Opening.Id) is not null
            ? Known(vault, call.Opening.Id)
            : new Event
            {
                ConsentOpeningRegistered = new() { Text = call.Text, Opening = call.Opening, Clauses = { call.Clauses }, Required = { call.Required } },
            };
    }

    /// <summary>The negotiation looks for a value.</summary>
    public static Decision RegisterRange(VaultRecord vault, RegisterRangeCall call)
    {
        if (call.Range is not { } range || range.Closes.Any(close => close.Resolved?.Instant is null))
        {
            return Unresolved("range.closes");
        }

        return vault.Range(range.Id) is not null ? Known(vault, range.Id) : new Event { BlindRangeRegistered = new() { Range = range } };
    }

    /// <summary>The negotiation shows venues to all.</summary>
    public static Decision RegisterVenues(VaultRecord vault, RegisterVenuesCall call) =>
        call.Venues.Count == 0 ? Rejection.Invalid("venues", "FIELD_REQUIRED", "Whoever registers venues names some.")
        : call.Venues.All(vault.Venues.Contains) ? Known(vault, string.Join(", ", call.Venues))
        : new Event { VenuesRegistered = new() { Venues = { call.Venues } } };

    private static Rejection Known(VaultRecord vault, string id) =>
        Rejection.Precondition("ALREADY_REGISTERED", vault.Journal, $"{id} is registered already; what was registered first stands.");

    private static Rejection Unresolved(string field) =>
        Rejection.Invalid(field, "FIELD_REQUIRED", "Whoever registers this has resolved its instants.");
}
