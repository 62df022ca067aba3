using CsCheck;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Conflicts;
using Parley.Testing;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

/// <summary>What holds for every sequence of commands, sensible or not.</summary>
public sealed class ConflictPropertyTests
{
    private static readonly Caller[] Callers =
    [
        Cast.Mediator, Cast.Secretariat, Cast.Guarantor, Cast.NorthEnvoy, Cast.SouthEnvoy, Cast.BothSides, Cast.Stranger, Caller.Parley,
        Caller.Anonymous,
    ];

    private static readonly Gen<Caller> AnyCaller = Some.Of(Callers);
    private static readonly Gen<string> AnyId = Some.Of("north", "south", "east", "who-began", "line");
    private static readonly Gen<string> AnyParty = Some.Of("", Cast.North, Cast.South, Cast.Conflict + "/parties/east", Cast.Foreign, "x", "/");
    private static readonly Gen<string> AnyZone = Some.Of("Asia/Yerevan", "Europe/Vienna", "", "Mars/Base", "UTC+4");
    private static readonly Gen<string> AnyDate = Some.Of("2020-01-01", "2020-06-01", "2021-01-01", "", "2020-13-01");
    private static readonly Gen<string> AnyStatement =
        Gen.Int[1, 12].Select(i => $"{Cast.Conflict}/statements/s-assigned{i}");

    private static readonly Gen<LegalTime?> AnyTime = Some.Of<LegalTime?>(
        null, Cast.At("2020-10-10T08:00"), Cast.At("2020-10-10T08:00", ""), Cast.At("2020-10-10", "UTC"), Cast.At("2030-01-01T00:00"), new());

    private static readonly Gen<IMessage> AnyRequest = Gen.OneOf<IMessage>(
        Gen.Const<IMessage>(Cast.Create()),
        Gen.Const<IMessage>(new CreateConflictRequest()),
        Gen.Select(AnyId, AnyZone, AnyParty.Array[0, 2]).Select((id, zone, parties) => (IMessage)Cast.Register(id, zone, parties)),
        Gen.Select(AnyId, AnyDate, AnyParty, Some.Of("", "{}", """{"type":"Point","coordinates":[1,2]}"""))
            .Select((id, date, party, geo) => (IMessage)Cast.Define(id, date, geo, party)),
        AnyId.Select(id => (IMessage)Cast.Contest(id)),
        Gen.Select(AnyId, AnyParty).Select((id, party) => (IMessage)Cast.Tell(party, "told by " + party, $"{Cast.Conflict}/contestedFacts/{id}")),
        Gen.Select(AnyParty, AnyTime, AnyTime).Select((party, made, embargo) => (IMessage)Cast.Publish(party, made, embargo)),
        AnyStatement.Select(name => (IMessage)Cast.Correct(name)),
        AnyStatement.Select(name => (IMessage)Cast.Retract(name)),
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Select((id, version) => (IMessage)InstrumentTests.Announce(
            $"t{id}", version, Instant.FromUtc(2020, 10, 10, version, 0), relations: (RelationKind.Extends, $"t{version}"))),
        Gen.Int[0, 3].Select(i => (IMessage)StatementTests.Release($"press{i}", Instant.FromUtc(2020, 10, 10, 1, 0))),
        Some.Of<IMessage>(
            new RegisterPartyRequest(), new DefineAreaRequest(), new RecordContestedFactRequest(), new AddNarrativeRequest(),
            new PublishStatementRequest(), new CorrectStatementRequest(), new RetractStatementRequest(), new AnnounceInstrumentCall(),
            new ReleaseStatementCall(), new CreateTruceRequest()));

    [Fact]
    public void AnySequence_NeverThrows_RefusalsWriteNothing_AndReplayIsLive()
    {
        Gen.Select(Gen.Bool, Gen.Select(AnyCaller, AnyRequest).Array[0, 60]).Sample((opened, commands) =>
        {
            var journal = opened ? Cast.Valley() : new PlayedJournal<ConflictState>(new ConflictConcept(), Cast.Conflict);
            var released = new HashSet<string>();
            foreach (var (caller, request) in commands)
            {
                if (request is ReleaseStatementCall { Statement: { } statement } && caller == Caller.Parley && journal.State.Exists && !released.Add(statement.Name))
                {
                    continue; // The frame answers a repeated call from memory.
                }

                journal.Now += Duration.FromMinutes(1);
                var (events, before) = (journal.Events.Count, journal.State);
                if (journal.Send(caller, request) is { } rejection)
                {
                    Assert.Equal(events, journal.Events.Count);
                    Assert.Same(before, journal.State);
                    Assert.Matches("^[A-Z_]+$", rejection.Reason);
                    Assert.NotEmpty(rejection.Message);
                }
            }

            if (!journal.State.Exists)
            {
                return;
            }

            AssertSidesStayApart(journal.View());
            var replayed = journal.Replayed();
            Assert.Equal(journal.AllViews, replayed.AllViews);
            Assert.Equal(Instruments(journal), Instruments(replayed));
        }, iter: Round.Of(200, 5000));
    }

    private static void AssertSidesStayApart(Conflict conflict)
    {
        foreach (var fact in conflict.ContestedFacts)
        {
            Assert.Equal(fact.Narratives.Count, fact.Narratives.Select(n => n.Party).Distinct().Count());
            // A side that does not sign is known by its token.
            Assert.All(fact.Narratives, n => Assert.Contains(n.Text.Values["en"], (string[])["told by ", "told by " + n.Party]));
        }
    }

    private static IMessage? Instruments(PlayedJournal<ConflictState> journal) =>
        journal.Ask(new ListInstrumentsRequest { Parent = Cast.Conflict, PageSize = 500 })?.Message;
}
