using Google.Protobuf;
using NodaTime;
using NodaTime.Text;
using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;
using PartyZone = Parley.V1.PartyZone;

namespace Parley.Domain.Tests.Signing;

/// <summary>Who takes part in the talks, and the text that lies on their table.</summary>
internal static class Talks
{
    public const string ConflictName = "conflicts/karabakh";
    public const string NegotiationName = ConflictName + "/negotiations/tavush";
    public const string Name = NegotiationName + "/texts/statement";
    public const string Begin = "2020-11-01T09:00:00Z";

    /// <summary>Members that are parties.</summary>
    public const string Armenia = ConflictName + "/parties/armenia";
    public const string Azerbaijan = ConflictName + "/parties/azerbaijan";

    /// <summary>Members that are not.</summary>
    public const string Guarantor = ConflictName + "/parties/guarantor";
    public const string Witness = ConflictName + "/parties/witness";

    /// <summary>Parties of the conflict that take no part.</summary>
    public const string Outside = ConflictName + "/parties/outside";
    public const string Excluded = ConflictName + "/parties/excluded";

    public static readonly string[] Parties = [Armenia, Azerbaijan];

    public static readonly string[] All = [Armenia, Azerbaijan, Guarantor, Witness, Outside, Excluded];

    public static Caller Mediator { get; } = new("mediator", [new(Role.Mediator, ConflictName)]);

    public static Caller For(string party) => new("for-" + party, [new(Role.Party, party)]);

    public static Instant T(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    public static LocalizedText Words(string english) => new() { Values = { ["en"] = english } };

    public static LegalTime At(string local) => new() { LocalTime = local, Zone = "UTC" };

    /// <summary>A time as it stands in a text on the table: resolved.</summary>
    public static LegalTime Resolved(string local) => LegalTimes.Resolve(At(local), [], "at").Time!;

    public static SigningAuthority By(Level level, string fullPowers = "") => new() { Level = level, FullPowers = fullPowers };

    public static SigningAuthority ExOfficio { get; } = By(Level.HeadOfState);

    public static AccreditedMember Member(string party, MemberCapacity capacity) => new() { Party = party, Capacity = capacity, Zone = "Asia/Baku" };

    /// <summary>Three clauses in one language, none agreed; both parties must sign.</summary>
    public static TextTabled Tabled(Action<NegotiatingText>? change = null)
    {
        var text = new NegotiatingText { Title = Words("Statement"), Languages = { "en" } };
        foreach (var id in new[] { "stop", "peacekeepers", "return" })
        {
            text.Clauses.Add(new TextClause { Id = id, Text = Words("All of " + id) });
        }

        change?.Invoke(text);
        return new()
        {
            Text = text,
            Members =
            {
                Member(Armenia, MemberCapacity.Party), Member(Azerbaijan, MemberCapacity.Party),
                Member(Guarantor, MemberCapacity.Guarantor), Member(Witness, MemberCapacity.Witness),
            },
            AccreditationVersion = 7,
            Zones = { All.Select(p => new PartyZone { Party = p, Zone = p == Armenia ? "Asia/Yerevan" : "Asia/Baku" }) },
            MediatorZones = { "Europe/Moscow" },
        };
    }

    public static Conflict TheConflict()
    {
        var conflict = new Conflict { Name = ConflictName };
        conflict.Parties.AddRange(All.Select(p => new Party { Name = p, Zone = "Asia/Baku" }));
        return conflict;
    }

    public static InitialTextRequest Initial(SigningAuthority? authority = null) => new() { Name = Name, Authority = authority ?? By(Level.SpecialEnvoy) };

    public static SignTextRequest Sign(SigningAuthority? authority = null) => new() { Name = Name, Authority = authority ?? ExOfficio };

    public static SignTextAdReferendumRequest AdReferendum(SigningAuthority? authority = null) => new() { Name = Name, Authority = authority ?? ExOfficio };

    public static ConfirmSignatureRequest Confirm(SigningAuthority? authority = null) => new() { Name = Name, Authority = authority ?? ExOfficio };

    public static AccedeToTextRequest Accede(SigningAuthority? authority = null) => new() { Name = Name, Authority = authority ?? ExOfficio };

    public static DepositFullPowersRequest Deposit(string id, string party, params ConsentAct[] acts) => new()
    {
        Name = Name,
        FullPowers = new() { Id = id, Party = party, Holder = Words("The envoy"), Issuer = Level.HeadOfState, Acts = { acts } },
    };

    public static OpenSilenceProcedureRequest Silence(string id, SilenceEffect effect, string expiry, params string[] clauses) => new()
    {
        Name = Name,
        Procedure = new() { Id = id, Effect = effect, Expiry = At(expiry), Clauses = { clauses } },
    };

    public static BreakSilenceRequest Break(string id) => new() { Name = Name, Procedure = id, Objection = Words("Not like this") };

    public static AgreeOpeningRequest Opening(string id, string at, params string[] agreedBy) => new()
    {
        Name = Name,
        Opening = new()
        {
            Id = id,
            At = At(at),
            AgreedBy = { agreedBy.Length == 0 ? [Armenia, Azerbaijan, Guarantor] : agreedBy },
            Authorities = { new[] { Armenia, Azerbaijan, Guarantor }.Select(p => ConsentOf(p, Level.HeadOfState)) },
        },
    };

    /// <summary>On what authority a sealed consent signs.</summary>
    public static ConsentAuthority ConsentOf(string party, Level level, string fullPowers = "") => new() { Party = party, Level = level, FullPowers = fullPowers };

    public static ConcludeTextCall Conclude(string opening, string at, params string[] members) => new()
    {
        Name = Name,
        Opening = opening,
        Time = T(at).ToTimestamp(),
        Members = { (members.Length == 0 ? Parties : members).Select(p => new ConcludingMember { Party = p, Hash = "hash of " + p }) },
    };

    /// <summary>The vault's word that an opening is over and nothing came of it.</summary>
    public static ConcludeTextCall Missed(string opening, string at) => new() { Name = Name, Opening = opening, Time = T(at).ToTimestamp() };

    public static ProposeAmendmentRequest Amend(string id, string clause, AmendmentKind kind = AmendmentKind.Replace) => new()
    {
        Name = Name,
        Amendment = new() { Id = id, Clause = clause, Kind = kind, Text = kind == AmendmentKind.Delete ? null : Words("Other words") },
    };

    public static ReviseTextRequest Revise(string clause, string words = "Other words") => new()
    {
        Name = Name,
        Clauses = { new TextClause { Id = clause, Text = Words(words) } },
    };

    public static IMessage Parsed(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteArray());
}
