using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.Talks;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>A conversation reads in the order in which it was held, also when the clock says one instant for all of it.</summary>
public sealed class MessageOrderTests : SiloTest
{
    [Fact]
    public async Task What_was_said_at_one_instant_is_listed_in_the_order_in_which_it_was_said()
    {
        await Silo.FoundTalks();
        var said = Enumerable.Range(1, 12).Select(i => $"Point {i}").ToList();
        foreach (var words in said)
        {
            await Silo.Do<CaucusMessage>(ForNorth, Say(NorthRoom, words));
            await Silo.Do<Note>(Mediator, new AddNoteRequest { Parent = Name, Note = new() { Text = In(words) } });
        }

        var first = (ListMessagesResponse)(await Silo.List(ForNorth, new ListMessagesRequest { Parent = NorthRoom, PageSize = 5 })).Value!;
        var rest = (ListMessagesResponse)(await Silo.List(ForNorth, new ListMessagesRequest { Parent = NorthRoom, PageToken = first.NextPageToken })).Value!;
        Assert.Equal(said, first.Messages.Concat(rest.Messages).Select(m => m.Text.Values["en"]));

        var notes = (ListNotesResponse)(await Silo.List(Mediator, new ListNotesRequest { Parent = Name })).Value!;
        Assert.Equal(said, notes.Notes.Select(n => n.Text.Values["en"]));
    }
}
