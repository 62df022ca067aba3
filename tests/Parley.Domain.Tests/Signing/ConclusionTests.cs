using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>What a text tells others: how far it has come, and the truces that it opens.</summary>
public sealed class ConclusionTests
{
    [Fact]
    public void TheNegotiation_IsToldOfEveryStage_WithTheVersionThatSaysSo()
    {
        var text = TextOnTable.With();
        text.Accepted(Armenia, Initial()).Accepted(Azerbaijan, Initial()).Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());

        var told = text.Calls(CallRequested.CallOneofCase.TextProgress);
        Assert.Equal([NegotiatingTextState.Tabled, NegotiatingTextState.Authenticated, NegotiatingTextState.Concluded], told.Select(c => c.TextProgress.Progress.State));
        Assert.All(told, c => Assert.Equal((NegotiationName, NegotiationName, Name, 7), (c.Target, c.TextProgress.Name, c.TextProgress.Progress.Text, c.TextProgress.AccreditationVersion)));
        var versions = told.Select(c => c.TextProgress.TextVersion).ToList();
        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.Equal(text.View.ConcludeTime, told[^1].TextProgress.Progress.Time);
    }

    [Fact]
    public void TheNegotiation_IsToldOfAgreement_AndOfItsEnd()
    {
        var text = TextOnTable.With();
        foreach (var clause in text.View.Clauses)
        {
            text.Accepted(Armenia, new AgreeClauseRequest { Name = Name, Clause = clause.Id, AdReferendum = true });
            text.Accepted(Azerbaijan, new AgreeClauseRequest { Name = Name, Clause = clause.Id });
        }

        Assert.Equal(NegotiatingTextState.AgreedAdReferendum, text.Shown);
        foreach (var clause in text.View.Clauses)
        {
            text.Accepted(Armenia, new AgreeClauseRequest { Name = Name, Clause = clause.Id });
        }

        Assert.Equal(NegotiatingTextState.Agreed, text.Shown);
        text.Accepted(Armenia, new ReopenClauseRequest { Name = Name, Clause = "stop", Reason = Words("No longer") });
        Assert.Equal(
            [NegotiatingTextState.Tabled, NegotiatingTextState.AgreedAdReferendum, NegotiatingTextState.Agreed, NegotiatingTextState.Tabled],
            text.Calls(CallRequested.CallOneofCase.TextProgress).Select(c => c.TextProgress.Progress.State));
    }

    [Fact]
    public void AConcludedText_IsAgreedInAllItsClauses_ExceptWhereItIsInitialled()
    {
        var text = TextOnTable.With()
            .Accepted(Armenia, new AgreeClauseRequest { Name = Name, Clause = "stop", AdReferendum = true })
            .Accepted(Azerbaijan, new AgreeClauseRequest { Name = Name, Clause = "stop" })
            .Accepted(Armenia, Sign());
        Assert.Equal(
            [ClauseStatus.AgreedAdReferendum, ClauseStatus.Proposed, ClauseStatus.Proposed], text.View.Clauses.Select(c => c.Status));
        text.Accepted(Azerbaijan, Sign());
        Assert.All(text.View.Clauses, c => Assert.Equal(ClauseStatus.Agreed, c.Status));

        var initialled = TextOnTable.With().Accepted(Armenia, Initial()).Accepted(Azerbaijan, Initial()).Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());
        Assert.All(initialled.View.Clauses, c => Assert.Equal(ClauseStatus.Initialled, c.Status));
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void ByWhateverWay_NothingThatStandsInBracketsIsConcluded()
    {
        var text = TextOnTable.With().Accepted(Armenia, Amend("a1", "stop"));
        text.Refused(Armenia, Sign(), "TEXT_NOT_CLEAN");
        text.Happened(new Event { ConsentOpeningAgreed = Opened() }).Until("2020-11-09T18:00:00Z");
        text.Refused(Caller.Parley, Conclude("one", "2020-11-09T18:00:00Z"), "TEXT_NOT_CLEAN");

        static ConsentOpeningAgreed Opened()
        {
            var opening = Opening("one", "2020-11-09T18:00").Opening;
            opening.At = Resolved("2020-11-09T18:00");
            return new() { Opening = opening };
        }
    }

    [Fact]
    public void WhatSomebodyHasSigned_IsNotWithdrawn()
    {
        var refusal = TextOnTable.With().Accepted(Armenia, AdReferendum())
            .Refused(Mediator, new WithdrawTextRequest { Name = Name, Reason = Words("Overtaken") }, "TEXT_SIGNED");
        Assert.Equal(Armenia, refusal.Metadata["signed_by"]);
    }

    [Fact]
    public void WhoWithdrewIt_IsTold()
    {
        var text = TextOnTable.With().Accepted(Mediator, new WithdrawTextRequest { Name = Name, Reason = Words("Overtaken") });
        var progress = text.Calls(CallRequested.CallOneofCase.TextProgress)[^1].TextProgress.Progress;
        Assert.Equal((NegotiatingTextState.Withdrawn, Role.Mediator), (progress.State, progress.By.Role));
    }

    [Fact]
    public void ATruceIsOpened_ForEveryOneThatTheWordsMean_OnTheTermsAsTheyWereBound()
    {
        var text = WithTruces();
        text.Accepted(Witness, Sign()).Accepted(Guarantor, Sign()).Accepted(Armenia, Sign());
        Assert.Empty(text.Calls(CallRequested.CallOneofCase.OpenTruce));

        text.SleepUntil("2020-11-01T10:00:00Z").Accepted(Azerbaijan, Sign());
        var calls = text.Calls(CallRequested.CallOneofCase.OpenTruce);
        Assert.Equal([ConflictName + "/truces/general", ConflictName + "/truces/local"], calls.Select(c => c.Target));
        Assert.All(calls, c => Assert.Equal(c.Target, c.OpenTruce.Name));
        Assert.All(calls, c => Assert.Equal(Parties, c.OpenTruce.Signatories));
        Assert.All(calls, c => Assert.Equal(text.View.ConcludeTime, c.OpenTruce.Time));
        Assert.Equal(text.View.Clauses[0].Bindings[0].Truce.Terms.Parties, calls[0].OpenTruce.Terms.Parties);
        Assert.Equal("The statement", calls[0].OpenTruce.Terms.Parties[1].Label.Values["en"]);
        Assert.Equal(All, calls[0].OpenTruce.Zones.Select(z => z.Party));
        Assert.Equal(["Europe/Moscow"], calls[0].OpenTruce.MediatorZones);
    }

    [Fact]
    public void ResolvedTimes_AreHandedOnAsTheyWereSigned()
    {
        var text = WithTruces();
        text.Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());
        Assert.Equal("kept", text.Calls(CallRequested.CallOneofCase.OpenTruce)[0].OpenTruce.Terms.Effect.At.Resolved.TzVersion);
    }

    [Fact]
    public void TheTruceTakesTheCall_AndIsAgreedSinceTheTextIs()
    {
        var text = TextOnTable.With(t => t.Clauses[0].Bindings.Add(new Binding
        {
            Id = "truce",
            Words = Words("All"),
            Truce = new() { TruceId = "general", Terms = Truces.Cast.Terms(terms => terms.Effect = new() { At = Resolved("2020-11-10T00:00") }) },
        }));
        text.Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());

        var call = Assert.Single(text.Calls(CallRequested.CallOneofCase.OpenTruce)).OpenTruce;
        var truce = new Truces.TruceDriver(new Truces.World { Now = T("2020-11-01T09:00:02Z") }, "general");
        Assert.Equal(call.Name, truce.Name);
        truce.Accepted(Caller.Parley, call);
        Assert.Equal((TruceState.Scheduled, text.View.ConcludeTime), (truce.Shown, truce.View.ConcludeTime));
    }

    [Fact]
    public void WhatBecameOfTheTruces_CanBeSeenOnTheText()
    {
        var text = WithTruces();
        text.Accepted(Armenia, Sign()).Accepted(Azerbaijan, Sign());
        Assert.All(text.View.Truces, t => Assert.Equal(("", ""), (t.Truce, t.Refusal)));

        var calls = text.Calls(CallRequested.CallOneofCase.OpenTruce);
        text.Settled(text.Calls(CallRequested.CallOneofCase.TextProgress)[0]).Settled(calls[1], "TERM_ALREADY_OVER").Settled(calls[0]);
        Assert.Equal([(ConflictName + "/truces/general", ""), ("", "NOT_OPENED")], text.View.Truces.Select(t => (t.Truce, t.Refusal)));
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void NobodyBecomesAPartyToATruce_ByHavingSigned()
    {
        // The mediators have put a text on the table that Armenia's signature concludes, and that all others may sign.
        var text = TextOnTable.With(t =>
        {
            t.RequiredSignatories.Add(Armenia);
            t.Clauses[0].Bindings.Add(Truce("alone"));
            t.Clauses[0].Bindings[0].Truce.Terms.Parties.RemoveAt(1);
        });
        text.Accepted(Guarantor, Sign()).Accepted(Azerbaijan, Sign()).Accepted(Armenia, Sign());
        var call = Assert.Single(text.Calls(CallRequested.CallOneofCase.OpenTruce)).OpenTruce;
        Assert.Equal([Armenia], call.Terms.Parties.Select(p => p.Party));
        Assert.Equal([Azerbaijan, Armenia], call.Signatories);
    }

    private static TextOnTable WithTruces() => TextOnTable.With(t =>
    {
        t.Clauses[0].Bindings.Add(Truce("general"));
        t.Clauses[0].Bindings.Add(new Binding { Id = "hour", Words = Words("All"), Number = 12 });
        t.Clauses[2].Bindings.Add(Truce("local"));
    });

    private static Binding Truce(string id) => new()
    {
        Id = id,
        Words = Words("All"),
        Truce = new()
        {
            TruceId = id,
            Terms = new()
            {
                Title = Words(id),
                Parties = { new TruceParty { Party = Armenia }, new TruceParty { Party = Azerbaijan, Label = Words("The statement") } },
                Effect = new() { At = new() { LocalTime = "2020-11-10T00:00", Zone = "UTC", Resolved = new() { Instant = T("2020-11-10T00:00:00Z").ToTimestamp(), TzVersion = "kept" } } },
            },
        },
    };
}
