using Parley.Domain.Access;
using Parley.V1;
using static Parley.Domain.Tests.Texts.TextCast;

namespace Parley.Domain.Tests.Texts;

public sealed class TextAudienceTests
{
    private static readonly Caller Newcomer = new("nia", [new(Role.Party, TextCast.Conflict + "/parties/newcomer")]);
    private static readonly Caller Elsewhere = new("eve", [new(Role.Party, "conflicts/other/parties/far")]);

    [Fact]
    public void Before_it_is_concluded_nobody_outside_the_talks_reads_it() =>
        Assert.False(Agreed(t => t.Accession = new()).Admits(FarEnvoy));

    [Fact]
    public void A_concluded_text_that_is_open_to_nobody_stays_with_the_talks() => Assert.False(Concluded().Admits(FarEnvoy));

    [Fact]
    public void Open_to_accession_it_is_read_by_nobody_else_than_before()
    {
        foreach (var accession in new Accession[] { new(), new() { OpenTo = { Far, North } }, new() { Excluded = { West } } })
        {
            var before = PlayedText.Law.AudienceOf(Agreed(t => t.Accession = accession).State);
            var text = Concluded(t => t.Accession = accession);
            Assert.Equal(before, PlayedText.Law.AudienceOf(text.State));
            Assert.All([FarEnvoy, Newcomer, Elsewhere, Caller.Anonymous], c => Assert.False(text.Admits(c)));
            Assert.True(text.Admits(WestEnvoy));
        }
    }

    [Fact]
    public void Whoever_has_joined_a_text_does_not_read_how_it_came_about()
    {
        var text = Concluded(t => t.Accession = new());
        text.Accept(Mediator, new AccedeToTextRequest { Name = Name, Party = Far, Authority = new() { Level = Level.HeadOfState } });
        Assert.False(text.Admits(FarEnvoy));
    }

    [Fact]
    public void What_accreditation_has_narrowed_accession_does_not_widen()
    {
        var text = Concluded(t => t.Accession = new());
        text.Accept(Caller.Parley, Accredit(4, Member(North, "nils"), Member(South)));
        Assert.False(text.Admits(NorthEnvoy));
    }
}
