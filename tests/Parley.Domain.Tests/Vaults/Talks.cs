using Google.Protobuf;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Domain.Tests.Vaults;

/// <summary>Negotiations of two parties with a guarantor and a witness, and what they seal.</summary>
internal static class Talks
{
    public const string Valley = "conflicts/valley";
    public const string TheTalks = Valley + "/negotiations/talks";
    public const string Vault = TheTalks + "/vault";
    public const string Text = TheTalks + "/texts/truce";
    public const string OtherText = TheTalks + "/texts/other";
    public const string North = Valley + "/parties/north";
    public const string South = Valley + "/parties/south";
    public const string Broker = Valley + "/parties/broker";
    public const string Church = Valley + "/parties/church";

    /// <summary>An opening at <see cref="Opening"/>.</summary>
    public const string Fixed = "fixed";

    /// <summary>An opening as soon as all required have filed, at <see cref="Opening"/> at the latest.</summary>
    public const string Early = "early";

    public static readonly Instant Outset = Instant.FromUtc(2020, 10, 10, 9, 0);
    public static readonly Instant Opening = Outset + Duration.FromHours(10);
    public static readonly Instant FirstClose = Outset + Duration.FromHours(4);
    public static readonly Instant SecondClose = Outset + Duration.FromHours(8);

    public static Caller Nora { get; } = new("nora", [new(Role.Party, North)]);

    public static Caller Sven { get; } = new("sven", [new(Role.Party, South)]);

    public static Caller Greta { get; } = new("greta", [new(Role.Party, Broker)]);

    public static Caller Paul { get; } = new("paul", [new(Role.Party, Church)]);

    public static Caller Anna { get; } = new("anna", [new(Role.Mediator, "")]);

    public static Caller Observer { get; } = new("olga", [new(Role.Observer, Valley)]);

    public static Caller Stranger { get; } = new("zoe", [new(Role.Party, Valley + "/parties/west")]);

    public static string CaucusOf(string party) => ResourceName.Caucus(TheTalks, party);

    public static LegalTime At(Instant instant) => new()
    {
        LocalTime = instant.InUtc().LocalDateTime.ToString("uuuu-MM-dd'T'HH:mm:ss", null),
        Zone = "UTC",
    };

    public static LegalTime Resolved(Instant instant) => Parley.Domain.Time.LegalTimes.Resolve(At(instant), [], "at").Time!;

    public static OpenVaultCall Open() => new()
    {
        Name = Vault,
        Members =
        {
            new AccreditedMember { Party = North, Capacity = MemberCapacity.Party, Zone = "Asia/Yerevan" },
            new AccreditedMember { Party = South, Capacity = MemberCapacity.Party, Zone = "Asia/Baku" },
            new AccreditedMember { Party = Broker, Capacity = MemberCapacity.Guarantor, Zone = "Europe/Moscow" },
            new AccreditedMember { Party = Church, Capacity = MemberCapacity.Witness, Zone = "Europe/Rome" },
        },
        AccreditationVersion = 1,
        MediatorZones = { "America/New_York" },
    };

    public static RegisterOpeningCall Register(string opening, string text = Text) => new()
    {
        Name = Vault,
        Text = text,
        Opening = new()
        {
            Id = opening,
            At = Resolved(Opening),
            WhenAllFiled = opening == Early,
            Events = { new OpeningEvent { Id = "lists", Text = "The lists have been exchanged." } },
        },
        Clauses = { "c1", "c2" },
        Required = { North, South },
    };

    public static RegisterRangeCall Register(BlindRangeKind kind, BlindRangeChoice choice = BlindRangeChoice.Midpoint, string id = "hour") => new()
    {
        Name = Vault,
        Range = new()
        {
            Id = id,
            Subject = "The hour of effect",
            Kind = kind,
            Choice = choice,
            Parties = { North, South },
            Closes = { Resolved(FirstClose), Resolved(SecondClose) },
            AgreedBy = { North, South },
        },
    };

    public static RegisterVenuesCall Show(params string[] venues) => new() { Name = Vault, Venues = { venues } };

    /// <summary>From now on these act for North, and no other: nobody where none is named.</summary>
    public static ChangeAccreditationCall Accredited(long version, params AccreditationPeriod[] periods)
    {
        var call = new ChangeAccreditationCall { Name = Vault, AccreditationVersion = version, Members = { Open().Members } };
        call.Members[0].Narrowed = true;
        call.Members[0].Accredited.AddRange(periods.Select(p => p.Subject));
        call.Members[0].Periods.AddRange(periods);
        return call;
    }

    public static SealConsentRequest Consent(string party, string opening = Fixed, SealedConsent? consent = null, string text = Text) => new()
    {
        Parent = CaucusOf(party),
        Text = text,
        Opening = opening,
        Consent = consent ?? new(),
    };

    /// <summary>Consent to the whole text if another member consents to it.</summary>
    public static SealedConsent If(string other) => new()
    {
        Alternatives = { new ConsentAlternative { Conditions = { new ConsentCondition { Member = new() { Party = other } } } } },
    };

    /// <summary>Consent to the whole text once the lists have been exchanged.</summary>
    public static SealedConsent IfLists() => new() { Alternatives = { new ConsentAlternative { Conditions = { new ConsentCondition { Event = "lists" } } } } };

    public static SealReadinessRequest Ready(
        string party, string with, ReadinessSubject subject = ReadinessSubject.Meet, Instant? from = null, Instant? until = null,
        Level[]? levels = null, string[]? venues = null) => new()
        {
            Parent = CaucusOf(party),
            Readiness = new()
            {
                Subject = subject,
                With = with,
                Levels = { levels ?? [] },
                Venues = { venues ?? [] },
                NotBefore = from is { } f ? At(f) : null,
                NotAfter = until is { } u ? At(u) : null,
            },
        };

    public static SealRangeRequest Range(string party, long from, long to, string id = "hour") => new()
    {
        Parent = CaucusOf(party),
        Range = id,
        Filing = new() { From = new() { Number = from }, To = new() { Number = to } },
    };

    public static SealRangeRequest Range(string party, Instant from, Instant to, string id = "hour") => new()
    {
        Parent = CaucusOf(party),
        Range = id,
        Filing = new() { From = new() { Instant = At(from) }, To = new() { Instant = At(to) } },
    };

    public static WithdrawFilingRequest Withdraw(string party, string hash) => new() { Parent = CaucusOf(party), Hash = hash };

    public static CertifyOpeningEventRequest Certify(string opening = Fixed, string of = "lists", string text = Text) => new()
    {
        Name = text,
        Opening = opening,
        Event = of,
    };

    /// <summary>The caller that acts for a member.</summary>
    public static Caller For(string party) => party switch
    {
        North => Nora,
        South => Sven,
        Broker => Greta,
        _ => Paul,
    };

    /// <summary>A vault with both openings, a range of numbers and one of instants, and four venues.</summary>
    public static PlayedVault Opened()
    {
        var vault = new PlayedVault();
        vault.Accept(Caller.Parley, Open());
        vault.Accept(Caller.Parley, Register(Fixed));
        vault.Accept(Caller.Parley, Register(Early));
        vault.Accept(Caller.Parley, Register(BlindRangeKind.Number));
        vault.Accept(Caller.Parley, Register(BlindRangeKind.Instant, id: "day"));
        vault.Accept(Caller.Parley, Show("geneva", "vienna", "moscow", "minsk"));
        return vault;
    }
}
