using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>Who takes part for a member is not by that who can bind it (Vienna Convention on the Law of Treaties, article 7).</summary>
public sealed class CapacityToBindTests
{
    /// <summary>Acts that agree, authenticate or consent, or that say on what authority.</summary>
    public static TheoryData<string> Binding => [.. Acts.Keys];

    private static readonly Dictionary<string, IMessage> Acts = new IMessage[]
    {
        new AgreeClauseRequest { Name = Name, Clause = "stop" },
        new ReopenClauseRequest { Name = Name, Clause = "stop", Reason = Words("No longer") },
        Initial(), Sign(), AdReferendum(), Confirm(), Deposit("envoy", Armenia, ConsentAct.Sign),
        new WithdrawSignatureRequest { Name = Name, Reason = Words("No longer") },
        new RevokeFullPowersRequest { Name = Name, FullPowers = "held" },
        new ObjectToReservationRequest { Name = Name, ReservingParty = Azerbaijan, Objection = Words("No") },
    }.ToDictionary(r => r.Descriptor.Name);

    [Theory]
    [MemberData(nameof(Binding))]
    public void AnInterpreterOrAdviser_DoesNothingThatBinds(string act)
    {
        var refusal = Assisted(Assists("for-" + Armenia)).Refused(Armenia, Acts[act], "CANNOT_BIND");
        Assert.Equal((RejectionCode.PermissionDenied, Armenia), (refusal.Code, refusal.Metadata["party"]));
    }

    [Fact]
    public void NorDoesOneJoinAText()
    {
        var text = TextOnTable.With(
            t =>
            {
                t.Accession = new();
                t.RequiredSignatories.Add(Azerbaijan);
            },
            t => Admit(t, Assists("for-" + Armenia)));
        text.Accepted(Azerbaijan, Sign()).Refused(Armenia, Accede(), "CANNOT_BIND");
        text.Accepted(Mediator, new AccedeToTextRequest { Name = Name, Party = Armenia, Authority = ExOfficio });
    }

    [Fact]
    public void WhatBindsNobody_OneDoes()
    {
        var text = Assisted(Assists("for-" + Armenia)).Accepted(Mediator, Silence("s", SilenceEffect.AdoptText, "2020-11-02T09:00"));
        text.Accepted(Armenia, Break("s")).Accepted(Armenia, Amend("a1", "stop"));
    }

    [Fact]
    public void WhoeverIsAdmittedToMoreToo_Binds() =>
        Assisted(Assists("for-" + Armenia), new() { Subject = "for-" + Armenia }).Accepted(Armenia, Sign());

    [Fact]
    public void WhatBeginsLater_DoesNotCountYet()
    {
        var text = Assisted(Assists("for-" + Armenia), new() { Subject = "for-" + Armenia, From = Resolved("2020-11-02T09:00").Resolved.Instant });
        text.Refused(Armenia, Sign(), "CANNOT_BIND");
        text.SleepUntil("2020-11-02T09:00:00Z").Accepted(Armenia, Sign());
    }

    [Fact]
    public void WhereNobodyIsAccredited_OrNoFunctionIsKnown_ItIsTheTokenThatCounts()
    {
        TextOnTable.With().Accepted(Armenia, Sign());
        TextOnTable.With(tabling: t =>
        {
            t.Members[0].Narrowed = true;
            t.Members[0].Accredited.Add("for-" + Armenia);
        }).Accepted(Armenia, Sign());
    }

    private static TextOnTable Assisted(params AccreditationPeriod[] periods) =>
        TextOnTable.With(tabling: t => Admit(t, periods)).Accepted(Mediator, Deposit("held", Armenia, ConsentAct.Sign));

    private static void Admit(TextTabled tabled, params AccreditationPeriod[] periods)
    {
        tabled.Members[0].Narrowed = true;
        tabled.Members[0].Periods.AddRange(periods);
        tabled.Members[0].Accredited.AddRange(Delegations.Holding(periods));
    }

    private static AccreditationPeriod Assists(string subject) => new() { Subject = subject, Assists = true };
}
