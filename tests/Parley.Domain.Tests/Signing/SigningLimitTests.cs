using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>One text holds much, and not everything.</summary>
public sealed class SigningLimitTests
{
    [Fact]
    public void FullPowers()
    {
        var text = Filled(TextLimits.FullPowers - 1, i => new Event { FullPowersDeposited = new() { FullPowers = Deposit($"p{i}", Armenia, ConsentAct.Sign).FullPowers } });
        text.Accepted(Armenia, Deposit("last", Armenia, ConsentAct.Sign));
        AssertFull(text.Refused(Armenia, Deposit("more", Armenia, ConsentAct.Sign), "LIMIT_REACHED"), TextLimits.FullPowers);
        text.Accepted(Azerbaijan, Deposit("others", Azerbaijan, ConsentAct.Sign));
    }

    [Fact]
    public void Signatures()
    {
        var lapsed = T(Begin).ToTimestamp();
        var text = Filled(TextLimits.Signatures - 1, _ => new Event { TextSigned = new() { Signature = new() { Party = Azerbaijan, Act = ConsentAct.Initial, LapseTime = lapsed } } });
        text.Accepted(Azerbaijan, Initial());
        AssertFull(text.Refused(Azerbaijan, Sign(), "LIMIT_REACHED"), TextLimits.Signatures);
        text.Accepted(Armenia, Initial()).Accepted(Armenia, Sign());
    }

    [Fact]
    public void SilenceProcedures()
    {
        var text = Filled(TextLimits.SilenceProcedures - 1, i => new Event
        {
            SilenceProcedureOpened = new() { Procedure = new() { Id = $"s{i}", Effect = SilenceEffect.AgreeClauses, Expiry = Resolved("2021-01-01T00:00") } },
        });
        text.Accepted(Mediator, Silence("last", SilenceEffect.AgreeClauses, "2020-12-01T00:00"));
        AssertFull(text.Refused(Mediator, Silence("more", SilenceEffect.AgreeClauses, "2020-12-01T00:00"), "LIMIT_REACHED"), TextLimits.SilenceProcedures);
    }

    [Fact]
    public void Openings()
    {
        var text = Filled(TextLimits.Openings - 1, i => new Event { ConsentOpeningAgreed = new() { Opening = new() { Id = $"o{i}", At = Resolved("2020-11-01T08:00"), Over = true } } });
        text.Accepted(Mediator, Opening("last", "2020-11-02T00:00"));
        text.SleepUntil("2020-11-03T00:00:00Z").Accepted(Caller.Parley, Missed("last", "2020-11-02T00:00:00Z"));
        AssertFull(text.Refused(Mediator, Opening("more", "2020-11-04T00:00"), "LIMIT_REACHED"), TextLimits.Openings);
    }

    [Fact]
    public void ATextThatIsFull_IsConsentedToLikeAnyOther()
    {
        var text = TextOnTable.With(t => t.Clauses[0].Text = Words(new string('x', TextLimits.Bytes)));
        text.Refused(Armenia, Amend("more", "stop"), "LIMIT_REACHED");
        foreach (var clause in text.View.Clauses)
        {
            text.Accepted(Armenia, new AgreeClauseRequest { Name = Name, Clause = clause.Id });
        }

        text.Accepted(Armenia, Initial())
            .Accepted(Mediator, Silence("agree", SilenceEffect.AgreeClauses, "2020-12-01T00:00"))
            .Accepted(Armenia, Break("agree"))
            .Accepted(Armenia, Deposit("envoy", Armenia, ConsentAct.Sign))
            .Accepted(Mediator, Opening("one", "2020-11-02T00:00"))
            .SleepUntil("2020-11-02T00:00:00Z")
            .Accepted(Caller.Parley, Missed("one", "2020-11-02T00:00:00Z"))
            .Accepted(Armenia, Sign(By(Level.SpecialEnvoy, "envoy")))
            .Accepted(Azerbaijan, Sign());
        Assert.Equal(NegotiatingTextState.Concluded, text.Shown);
    }

    [Fact]
    public void TheWordsOfOneActOfConsent_HaveTheirOwnMeasure()
    {
        var most = Filling(TextLimits.ConsentBytes, Words);
        var text = TextOnTable.With();
        text.Refused(Armenia, new SignTextRequest { Name = Name, Authority = ExOfficio, Reservation = most, Declaration = Words("And more") }, "LIMIT_REACHED");
        text.Accepted(Armenia, new SignTextRequest { Name = Name, Authority = ExOfficio, Reservation = most });
        text.Accepted(Azerbaijan, AdReferendum());
        text.Refused(Azerbaijan, new ObjectToReservationRequest { Name = Name, ReservingParty = Armenia, Objection = Words(most.Values["en"] + "x") }, "LIMIT_REACHED");
        text.Accepted(Azerbaijan, new ObjectToReservationRequest { Name = Name, ReservingParty = Armenia, Objection = most });

        var silent = TextOnTable.With().Accepted(Mediator, Silence("s", SilenceEffect.AgreeClauses, "2020-12-01T00:00"));
        silent.Refused(Armenia, new BreakSilenceRequest { Name = Name, Procedure = "s", Objection = Words(most.Values["en"] + "x") }, "LIMIT_REACHED");
        silent.Accepted(Armenia, new BreakSilenceRequest { Name = Name, Procedure = "s", Objection = most });

        var powers = Deposit("p", Armenia, ConsentAct.Sign);
        powers.FullPowers.Holder = most;
        silent.Refused(Armenia, powers, "LIMIT_REACHED");
    }

    /// <summary>Words that fill a measure to the last byte.</summary>
    private static LocalizedText Filling(int bytes, Func<string, LocalizedText> words) =>
        words(new string('x', bytes - (words(new string('x', bytes - 64)).CalculateSize() - (bytes - 64))));

    private static TextOnTable Filled(int count, Func<int, Event> with) => TextOnTable.With().Happened([.. Enumerable.Range(0, count).Select(with)]);

    private static void AssertFull(Rejection refusal, int limit)
    {
        Assert.Equal(RejectionCode.LimitReached, refusal.Code);
        Assert.Equal(limit.ToString(), refusal.Metadata["limit"]);
    }
}
