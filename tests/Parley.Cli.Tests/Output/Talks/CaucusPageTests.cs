using Parley.Cli.Output;
using Parley.Cli.Output.Talks;
using Parley.V1;

namespace Parley.Cli.Tests.Output.Talks;

/// <summary>The room of one member and the mediators.</summary>
public sealed class CaucusPageTests
{
    [Fact]
    public void The_first_line_says_for_whom_it_is() =>
        Assert.Equal("For North and the mediators only. Nobody else can read this, or tell whether it is used.", Screen.Show(120, Page(new()))[0]);

    [Fact]
    public void A_message_is_shown_with_its_disclosure_and_in_all_its_languages()
    {
        var message = new CaucusMessage
        {
            Name = Valley.Room + "/messages/m1",
            Text = Valley.In(("en", "We can wait."), ("ar", "يمكننا الانتظار.")),
            Disclosure = Disclosure.MediatorOnly,
            Kind = PositionKind.Fallback,
            Sender = new Actor { Role = Role.Party, Party = Valley.North },
            CreateTime = Valley.At("2022-05-01T08:00:00Z"),
        };
        var page = Valley.Flat(160, Page(new(), message));
        Assert.Contains("2022-05-01 08:00Z Fallback: for the mediators only", page, StringComparison.Ordinal);
        Assert.Contains("en: We can wait.", page, StringComparison.Ordinal);
        Assert.Contains("يمكننا الانتظار.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relayed_message_is_the_mediators_own_unless_it_is_attributed()
    {
        var message = new CaucusMessage { Name = Valley.Room + "/messages/m1", Text = Valley.In(("en", "A pause could be had.")), Disclosure = Disclosure.Free, Sender = new Actor { Role = Role.Mediator } };
        Assert.DoesNotContain("South", Valley.Flat(160, Page(new(), message)), StringComparison.Ordinal);
        message.AttributedTo = Valley.South;
        Assert.Contains("South, conveyed by the mediators", Valley.Flat(160, Page(new(), message)), StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_desk_a_relay_is_told_with_both_its_ends()
    {
        var relay = new Relay { Name = Valley.Talks + "/desk/relays/r1", Message = Valley.Room + "/messages/m1", To = Valley.Talks + "/caucuses/south", Form = RelayForm.AsOwn, Text = Valley.In(("en", "A pause could be had.")) };
        Assert.Contains("from North to South en: A pause could be had. r1 as the mediators' own message m1", Valley.Flat(200, [TalksTables.Relays([relay], Valley.English)]), StringComparison.Ordinal);
        Assert.Equal(
            "what North said is conveyed to South as the mediators' own: “A pause could be had.”",
            new EventWords(Valley.English).Of(new() { MessageRelayed = new() { Relay = relay } }));
    }

    [Fact]
    public void A_message_of_the_mediators_is_for_the_room_and_not_for_themselves()
    {
        var message = new CaucusMessage { Name = Valley.Room + "/messages/m1", Text = Valley.In(("en", "A pause could be had.")), Disclosure = Disclosure.MediatorOnly, Sender = new Actor { Role = Role.Mediator } };
        var page = Valley.Flat(160, Page(new(), message));
        Assert.Contains("for this room only", page, StringComparison.Ordinal);
        Assert.DoesNotContain("for the mediators only", page, StringComparison.Ordinal);
        Assert.Equal("for this room only: “A pause could be had.”", new EventWords(Valley.English).Of(new() { MessageSent = new() { Message = message } }));
    }

    [Fact]
    public void A_receipt_is_shown_with_its_whole_hash_and_what_became_of_it_as_far_as_that_tells_nothing()
    {
        var hash = new string('a', 32) + new string('b', 32);
        var caucus = new Caucus
        {
            Receipts =
            {
                new SealReceipt { Hash = hash, FileTime = Valley.At("2022-05-01T08:00:00Z") },
                new SealReceipt { Hash = "d" },
                new SealReceipt { Hash = "e", FileTime = Valley.At("2022-05-01T09:00:00Z"), UseTime = Valley.At("2022-05-01T09:01:00Z") },
                new SealReceipt { Hash = "c", FileTime = Valley.At("2022-05-01T09:00:00Z"), WithdrawTime = Valley.At("2022-05-01T10:00:00Z") },
            },
            Matches = { new ReadinessMatch { Subject = ReadinessSubject.Meet, With = Valley.South, Time = Valley.At("2022-05-01T11:00:00Z"), Hash = "e" } },
        };
        var page = Valley.Flat(160, Page(caucus));
        Assert.Contains($"2022-05-01 08:00Z {hash} not withdrawn", page, StringComparison.Ordinal);
        Assert.Contains("– d not withdrawn", page, StringComparison.Ordinal);
        Assert.Contains("e used: part of what came about 2022-05-01 09:01Z", page, StringComparison.Ordinal);
        Assert.DoesNotContain("09:01Z not withdrawn", page, StringComparison.Ordinal);
        Assert.DoesNotContain("stands", page, StringComparison.Ordinal);
        Assert.Contains("withdrawn or replaced 2022-05-01 10:00Z", page, StringComparison.Ordinal);
        Assert.Contains("2022-05-01 11:00Z North and South are both ready to meet. It came of the filing with the hash e.", page, StringComparison.Ordinal);
    }

    private static IEnumerable<Spectre.Console.Rendering.IRenderable> Page(Caucus caucus, params CaucusMessage[] messages)
    {
        caucus.Name = Valley.Room;
        caucus.Party = Valley.North;
        return new CaucusPage(new(caucus, [.. messages], []), Valley.English).Render();
    }
}
