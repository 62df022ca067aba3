using Parley.Domain.Access;
using Parley.Hosting.Tokens;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

public class RoleClaimsTests
{
    [Theory]
    [InlineData("mediator", Role.Mediator, "")]
    [InlineData("mediator@conflicts/xx", Role.Mediator, "conflicts/xx")]
    [InlineData("party@conflicts/xx/parties/aa", Role.Party, "conflicts/xx/parties/aa")]
    [InlineData("monitor@conflicts/xx/truces/tt", Role.Monitor, "conflicts/xx/truces/tt")]
    [InlineData("guarantor@conflicts/xx", Role.Guarantor, "conflicts/xx")]
    [InlineData("observer@conflicts/xx/truces/tt", Role.Observer, "conflicts/xx/truces/tt")]
    [InlineData("secretariat", Role.Secretariat, "")]
    [InlineData("operator", Role.Operator, "")]
    public void Parse_ARole_GivesTheGrantAndFormatTheRole(string text, Role role, string scope)
    {
        Assert.Equal(new Grant(role, scope), RoleClaims.Parse(text));
        Assert.Equal(text, RoleClaims.Format(new(role, scope)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("parley")]
    [InlineData("Mediator")]
    [InlineData("mediator@")]
    [InlineData("mediator@conflicts/xx/parties/aa")]
    [InlineData("party")]
    [InlineData("party@conflicts/xx")]
    [InlineData("monitor")]
    [InlineData("guarantor")]
    [InlineData("observer")]
    [InlineData("operator@conflicts/xx")]
    [InlineData("mediator@conflicts/xx@conflicts/yy")]
    [InlineData("mediator ")]
    public void Parse_AnythingElse_IsNoRole(string text) => Assert.Null(RoleClaims.Parse(text));

    [Fact]
    public void Format_ARoleThatNoTokenHolds_Throws() =>
        Assert.Throws<ArgumentException>(() => RoleClaims.Format(new(Role.Parley, "")));
}
