using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Tests.TermsOfTruces;
using Parley.Testing;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>What holds for every sequence of acts, sensible or not.</summary>
public sealed class NegotiationPropertyTests
{
    private static readonly Caller[] Callers =
    [
        Talks.Mediator, Talks.North, Talks.NorthColleague, Talks.South, Talks.WatcherEnvoy, Talks.OutsiderEnvoy, Talks.Observer, Talks.Monitor,
        Cast.BothSides, Cast.Stranger, Caller.Anonymous,
    ];

    private static readonly Gen<string> AnyId = Some.Of("one", "two", "three");
    private static readonly Gen<string> AnyParty = Some.Of("", "", Cast.North, Cast.North, Cast.South, Talks.Watcher, Talks.Outsider, Cast.Foreign);
    /// <summary>One of the sessions that there are by then; see <see cref="Meant"/>.</summary>
    private static readonly Gen<string> AnySession = Gen.Int[0, 3].Select(i => $"{Talks.Name}/sessions/{i}");
    private static readonly Gen<string> AnyText = Some.Of(Talks.Draft, Talks.Name + "/texts/other");

    private static readonly Gen<LegalTime?> AnyTime = Some.Of<LegalTime?>(
        null, null, Cast.At("2020-10-10T12:00"), Cast.At("2020-10-12T12:00"), Cast.At("2020-10-15T12:00"), Cast.At("2020-10-15T12:00", ""), Cast.At("2020-01-01T00:00"));

    private static readonly Gen<Caller> AnyCaller = Gen.Frequency((1, Some.Of(Callers)), (1, Some.Of(Talks.Mediator, Talks.North, Talks.South)));

    private static readonly Gen<(Caller Caller, IMessage Request)> AnyAccess = Gen.OneOf(
        Gen.Select(AnyId, AnyCaller, AnyParty, AnyTime, AnyTime).Select((id, who, party, from, until) =>
            (Talks.Mediator, (IMessage)Talks.Admit(id, who, party, party.Length == 0 ? DelegationFunction.Observer : DelegationFunction.Delegate, from, until))),
        AnyId.Select(id => (Talks.Mediator, (IMessage)Talks.EndOf(id))));

    private static readonly Gen<(Caller Caller, IMessage Request)> AnyActInTheTalks = Gen.OneOf<(Caller, IMessage)>(
        Some.Of<IMessage>(
            new SuspendNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("x") }, new ResumeNegotiationRequest { Name = Talks.Name },
            new DeclareDeadlockRequest { Name = Talks.Name, Reason = Cast.Text("x") }, new SetAgendaRequest { Name = Talks.Name, Agenda = { Talks.Item("water") } },
            new SettleAgendaItemRequest { Name = Talks.Name, AgendaItem = "prisoners", Settlement = new() { Outcome = Cast.Text("x"), AgreedBy = { Cast.North, Cast.South } } },
            new ReopenAgendaItemRequest { Name = Talks.Name, AgendaItem = "prisoners", AgreedBy = { Cast.North }, Reason = Cast.Text("x") },
            Talks.Creation()).Select(AnyCaller, (request, caller) => (caller, request)),
        Gen.Select(AnyId, AnyCaller, AnyParty, AnyTime).Select((id, who, party, until) => (who, (IMessage)Talks.Ready(
            id, ReadinessSubject.Meet, party, until, Talks.If("quiet", ConditionJudge.ObservableEvent), Talks.If("tone", ConditionJudge.DeclaringPartyJudges)))),
        Gen.Select(AnyId, AnyCaller, Gen.Bool).Select((id, who, met) => (who, (IMessage)Talks.Settle(id, met ? "quiet" : "tone", met))),
        Gen.Select(AnyId, AnyCaller).Select((id, who) => (who, (IMessage)new WithdrawReadinessRequest { Name = Talks.Name, Readiness = id })),
        AnyId.Select(id => (Talks.Mediator, (IMessage)Talks.Range(id))),
        Gen.Select(AnyId, Gen.Int[0, 1]).Select((id, day) => (Caller.Parley, (IMessage)Talks.Found(Instant.FromUtc(2020, 10, 11 + day, 12, 0), id))),
        Gen.Select(AnyText, Gen.Frequency((9, Gen.Int[1, 4]), (1, Gen.Int[5, 6])), Gen.Int[1, 9], Gen.Int[0, 2]).Select((text, state, version, knows) =>
            (Caller.Parley, (IMessage)Talks.Progress((NegotiatingTextState)state, version, text, knows))));

    private static readonly Gen<(Caller Caller, IMessage Request)> AnySessionAct = Gen.OneOf<(Caller, IMessage)>(
        Gen.Select(AnyTime, AnyTime, AnyParty).Select((start, end, party) => (Talks.Mediator, (IMessage)Talks.Schedule(s =>
        {
            (s.PlannedStart, s.PlannedEnd) = (start, end);
            s.Participants.AddRange(party.Length == 0 ? [] : [party]);
        }))),
        AnySession.Select(s => (Talks.Mediator, (IMessage)new ConfirmSessionRequest { Name = s })),
        Gen.Select(AnySession, AnyTime).Select((s, from) => (Talks.Mediator, (IMessage)new ConvokeSessionRequest { Name = s, HeldFrom = from })),
        AnySession.Select(s => (Talks.Mediator, (IMessage)TalksStates.Recess(s))),
        AnySession.Select(s => (Talks.Mediator, (IMessage)new ContinueSessionRequest { Name = s })),
        Gen.Select(AnySession, AnyTime).Select((s, until) => (Talks.Mediator, (IMessage)new CloseSessionRequest { Name = s, HeldUntil = until })),
        AnySession.Select(s => (Talks.Mediator, (IMessage)new CancelSessionRequest { Name = s, Reason = Cast.Text("Fog") })));

    private static readonly Gen<(Caller Caller, IMessage Request)> AnyAct = Gen.Frequency((2, AnyAccess), (4, AnyActInTheTalks), (4, AnySessionAct));

    private static readonly Gen<(int Minutes, (Caller Caller, IMessage Request) Act)[]> AnyStory = Gen.Select(Gen.Int[0, 240], AnyAct).Array[0, 80];

    private static readonly MessageDescriptor[] Requests =
        [.. TalksStates.Commands.Select(c => c("x").Request.Descriptor).Where(d => d.Name.EndsWith("Request", StringComparison.Ordinal)).Append(CreateNegotiationRequest.Descriptor)];

    public static TheoryData<NegotiationState> States => [.. TalksStates.All];

    [Fact]
    public void AnyStory_RefusalsWriteNothing_AndReplayIsLive()
    {
        AnyStory.Sample(story =>
        {
            var talks = Talks.Opened(n => n.Deadline = Cast.At("2020-10-14T00:00"));
            foreach (var (minutes, act) in story)
            {
                talks.Now += Duration.FromMinutes(minutes);
                talks.PassTime();
                var (events, before) = (talks.Events.Count, talks.State);
                if (talks.Send(act.Caller, Meant(talks, act.Request)) is { } refusal)
                {
                    Assert.Equal(events, talks.Events.Count);
                    Assert.Same(before, talks.State);
                    Assert.Matches("^[A-Z_]+$", refusal.Reason);
                    Assert.NotEmpty(refusal.Message);
                }
            }

            var replayed = talks.Replayed();
            Assert.Equal(talks.AllViews, replayed.AllViews);
            Assert.Equal(Talks.Law.AudienceOf(talks.State), Talks.Law.AudienceOf(replayed.State));
            Assert.Equal(talks.CallsOf(), replayed.CallsOf());
            Assert.Equal(Talks.Law.NextTransition(talks.State)?.DueAt, Talks.Law.NextTransition(replayed.State)?.DueAt);
        }, iter: Round.Of(100, 2000));
    }

    [Fact]
    public void WokenOnceOrOften_TheSameHappens_AtTheSameInstants()
    {
        AnyStory.Sample(story =>
        {
            var (asleep, awake) = (Talks.Opened(), Talks.Opened());
            foreach (var (minutes, act) in story)
            {
                for (var i = 0; i < 3; i++)
                {
                    awake.Now += Duration.FromMinutes(minutes) / 3;
                    awake.PassTime();
                }

                awake.Now = asleep.Now += Duration.FromMinutes(minutes);
                Assert.Equal(asleep.Send(act.Caller, Meant(asleep, act.Request)), awake.Send(act.Caller, Meant(awake, act.Request)), SameRefusal);
            }

            asleep.PassTime();
            awake.PassTime();
            Assert.Equal(asleep.Events.Select(WithoutRecording), awake.Events.Select(WithoutRecording));
        }, iter: Round.Of(75, 1500));
    }

    [Fact]
    public void Accreditation_NeverLetsInWhomTheirTokenWouldNot()
    {
        AnyAccess.Array[0, 40].Sample(acts =>
        {
            var talks = Talks.Opened();
            foreach (var (caller, request) in acts)
            {
                talks.Now += Duration.FromHours(7);
                talks.Send(caller, request);
                foreach (var one in Callers.Where(talks.Admits))
                {
                    var byParty = talks.State.Members.Any(m => one.ActsFor(m.Party) && (!m.Narrowed || m.Accredited.Contains(one.Subject)));
                    var asObserver = one.Is(Role.Observer, Talks.Name) && talks.State.Delegations.Observers.Contains(one.Subject);
                    Assert.True(one.Is(Role.Mediator, Talks.Name) || byParty || asObserver, one.Subject);
                }

                foreach (var member in talks.State.Members.Where(m => m.Narrowed))
                {
                    // Once narrowed, a member is never open to its whole side again.
                    Assert.DoesNotContain(Audience.Party(member.Party), Talks.Law.AudienceOf(talks.State));
                }
            }
        }, iter: Round.Of(125, 2500));
    }

    [Fact]
    public void OtherJournals_AreToldOfEveryChange_InOrder_AndEndUpKnowingWhatTheTalksKnow()
    {
        Gen.Select(Gen.Int[0, 600], Gen.OneOf(AnyAccess, AnyText.Select(Gen.Int[1, 9], (text, version) => (Caller.Parley, (IMessage)Talks.Progress(NegotiatingTextState.Tabled, version, text)))))
            .Array[0, 40].Sample(story =>
            {
                var (talks, answered) = (Talks.Opened(), new Dictionary<string, Delegations>());
                foreach (var (minutes, act) in story)
                {
                    talks.Now += Duration.FromMinutes(minutes);
                    talks.Send(act.Item1, act.Item2);
                    foreach (var text in talks.State.Texts)
                    {
                        answered.TryAdd(text.Standing.Name, talks.State.Delegations);
                    }
                }

                var told = talks.CallsOf().Where(c => c.CallCase == CallRequested.CallOneofCase.ChangeAccreditation).GroupBy(c => c.Target).ToDictionary(g => g.Key, g => g.Select(c => c.ChangeAccreditation).ToList());
                Assert.All(told.Values, calls => Assert.Equal(calls.Select(c => c.AccreditationVersion).Order(), calls.Select(c => c.AccreditationVersion)));
                // A text that is new learns it from the answer. Whatever began or ended by the clock since, each works out for itself.
                Delegations Knows(string journal) => (told.TryGetValue(journal, out var calls) ? Delegations.Of(calls[^1]) : answered[journal]).At(talks.Now);
                foreach (var text in talks.State.Texts.Select(t => t.Standing.Name))
                {
                    Assert.Equal(talks.State.Members, Knows(text).Members);
                    Assert.Equal(talks.State.Delegations.Observers, Knows(text).Observers);
                }

                if (talks.State.Delegations.Version == 0)
                {
                    Assert.Empty(told);
                    return;
                }

                Assert.All(talks.State.Members, m => Assert.Equal([m], Knows(Parley.Contract.ResourceName.Caucus(Talks.Name, m.Party)).Members));
                Assert.Equal(talks.State.Members, Knows(Talks.Name + "/vault").Members);
            }, iter: Round.Of(75, 1500));
    }

    [Fact]
    public void AtMostOneSession_IsInProgress_AndTheTalksKnowWhich()
    {
        AnySessionAct.Array[0, 60].Sample(acts =>
        {
            var talks = Talks.Opened();
            foreach (var (caller, request) in acts)
            {
                talks.Now += Duration.FromMinutes(11);
                talks.Send(caller, Meant(talks, request));
                var current = talks.AllViews.OfType<Session>().Where(s => s.State is SessionState.InSession or SessionState.Interrupted).Select(s => s.Name);
                Assert.Equal(talks.Shown().CurrentSession.Length == 0 ? [] : [talks.Shown().CurrentSession], current);
            }
        }, iter: Round.Of(50, 1000));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Whatever_TheGatewayLetsThrough_IsAnswered(NegotiationState state) =>
        Gen.Select(AnyCaller, Some.Of(Requests), Gen.Int).Array[1, 8].Sample(
            requests =>
            {
                var talks = TalksStates.In(state);
                foreach (var (caller, kind, seed) in requests)
                {
                    if (talks.Send(caller, AnyTerms.Request(kind, new Random(seed))) is { } refusal)
                    {
                        Assert.NotEmpty(refusal.Message);
                    }
                }

                Assert.Equal(talks.View, talks.Replayed().View);
                talks.Until(talks.Now + Duration.FromDays(400));
            },
            iter: 60);

    /// <summary>The request with the session that its number stands for; sessions' ids are assigned.</summary>
    private static IMessage Meant(PlayedJournal<NegotiationRecord> talks, IMessage request)
    {
        var field = request.Descriptor.FindFieldByName("name");
        string[] sessions = [.. talks.Events.Where(e => e.BodyCase == Event.BodyOneofCase.SessionScheduled).Select(e => e.Entry)];
        if (field?.Accessor.GetValue(request) is not string name || sessions.Length == 0 || Parley.Contract.ResourceName.ParentOf(name) != Talks.Name)
        {
            return request;
        }

        var meant = request.Descriptor.Parser.ParseFrom(request.ToByteString());
        field.Accessor.SetValue(meant, $"{Talks.Name}/sessions/{sessions[^(1 + (name[^1] - '0') % sessions.Length)]}");
        return meant;
    }

    private static bool SameRefusal(Frame.Rejection? one, Frame.Rejection? other) => one?.Reason == other?.Reason && one?.Message == other?.Message;

    private static Event WithoutRecording(Event e)
    {
        var copy = e.Clone();
        copy.RecordedAt = null;
        return copy;
    }
}
