using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Tests.Bindings;

/// <summary>Words that open a truce when the text is concluded, and words by which somebody commits to something.</summary>
public sealed class TruceAndCommitmentTests
{
    private static readonly (string, string)[] Words =
        [("en", "A complete ceasefire takes effect."), ("az", "Tam atəşkəs elan edilir."), ("ar", "يسري وقف كامل لإطلاق النار.")];

    [Fact]
    public void A_truce_binds_the_signatories_that_are_parties()
    {
        var table = new Table(Words);
        table.State.Tabled.RequiredSignatories.AddRange([Table.Azerbaijan, Table.Armenia, Table.Russia]);
        Assert.Null(table.BindAll(b => b.Truce = Truce()));

        // Russia signs as guarantor and is not bound.
        var terms = table.Bound().Truce.Terms;
        Assert.Equal([Table.Azerbaijan, Table.Armenia], terms.Parties.Select(p => p.Party));
        Assert.Equal("2020-11-09T21:00:00", terms.Effect.At.Resolved.Instant.ToDateTime().ToString("s"));
    }

    [Fact]
    public void Parties_that_the_terms_name_stay()
    {
        var table = new Table(Words);
        var truce = Truce();
        truce.Terms.Reciprocity = TruceReciprocity.Unilateral;
        truce.Terms.Parties.Add(new TruceParty { Party = Table.Armenia });
        Assert.Null(table.BindAll(b => b.Truce = truce));
        Assert.Equal(Table.Armenia, Assert.Single(table.Bound().Truce.Terms.Parties).Party);
    }

    [Fact]
    public void A_truce_is_between_parties_whose_signature_the_text_needs_and_nobody_else()
    {
        static Rejection? Between(string[] required, params string[] parties)
        {
            var table = new Table(Words);
            table.State.Tabled.RequiredSignatories.AddRange(required);
            var truce = Truce();
            truce.Terms.Reciprocity = parties.Length == 1 ? TruceReciprocity.Unilateral : TruceReciprocity.ReciprocalUnilateral;
            truce.Terms.Parties.AddRange(parties.Select(p => new TruceParty { Party = p }));
            return table.BindAll(b => b.Truce = truce);
        }

        Assert.Null(Between([], Table.Armenia, Table.Azerbaijan));
        Assert.Null(Between([Table.Azerbaijan], Table.Azerbaijan));

        var unsigned = Between([Table.Azerbaijan], Table.Azerbaijan, Table.Armenia);
        Assert.Equal(("SIGNATORY_MISSING", "binding.truce.terms.parties[1].party"), (unsigned?.Reason, Assert.Single(unsigned!.Fields).Field));
        Assert.Contains(Table.Armenia, unsigned.Message, StringComparison.Ordinal);

        // A guarantor signs, and is no party, whether its signature is needed or not.
        Assert.Equal("SIGNATORY_MISSING", Between([], Table.Armenia, Table.Russia)?.Reason);
        Assert.Equal("SIGNATORY_MISSING", Between([Table.Armenia, Table.Azerbaijan, Table.Russia], Table.Armenia, Table.Azerbaijan, Table.Russia)?.Reason);
    }

    [Fact]
    public void Terms_that_name_nobody_must_fit_those_who_sign()
    {
        var table = new Table(Words);
        table.State.Tabled.RequiredSignatories.Add(Table.Armenia);
        Assert.Equal("RECIPROCITY_MISMATCH", table.BindAll(b => b.Truce = Truce())?.Reason);
    }

    [Fact]
    public void Terms_are_refused_as_those_of_a_draft_are_with_the_paths_of_this_request()
    {
        var truce = Truce();
        truce.Terms.Effect.At.Zone = "";
        truce.Terms.Areas.Add(Table.ConflictName + "/areas/nowhere");
        var refused = new Table(Words).BindAll(b => b.Truce = truce);
        Assert.Equal(["binding.truce.terms.effect.at.zone", "binding.truce.terms.areas[0]"], refused!.Fields.Select(f => f.Field));
        Assert.Equal("ZONE_MISSING", refused.Reason);
        Assert.Equal("2020-11-09T20:00:00Z,2020-11-09T21:00:00Z", refused.Metadata["candidates"]);
        Assert.Equal("2020-11-09T20:00:00Z,2020-11-09T21:00:00Z", refused.Metadata["candidates.binding.truce.terms.effect.at"]);
    }

    [Fact]
    public void A_truce_is_opened_by_one_binding_only()
    {
        var table = new Table(Words);
        Assert.Null(table.BindAll(b => b.Truce = Truce()));
        var again = table.BindAll(b => (b.Id, b.Truce) = ("again", Truce()));
        Assert.Equal(("DUPLICATE_TRUCE", "binding.truce.truce_id"), (again?.Reason, again?.Fields[0].Field));
        Assert.Null(table.BindAll(b => (b.Id, b.Truce) = ("again", Truce("other"))));
    }

    [Fact]
    public void What_became_of_a_truce_is_not_for_a_client_to_say()
    {
        var table = new Table(Words);
        var truce = Truce();
        (truce.Truce, truce.Refusal) = ("conflicts/karabakh/truces/k5", "MADE_UP");
        Assert.Null(table.BindAll(b => b.Truce = truce));
        Assert.Equal(("", ""), (table.Bound().Truce.Truce, table.Bound().Truce.Refusal));
    }

    [Fact]
    public void A_commitment_names_who_owes_it_to_whom_and_by_when()
    {
        var table = new Table(("en", "Armenia returns the district to Azerbaijan by 15 November 2020."), ("ru", "Армения к 15 ноября 2020 года возвращает район."));
        Assert.Null(table.BindAll(b => b.Commitment = Return("2020-11-15")));
        Assert.Equal("2020-11-15T20:00:00", table.Bound().Commitment.Due.DueBefore.ToDateTime().ToString("s"));
    }

    [Fact]
    public void Words_that_say_another_day_or_count_otherwise_differ_from_the_commitment()
    {
        var words = ("en", "Armenia returns the district to Azerbaijan by 15 November 2020, with 2 observers.");
        Assert.Equal("BINDING_DIFFERS", new Table(words).BindAll(b => b.Commitment = Return("2020-11-25"))?.Reason);
        var before = Return("2020-11-15");
        before.Due.Word = DeadlineWord.Before;
        Assert.Equal("BINDING_DIFFERS", new Table(words).BindAll(b => b.Commitment = before)?.Reason);
        Assert.Equal("BINDING_DIFFERS", new Table(("ar", "تعيد أرمينيا المنطقة بحلول ١٥ نوفمبر")).BindAll(b => b.Commitment = Return("2020-11-25"))?.Reason);
    }

    [Fact]
    public void Words_of_a_commitment_need_not_say_when() =>
        Assert.Null(new Table(("en", "Armenia returns the district."), ("az", "Ermənistan rayonu qaytarır.")).BindAll(b => b.Commitment = Return("2020-11-15")));

    [Fact]
    public void Language_versions_that_count_a_commitment_otherwise_are_told_of()
    {
        var table = new Table(("en-AM", "The district is returned by 20 November 2020."), ("en-AZ", "The district is returned before 20 November 2020."));
        Assert.Null(table.BindAll(b => b.Commitment = Return("2020-11-20")));
        Assert.Equal(("en-AM", "en-AZ"), Assert.Single(table.Bound().Discrepancies) is var d ? (d.Language, d.OtherLanguage) : default);
    }

    [Theory]
    [InlineData("conflicts/karabakh/parties/nobody", "UNKNOWN_PARTY")]
    [InlineData("conflicts/other/parties/armenia", "FOREIGN_NAME")]
    public void Parties_of_a_commitment_are_those_of_the_conflict(string party, string reason)
    {
        var debtor = Return("2020-11-15");
        debtor.Debtors.Add(party);
        var refused = new Table(("en", "The district is returned.")).BindAll(b => b.Commitment = debtor);
        Assert.Equal((reason, "binding.commitment.debtors[1]"), (refused?.Reason, refused?.Fields[0].Field));

        var creditor = Return("2020-11-15");
        creditor.Creditors.Add(party);
        Assert.Equal(reason, new Table(("en", "The district is returned.")).BindAll(b => b.Commitment = creditor)?.Reason);
    }

    private static BoundTruce Truce(string id = "k5") => new()
    {
        TruceId = id,
        Terms = new()
        {
            Title = Table.Text(("en", "Statement of 10 November 2020")),
            TruceClass = TruceClass.PreliminaryCeasefire,
            Reciprocity = TruceReciprocity.Bilateral,
            Publicity = Publicity.Public,
            Effect = new() { At = Table.At("2020-11-10T00:00", "Europe/Moscow") },
            Term = new() { Indefinite = new() },
        },
    };

    private static Commitment Return(string date) => new()
    {
        Kind = ObligationKind.ReturnTerritory,
        Debtors = { Table.Armenia },
        Creditors = { Table.Azerbaijan },
        Due = new() { Word = DeadlineWord.ByEndOfDay, Date = date, Zone = "Asia/Baku" },
    };
}
