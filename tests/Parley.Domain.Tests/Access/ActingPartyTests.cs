using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Access;

public sealed class ActingPartyTests
{
    private const string Conflict = "conflicts/valley";
    private const string North = Conflict + "/parties/north";
    private const string South = Conflict + "/parties/south";
    private const string Elsewhere = "conflicts/other/parties/north";

    [Fact]
    public void Resolve_NoneNamed_IsTheOneThatTheCallerActsForHere() =>
        Assert.Equal((North, null), ActingParty.Resolve("", Envoy(Elsewhere, North), Conflict, "party"));

    [Fact]
    public void Resolve_NoneNamedOfSeveral_MustBeSaid()
    {
        var (party, rejection) = ActingParty.Resolve("", Envoy(North, South), Conflict, "party");
        Assert.Null(party);
        Assert.Equal((RejectionCode.InvalidArgument, "PARTY_AMBIGUOUS"), (rejection!.Code, rejection.Reason));
        Assert.Equal("party", rejection.Fields[0].Field);
        Assert.Equal($"{North},{South}", rejection.Metadata["candidates"]);
    }

    [Fact]
    public void Resolve_NoneNamedAndNoneHeld_IsDenied() =>
        Assert.Equal(RejectionCode.PermissionDenied, ActingParty.Resolve("", Envoy(Elsewhere), Conflict, "party").Rejection!.Code);

    [Fact]
    public void Resolve_OneNamedThatIsHeld_IsThatOne() =>
        Assert.Equal((South, null), ActingParty.Resolve(South, Envoy(North, South), Conflict, "party"));

    [Fact]
    public void Resolve_OneNamedThatIsNotHeld_IsDenied() =>
        Assert.Equal(RejectionCode.PermissionDenied, ActingParty.Resolve(South, Envoy(North), Conflict, "party").Rejection!.Code);

    [Fact]
    public void Resolve_OneNamedOfAnotherConflict_IsForeignEvenWhenHeld() =>
        Assert.Equal("FOREIGN_NAME", ActingParty.Resolve(Elsewhere, Envoy(Elsewhere), Conflict, "party").Rejection!.Reason);

    private static Caller Envoy(params string[] parties) => new("nora", [.. parties.Select(p => new Grant(Role.Party, p))]);
}
