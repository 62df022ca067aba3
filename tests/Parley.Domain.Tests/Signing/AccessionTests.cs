using Parley.Domain.Access;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>Joining a concluded text.</summary>
public sealed class AccessionTests
{
    [Fact]
    public void AConcludedText_ThatIsOpen_IsJoined()
    {
        var text = Concluded(new Accession { Excluded = { Excluded } });
        text.Accepted(Mediator, AccedeFor(Outside));
        Assert.Equal((ConsentAct.Accede, MemberCapacity.Party), (text.SignatureOf(Outside).Act, text.SignatureOf(Outside).Capacity));
        Assert.Equal(Role.Mediator, text.Of(Event.BodyOneofCase.TextSigned)[^1].Actor.Role);
        Assert.Equal([NegotiatingTextState.Concluded], text.Reached());
        text.Refused(Mediator, AccedeFor(Outside), "ALREADY_BOUND");
        text.Refused(Armenia, Accede(), "ALREADY_BOUND");
    }

    [Fact]
    public void BeforeTheConclusion_NobodyJoins()
    {
        var text = TextOnTable.With(t => t.Accession = new());
        text.Refused(Guarantor, Accede(), "STATE_FORBIDS");
        text.Refused(Mediator, AccedeFor(Outside), "STATE_FORBIDS");
    }

    [Fact]
    public void WhereTheTextDoesNotSaySo_NobodyJoins() => Concluded(null).Refused(Guarantor, Accede(), "ACCESSION_NOT_OPEN");

    [Fact]
    public void WhoIsExcluded_DoesNotJoin()
    {
        var text = Concluded(new Accession { Excluded = { Excluded, Guarantor } });
        text.Refused(Guarantor, Accede(), "ACTOR_EXCLUDED");
        Assert.False(text.CanRead(For(Excluded)));
    }

    [Fact]
    public void OpenToSome_IsNotOpenToOthers()
    {
        var text = Concluded(new Accession { OpenTo = { Outside } });
        text.Refused(Guarantor, Accede(), "ACCESSION_NOT_OPEN");
        text.Accepted(Mediator, AccedeFor(Outside));
    }

    [Fact]
    public void OpenToAll_IsOpenToRegisteredPartiesOnly() =>
        Concluded(new Accession()).Refused(Mediator, AccedeFor(ConflictName + "/parties/nobody"), "ACCESSION_NOT_OPEN");

    [Fact]
    public void WhoTakesNoPartInTheTalks_AccedesThroughTheMediators_WhoNameIt()
    {
        var text = Concluded(new Accession());
        text.Refused(Outside, Accede(), "NOT_FOUND");
        Assert.Equal("party", Assert.Single(text.Refused(Mediator, Accede(), "PARTY_MISSING").Fields).Field);
        text.Refused(Mediator, AccedeFor("conflicts/other/parties/outside"), "FOREIGN_NAME");
        text.Refused(Armenia, AccedeFor(Outside), "PERMISSION_DENIED");
        text.Accepted(Mediator, AccedeFor(Outside));
        text.Refused(Outside, Accede(), "NOT_FOUND");
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void AMember_WhichReadsTheText_AccedesForItself() =>
        Assert.Equal(MemberCapacity.Party, Concluded(new Accession()).Accepted(Guarantor, Accede()).SignatureOf(Guarantor).Capacity);

    [Fact]
    public void AMemberThatIsNotBound_CanJoin()
    {
        var text = Concluded(new Accession(), witnessSigns: true);
        text.Accepted(Witness, Accede());
        Assert.Equal(MemberCapacity.Party, text.SignatureOf(Witness).Capacity);
    }

    [Fact]
    public void AtTheDeadlineItself_ItIsInTime_AndAMicrosecondLaterTooLate()
    {
        var accession = new Accession { Deadline = Resolved("2020-12-01T00:00") };
        var text = Concluded(accession).SleepUntil("2020-12-01T00:00:00Z");
        text.Accepted(Mediator, AccedeFor(Outside));
        text.SleepUntil("2020-12-01T00:00:00.000001Z");
        Assert.Equal("2020-12-01T00:00:00Z", text.Refused(Guarantor, Accede(), "ACCESSION_DEADLINE_PASSED").Metadata["deadline"]);
    }

    [Fact]
    public void AuthorityIsNeeded_AndFullPowersCanBeDepositedByWhoMayJoin()
    {
        var text = Concluded(new Accession { OpenTo = { Outside } });
        text.Refused(Mediator, AccedeFor(Outside, By(Level.SpecialEnvoy)), "FULL_POWERS_MISSING");
        Concluded(new Accession()).Refused(Mediator, Deposit("nobodys", ConflictName + "/parties/on-no-register", ConsentAct.Accede), "NOT_A_MEMBER");
        text.Accepted(Mediator, Deposit("sign-only", Outside, ConsentAct.Sign));
        text.Refused(Mediator, AccedeFor(Outside, By(Level.SpecialEnvoy, "sign-only")), "FULL_POWERS_DO_NOT_COVER");
        text.Accepted(Mediator, Deposit("accede", Outside, ConsentAct.Accede));
        text.Accepted(Mediator, AccedeFor(Outside, By(Level.SpecialEnvoy, "accede")));
    }

    [Fact]
    public void WhoIsNotAccreditedForAMember_DoesNotJoinForIt()
    {
        var text = Concluded(new Accession(), tabling: t =>
        {
            t.Members[2].Narrowed = true;
            t.Members[2].Accredited.Add("the-ambassador");
        });
        var several = new Caller("both", [new(Role.Party, Guarantor), new(Role.Party, Armenia)]);
        text.Refused(several, new AccedeToTextRequest { Name = Name, Party = Guarantor, Authority = ExOfficio }, "PERMISSION_DENIED");
        text.Accepted(new Caller("the-ambassador", [new(Role.Party, Guarantor)]), Accede());
    }

    private static AccedeToTextRequest AccedeFor(string party, SigningAuthority? authority = null) =>
        new() { Name = Name, Party = party, Authority = authority ?? ExOfficio };

    private static TextOnTable Concluded(Accession? accession, bool witnessSigns = false, Action<TextTabled>? tabling = null)
    {
        var text = TextOnTable.With(t => t.Accession = accession, tabling);
        if (witnessSigns)
        {
            text.Accepted(Witness, Sign());
        }

        return text.Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());
    }
}
