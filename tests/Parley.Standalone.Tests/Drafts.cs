using Parley.V1;

namespace Parley.Standalone.Tests;

/// <summary>A truce between two parties of one conflict, as small as the contract allows.</summary>
internal static class Drafts
{
    public const string Conflict = "conflicts/valley";
    public const string North = Conflict + "/parties/north";
    public const string South = Conflict + "/parties/south";

    public static CreateTruceRequest Truce(string id, string effect, string zone) => new()
    {
        Parent = Conflict,
        TruceId = id,
        Terms = new()
        {
            Title = In("A truce"),
            TruceClass = TruceClass.CessationOfHostilities,
            Reciprocity = TruceReciprocity.Bilateral,
            Publicity = Publicity.Public,
            Parties = { new TruceParty { Party = North }, new TruceParty { Party = South } },
            Effect = new() { At = new() { LocalTime = effect, Zone = zone } },
            Term = new() { Indefinite = new() },
        },
    };

    public static LocalizedText In(string english) => new() { Values = { ["en"] = english } };
}
