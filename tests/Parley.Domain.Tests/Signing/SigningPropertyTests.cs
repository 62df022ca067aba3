using CsCheck;
using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Tests.Conflicts;
using Parley.Testing;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>What holds in whatever order consent is given.</summary>
public sealed class SigningPropertyTests
{
    private static readonly string[] Members = [Armenia, Azerbaijan, Guarantor, Witness];

    private static readonly string[] CanBeNeeded = [Armenia, Azerbaijan, Guarantor];

    /// <summary>Acts of one member, or of the clock.</summary>
    private static readonly Gen<(string Party, int Act)> AnyAct = Gen.Select(Some.Of(Members), Gen.Int[0, 9]);

    [Fact]
    public void WhateverTheOrder_TheTextIsConcluded_ExactlyWhenAllThatIsNeededIsThere() =>
        Gen.Select(Gen.Int[1, 7], AnyAct.Array[0, 30]).Sample((needed, acts) =>
        {
            string[] required = [.. CanBeNeeded.Where((_, i) => (needed & (1 << i)) != 0)];
            var text = TextOnTable.With(t =>
            {
                t.RequiredSignatories.AddRange(required);
                t.ConfirmationDeadline = Resolved("2020-11-01T12:00");
            });
            foreach (var act in acts)
            {
                Do(text, act);
                var complete = required.All(party => text.View.Signatures.Any(s => s.Party == party && Counts(s)));
                Assert.Equal(complete, text.Shown == NegotiatingTextState.Concluded);
                Assert.Equal(complete ? 1 : 0, text.Reached().Count(s => s == NegotiatingTextState.Concluded));
            }

            Assert.Equal(text.View, text.Replayed());
        }, iter: Round.Of(100, 2000));

    [Fact]
    public void HoweverAndHoweverOftenItMightBeConcluded_ItIsConcludedOnce_InOneWay() =>
        Gen.Select(AnyAct.Array[0, 30], Gen.Int[0, 30], Gen.Bool, Gen.Bool).Sample((acts, vault, twice, misses) =>
        {
            var text = TextOnTable.With().Accepted(Mediator, Opening("one", "2020-11-01T10:00"));
            var spoken = false;
            for (var i = 0; i < acts.Length; i++)
            {
                if (text.Now >= T("2020-11-01T10:00:00Z") && (i == vault || (twice && i > vault)))
                {
                    var call = misses ? Missed("one", "2020-11-01T10:00:00Z") : Conclude("one", "2020-11-01T10:00:00Z");
                    Assert.Equal(!spoken, text.Send(Caller.Parley, call) is null);
                    spoken = true;
                    Assert.True(misses || text.Shown == NegotiatingTextState.Concluded);
                }

                Do(text, acts[i]);
                var open = Parties.All(party => text.View.Signatures.Any(s => s.Party == party && Counts(s)));
                Assert.True(spoken || !text.View.Signatures.Any(Counts));
                var sealedOnes = Parties.Count(party => text.View.Signatures.Any(s => s.Party == party && s.Act == ConsentAct.SealedConsent));
                Assert.True(sealedOnes is 0 or 2);
                Assert.Equal(open || sealedOnes == 2, text.Shown == NegotiatingTextState.Concluded);
                Assert.Equal(sealedOnes == 2 ? "one" : "", text.View.ConcludedByOpening);
                Assert.Equal(text.Shown == NegotiatingTextState.Concluded ? 1 : 0, text.Reached().Count(s => s == NegotiatingTextState.Concluded));
            }

            Assert.Equal(text.View, text.Replayed());
        }, iter: Round.Of(100, 2000));

    [Fact]
    public void TheOrderOfSignatures_ChangesNothing() =>
        Gen.Shuffle(Members).Sample(order =>
        {
            var text = TextOnTable.With(t => t.RequiredSignatories.AddRange(CanBeNeeded));
            for (var i = 0; i < order.Length; i++)
            {
                text.Accepted(order[i], Sign());
                var signed = order.Take(i + 1);
                Assert.Equal(CanBeNeeded.All(signed.Contains), text.Shown == NegotiatingTextState.Concluded);
            }

            Assert.Equal([NegotiatingTextState.Concluded], text.Reached());
        }, iter: 60);

    [Fact]
    public void AnObjection_PreventsAssent_ExactlyWhenItComesBeforeTheExpiry() =>
        Gen.Select(Gen.Long[-2_000_000, 2_000_000], Some.Of(Parties), Gen.Bool).Sample((microseconds, party, adopts) =>
        {
            var expiry = T("2020-11-01T09:00:04Z");
            var text = TextOnTable.With().Accepted(Mediator, Silence("s", adopts ? SilenceEffect.AdoptText : SilenceEffect.AgreeClauses, "2020-11-01T09:00:04"));
            text.SleepUntil((expiry + NodaTime.Duration.FromTicks(microseconds * 10)).ToString("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFFF'Z'", null));
            var refusal = text.Send(For(party), Break("s"));
            text.Until("2020-11-02T00:00:00Z");

            var assented = microseconds >= 0;
            Assert.Equal(assented ? "SILENCE_ENDED" : null, refusal?.Reason);
            Assert.Equal(assented ? SilenceState.Assented : SilenceState.Broken, text.View.SilenceProcedures[0].State);
            Assert.Equal(assented, text.Shown == (adopts ? NegotiatingTextState.Authenticated : NegotiatingTextState.Agreed));
            Assert.Equal(text.View, text.Replayed());
        }, iter: Round.Of(75, 1500));

    [Fact]
    public void WokenOnceOrOften_TheSameHasHappened() =>
        AnyAct.Array[0, 30].Sample(acts =>
        {
            var (asleep, awake) = (WithClocks(), WithClocks());
            foreach (var act in acts)
            {
                Do(asleep, act);
                Do(awake, act);
                awake.PassTime();
            }

            asleep.Until("2021-01-01T00:00:00Z");
            awake.Until("2020-11-01T11:00:00Z").Until("2020-11-01T12:00:00Z").Until("2021-01-01T00:00:00Z");
            Assert.Equal(Lived(asleep), Lived(awake));
        }, iter: Round.Of(50, 1000));

    private static TextOnTable WithClocks() => TextOnTable.With(t => t.ConfirmationDeadline = Resolved("2020-11-01T12:00"))
        .Accepted(Mediator, Silence("agree", SilenceEffect.AgreeClauses, "2020-11-01T10:30"))
        .Accepted(Mediator, Silence("adopt", SilenceEffect.AdoptText, "2020-11-01T12:00"));

    /// <summary>What happened and when, without when it was written down.</summary>
    private static IEnumerable<string> Lived(TextOnTable text) => text.Events
        .Where(e => e.BodyCase != Event.BodyOneofCase.CallRequested)
        .Select(e =>
        {
            var lived = e.Clone();
            (lived.RecordedAt, lived.Version) = (null, 0);
            return JsonFormatter.Default.Format(lived);
        });

    private static bool Counts(Signature signature) =>
        signature.LapseTime is null && (signature.Act == ConsentAct.Sign || (signature.Act == ConsentAct.SignAdReferendum && signature.ConfirmTime is not null));

    private static void Do(TextOnTable text, (string Party, int Act) act)
    {
        switch (act.Act)
        {
            case 0 or 1:
                text.Send(For(act.Party), Sign());
                break;
            case 2 or 3:
                text.Send(For(act.Party), AdReferendum());
                break;
            case 4 or 5:
                text.Send(For(act.Party), Confirm());
                break;
            case 6:
                text.Send(For(act.Party), Initial());
                break;
            case 7:
                text.Send(For(act.Party), Amend($"a{text.View.Amendments.Count}", "stop"));
                break;
            case 8:
                foreach (var open in text.View.Amendments.Where(a => a.State == AmendmentState.Open))
                {
                    text.Send(Mediator, new ResolveBracketRequest { Name = Name, Amendment = open.Id, Accept = act.Party == Armenia });
                }

                break;
            default:
                text.SleepUntil((text.Now + NodaTime.Duration.FromMinutes(45)).ToString());
                break;
        }
    }
}
