using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>What holds for every read: pages that join without a gap, tokens that nobody can make up, the past as it was recorded.</summary>
public sealed class ReadTests(ListedServer server) : IClassFixture<ListedServer>
{
    private const int DefaultPageSize = 50;
    private const int Uneven = 7;

    public static TheoryData<string> Lists => [.. Rpcs.All.Where(r => r.InputType.FindFieldByName("page_token") is not null).Select(r => r.Name)];

    public static TheoryData<string> OfThePast => [.. Rpcs.All.Where(r => r.InputType.FindFieldByName("read_time") is not null).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_has_fifty_a_page_and_pages_join_without_gap_or_repeat(string name)
    {
        var rpc = Rpcs.Named(name);
        var (first, token) = await Page(rpc, 0, "", server.Keeper);
        Assert.Equal(DefaultPageSize, first.Count);
        Assert.NotEmpty(token);

        var (whole, none) = await Page(rpc, 500, "", server.Keeper);
        Assert.Empty(none);
        Assert.True(whole.Count > DefaultPageSize);
        Assert.Equal(whole.Count, whole.Distinct().Count());

        var joined = new List<string>();
        token = "";
        do
        {
            var (page, next) = await Page(rpc, Uneven, token, server.Keeper);
            Assert.InRange(page.Count, 1, Uneven);
            joined.AddRange(page);
            token = next;
        }
        while (token.Length > 0);
        Assert.Equal(whole, joined);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_page_token_opens_its_own_list_and_nothing_else(string name)
    {
        var rpc = Rpcs.Named(name);
        var (_, token) = await Page(rpc, Uneven, "", server.Keeper);
        var middle = token.Length / 2;
        var tampered = token[..middle] + (token[middle] == 'A' ? 'B' : 'A') + token[(middle + 1)..];
        foreach (var bad in new[] { "7", "%%%", tampered, token + "AA", token[..^4], new string('A', 2048) })
        {
            await IsNoToken(rpc, Request(rpc, Uneven, bad), server.Keeper);
        }

        // The same list for somebody else, and every other list.
        await IsNoToken(rpc, Request(rpc, Uneven, token), server.Mediator);
        foreach (var other in Lists.Select(l => Rpcs.Named(l.Data)).Where(l => l != rpc))
        {
            await IsNoToken(other, Request(other, Uneven, token), server.Keeper);
        }

        // Of another parent.
        var foreign = Request(rpc, Uneven, token);
        if (foreign.Descriptor.FindFieldByName("parent") is { } parent)
        {
            parent.Accessor.SetValue(foreign, ((string)parent.Accessor.GetValue(foreign)).Replace(World.Valley, World.Coast, StringComparison.Ordinal));
            await IsNoToken(rpc, foreign, server.Keeper);
        }

        // With any other filter, one at a time.
        foreach (var (field, value) in Filters(rpc))
        {
            var filtered = Request(rpc, Uneven, token);
            if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(filtered)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(filtered, value);
            }

            await IsNoToken(rpc, filtered, server.Keeper);
        }
    }

    // Whatever a list is asked for beside its parent and its paging, with a value that it may have.
    private static IEnumerable<(FieldDescriptor Field, object Value)> Filters(MethodDescriptor rpc) =>
        from field in rpc.InputType.Fields.InFieldNumberOrder()
        where field.Name is not ("parent" or "journal" or "page_size" or "page_token")
        select (field, field.FieldType switch
        {
            FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, 1),
            FieldType.Int64 => 2L,
            FieldType.Message => Timestamp.FromDateTime(DateTime.UnixEpoch),
            FieldType.String => World.North,
            _ => throw new NotSupportedException($"{field.FullName} is of a type that no value is known for."),
        });

    [Fact]
    public async Task What_comes_while_one_pages_neither_repeats_nor_hides_what_was_there()
    {
        const int few = 12;
        var own = await OwnWorld.Bare(server);
        for (var i = 0; i < few; i++)
        {
            await server.Truces.CreateTruceAsync(World.Draft($"listed-{i:d2}", own.Conflict), server.Mediator);
        }

        var before = (await Listed(own, 500, "")).Truces.Select(t => t.Name).ToList();
        var page = await Listed(own, Uneven, "");
        await server.Truces.CreateTruceAsync(World.Draft("aa-before", own.Conflict), server.Mediator);
        await server.Truces.CreateTruceAsync(World.Draft("listed-08-and-a-half", own.Conflict), server.Mediator);
        var seen = page.Truces.Select(t => t.Name).ToList();
        while (page.NextPageToken.Length > 0)
        {
            page = await Listed(own, Uneven, page.NextPageToken);
            seen.AddRange(page.Truces.Select(t => t.Name));
        }

        Assert.Equal(few, before.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(before.Except(seen));
        Assert.Contains(own.Conflict + "/truces/listed-08-and-a-half", seen);
    }

    [Theory]
    [MemberData(nameof(OfThePast))]
    public async Task A_time_that_has_not_come_cannot_be_read(string name)
    {
        var rpc = Rpcs.Named(name);
        var request = Requests.Smallest(rpc.InputType);
        var now = (await new ExerciseService.ExerciseServiceClient(server.Channel).GetClockAsync(new())).Now;
        rpc.InputType.FindFieldByName("read_time").Accessor.SetValue(request, now + new Duration { Seconds = 1 });
        var answer = (await server.Call(rpc, request, server.Keeper)).Checked(rpc.InputType, name);
        Assert.Equal((StatusCode.InvalidArgument, "READ_TIME_IN_FUTURE"), (answer.Code, answer.Reason));
        Assert.Equal("read_time", Assert.Single(answer.Violations).Field);

        // Before anything was there, nothing was there; now is allowed.
        rpc.InputType.FindFieldByName("read_time").Accessor.SetValue(request, now);
        Assert.Equal(StatusCode.OK, (await server.Call(rpc, request, server.Keeper)).Code);
        rpc.InputType.FindFieldByName("read_time").Accessor.SetValue(request, Timestamp.FromDateTime(DateTime.UnixEpoch));
        var early = (await server.Call(rpc, request, server.Keeper)).Checked(rpc.InputType, name);
        Assert.True(early.Code == StatusCode.NotFound || (name == "ListEvents" && early.Reply.Length == 0), early.ToString());
    }

    [Fact]
    public async Task The_past_is_read_as_it_was_recorded()
    {
        var (draft, then) = server.Past;
        var past = await server.Truces.GetTruceAsync(new() { Name = draft.Name, ReadTime = then }, server.Mediator);
        Assert.Equal((TruceState.Draft, draft.Etag), (past.State, past.Etag));
        Assert.Equal(TruceState.Scheduled, (await server.Truces.GetTruceAsync(new() { Name = draft.Name }, server.Mediator)).State);
        var events = await server.Journals.ListEventsAsync(new() { Journal = draft.Name, ReadTime = then }, server.Mediator);
        Assert.Equal(Event.BodyOneofCase.TruceCreated, Assert.Single(events.Events).BodyCase);
    }

    private async Task<ListTrucesResponse> Listed(OwnWorld own, int size, string token) =>
        await server.Truces.ListTrucesAsync(new() { Parent = own.Conflict, PageSize = size, PageToken = token }, server.Keeper);

    private static IMessage Request(MethodDescriptor rpc, int size, string token)
    {
        var request = Requests.Smallest(rpc.InputType);
        rpc.InputType.FindFieldByName("page_size").Accessor.SetValue(request, size);
        rpc.InputType.FindFieldByName("page_token").Accessor.SetValue(request, token);
        return request;
    }

    private async Task IsNoToken(MethodDescriptor rpc, IMessage request, Metadata by)
    {
        var answer = (await server.Call(rpc, request, by)).Checked(rpc.InputType, rpc.Name);
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), (answer.Code, answer.Reason));
        Assert.Equal("page_token", Assert.Single(answer.Violations).Field);
    }

    private async Task<(List<string> Names, string Next)> Page(MethodDescriptor rpc, int size, string token, Metadata by)
    {
        var answer = (await server.Call(rpc, Request(rpc, size, token), by)).Checked(rpc.InputType, rpc.Name);
        Assert.Equal(StatusCode.OK, answer.Code);
        var reply = rpc.OutputType.Parser.ParseFrom(answer.Reply);
        var items = rpc.OutputType.Fields.InFieldNumberOrder().Single(f => f.IsRepeated);
        var key = items.MessageType.FindFieldByName("name") ?? items.MessageType.FindFieldByName("truce") ?? items.MessageType.FindFieldByName("version");
        var names = ((IEnumerable)items.Accessor.GetValue(reply)).Cast<IMessage>().Select(m => key.Accessor.GetValue(m).ToString()!).ToList();
        return (names, (string)rpc.OutputType.FindFieldByName("next_page_token").Accessor.GetValue(reply));
    }
}
