using CsCheck;
using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Texts;
using Parley.Testing;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

/// <summary>What holds for every text, whatever is done to it.</summary>
public sealed class TextPropertyTests
{
    private static readonly Gen<string> AnyId = Some.Of("fire", "line", "aid", "men");
    private static readonly Gen<string> AnyClause = Some.Of("fire", "line", "aid", "men", "");
    private static readonly Gen<string> AnyAmendment = Some.Of("a1", "a2", "a3", "a4", "a5", "a6");
    private static readonly Gen<string> AnyWords = Some.Of("", "Fire ceases.", "The line stays.", "At noon.", "At dusk.");

    private static readonly Gen<Caller> AnyCaller = Some.Of(
        Mediator, Mediator, NorthEnvoy, NorthEnvoy, SouthEnvoy, SouthEnvoy, EastEnvoy, WestEnvoy, FarEnvoy, BothSides, Observer, Caller.Parley, Caller.Anonymous);

    /// <summary>Often what is possible, sometimes what is not.</summary>
    private static readonly Gen<(Caller, IMessage)> AnyAct = Gen.OneOf(
        Gen.Select(AnyCaller, AnyId, AnyWords).Select((c, id, words) => (c, (IMessage)Revise(Clause(id, words)))),
        Gen.Select(AnyCaller, AnyId.Array[1, 4]).Select((c, ids) => (c, (IMessage)Order(ids))),
        Gen.Select(AnyCaller, AnyAmendment, Gen.Enum<AmendmentKind>(), AnyClause, AnyWords)
            .Select((c, id, kind, clause, words) => (c, (IMessage)Propose(id, kind, clause, kind == AmendmentKind.Delete ? "" : words))),
        Gen.Select(AnyCaller, AnyAmendment).Select((c, id) => (c, (IMessage)WithdrawAmendment(id))),
        Gen.Select(AnyAmendment, AnyWords, Some.Of("aid", "men", "")).Select((id, words, clause) => (Mediator, (IMessage)Accept(id, words, clause))),
        AnyAmendment.Select(id => (Mediator, (IMessage)Reject(id))),
        Gen.Select(Some.Of(NorthEnvoy, SouthEnvoy), AnyClause, Gen.Bool).Select((c, id, ad) => (c, (IMessage)Agree(id, ad))),
        Gen.Select(Some.Of(NorthEnvoy, SouthEnvoy), Some.Of("fire", "line")).Select((c, id) => (c, (IMessage)Agree(id))),
        Gen.Select(Some.Of(NorthEnvoy, SouthEnvoy, Mediator), AnyClause).Select((c, id) => (c, (IMessage)Reopen(id))),
        AnyClause.Select(id => (Mediator, (IMessage)Reopen(id, North, South))),
        Gen.Int[3, 8].Select(version => (Caller.Parley, (IMessage)Accredit(version, Member(North), Member(South)))));

    private static readonly Gen<(Caller, IMessage)[]> AnyHistory = AnyAct.Array[0, 40];

    [Fact]
    public void Folding_what_is_stored_gives_the_state_that_was_lived() => AnyHistory.Sample(acts =>
    {
        var text = Played(acts);
        var replayed = text.Replayed();
        Assert.Equal(text.View, PlayedText.Law.View(replayed));
        Assert.Equal(PlayedText.Law.AudienceOf(text.State), PlayedText.Law.AudienceOf(replayed));
        Assert.Equal((text.State.HeadVersion, text.State.Delegations.Version), (replayed.HeadVersion, replayed.Delegations.Version));
        Assert.True(text.State.Deleted.SetEquals(replayed.Deleted) && text.State.Reopened.SetEquals(replayed.Reopened));
    }, iter: Round.Of(125, 2500));

    [Fact]
    public void What_is_refused_writes_nothing() => AnyHistory.Sample(
        acts => Played(acts, (before, text, refused) => Assert.Equal(refused, ReferenceEquals(before, text.State))), iter: Round.Of(75, 1500));

    [Fact]
    public void Open_brackets_are_the_open_amendments_and_no_bracketed_clause_is_agreed() => AnyHistory.Sample(
        acts => Played(acts, (_, text, _) =>
        {
            var view = text.View;
            var open = view.Amendments.Where(a => a.State == AmendmentState.Open).ToList();
            Assert.Equal(open.Count, view.OpenBrackets);
            foreach (var clause in view.Clauses)
            {
                Assert.Equal(open.Exists(a => a.Clause == clause.Id && a.Kind != AmendmentKind.Insert), clause.Status == ClauseStatus.Bracketed);
            }

            // What an amendment is about stands in the text as long as the amendment is open.
            Assert.All(open, a => Assert.True(a.Clause.Length == 0 || view.Clauses.Any(c => c.Id == a.Clause)));
        }),
        iter: Round.Of(75, 1500));

    [Fact]
    public void An_agreed_clause_never_changes_its_words_without_being_reopened() => AnyHistory.Sample(
        acts =>
        {
            var agreed = new Dictionary<string, LocalizedText>();
            Played(acts, (before, text, _) =>
            {
                foreach (var e in text.Events.Where(e => e.Version > before.HeadVersion && e.ClauseReopened is not null))
                {
                    agreed.Remove(e.ClauseReopened.Clause);
                }

                Assert.All(agreed, a => Assert.Equal(a.Value, text.State.Clause(a.Key)?.Text));
                foreach (var clause in text.State.Clauses.Where(c => c.Status is ClauseStatus.Agreed or ClauseStatus.AgreedAdReferendum))
                {
                    agreed[clause.Id] = clause.Text;
                }
            });
        },
        iter: Round.Of(200, 5000));

    [Fact]
    public void A_text_is_agreed_exactly_when_every_clause_is_and_no_bracket_is_open() => AnyHistory.Sample(
        acts => Played(acts, (_, text, _) =>
        {
            var view = text.View;
            var agreed = view.OpenBrackets == 0 && view.Clauses.All(c => c.Status is ClauseStatus.Agreed or ClauseStatus.AgreedAdReferendum);
            var expected = !agreed ? NegotiatingTextState.Tabled
                : view.Clauses.Any(c => c.Status == ClauseStatus.AgreedAdReferendum) ? NegotiatingTextState.AgreedAdReferendum
                : NegotiatingTextState.Agreed;
            Assert.Equal(expected, view.State);
        }),
        iter: Round.Of(125, 2500));

    [Fact]
    public void Ids_of_clauses_and_amendments_are_unique_and_never_come_back() => AnyHistory.Sample(
        acts =>
        {
            var gone = new HashSet<string>();
            Played(acts, (before, text, _) =>
            {
                var ids = text.State.Clauses.Select(c => c.Id).ToList();
                gone.UnionWith(before.Clauses.Select(c => c.Id).Except(ids));
                Assert.NotEmpty(ids);
                Assert.Empty(ids.Intersect(gone));
                Assert.Equal(ids.Count, ids.Distinct().Count());
                Assert.Equal(text.State.Amendments.Count, text.State.Amendments.Select(a => a.Id).Distinct().Count());
            });
        },
        iter: Round.Of(125, 2500));

    private static PlayedText Played((Caller, IMessage)[] acts, Action<TextRecord, PlayedText, bool>? check = null)
    {
        var text = Tabled();
        foreach (var (caller, request) in acts)
        {
            var before = text.State;
            var refused = text.Send(caller, request) is not null;
            check?.Invoke(before, text, refused);
        }

        return text;
    }
}
