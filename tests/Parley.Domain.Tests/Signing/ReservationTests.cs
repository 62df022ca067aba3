using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Signing.Talks;

namespace Parley.Domain.Tests.Signing;

/// <summary>Reservations, and objections of others to them.</summary>
public sealed class ReservationTests
{
    [Fact]
    public void AnotherSignatory_Objects_Once()
    {
        var text = Reserved().Accepted(Guarantor, Sign()).SleepUntil("2020-11-02T00:00:00Z").Accepted(Guarantor, Object());
        var objection = Assert.Single(text.SignatureOf(Armenia).Objections);
        Assert.Equal((Guarantor, Words("It goes to the heart of it"), T("2020-11-02T00:00:00Z").ToTimestamp()), (objection.Party, objection.Text, objection.Time));
        text.Refused(Guarantor, Object(), "ALREADY_OBJECTED");
        Assert.Equal(text.View, text.Replayed());
    }

    [Fact]
    public void AfterTheConclusion_ToAnAccessionToo()
    {
        var text = Reserved().Accepted(Azerbaijan, Sign());
        text.Accepted(Guarantor, new AccedeToTextRequest { Name = Name, Authority = ExOfficio, Reservation = Words("Not clause 2") });
        text.Accepted(Azerbaijan, Object(Guarantor)).Accepted(Guarantor, Object());
        Assert.Equal([Azerbaijan], text.SignatureOf(Guarantor).Objections.Select(o => o.Party));
        Assert.Equal([Guarantor], text.SignatureOf(Armenia).Objections.Select(o => o.Party));
    }

    [Fact]
    public void WhoHasNotSigned_DoesNotObject()
    {
        var text = Reserved().Accepted(Azerbaijan, Initial());
        text.Refused(Azerbaijan, Object(), "NOT_A_SIGNATORY");
        text.Accepted(Azerbaijan, AdReferendum()).Accepted(Azerbaijan, Object());
    }

    [Fact]
    public void WhereNobodyReserved_ThereIsNothingToObjectTo()
    {
        var text = Reserved().Accepted(Guarantor, Sign());
        text.Refused(Armenia, Object(Guarantor), "UNKNOWN_RESERVATION");
        text.Refused(Armenia, Object(), "UNKNOWN_RESERVATION");
        text.Refused(Guarantor, Object(Outside), "UNKNOWN_RESERVATION");
    }

    private static TextOnTable Reserved() => TextOnTable.With(t => t.Accession = new())
        .Accepted(Armenia, new SignTextRequest { Name = Name, Authority = ExOfficio, Reservation = Words("Not clause 3") });

    private static ObjectToReservationRequest Object(string reserving = Armenia) =>
        new() { Name = Name, ReservingParty = reserving, Objection = Words("It goes to the heart of it") };
}
