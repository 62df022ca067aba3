using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Contract;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>What holds for every act: it happens once, a used id is not used for another, a stale etag is too late.</summary>
/// <remarks>The only test of its server: it does all that its scene allows.</remarks>
public sealed class MutationTests(SceneServer server) : IClassFixture<SceneServer>
{
    /// <summary>Every act in talks.</summary>
    private static IEnumerable<string> ActsInTalks =>
        Rpcs.All.Where(r => r.Service.Name is "NegotiationService" or "SessionService" or "CaucusService" && Rpcs.IsMutation(r)).Select(r => r.Name);

    [Fact]
    public async Task Each_act_happens_once_under_its_id_and_not_at_all_on_a_stale_etag()
    {
        var deeds = server.Deeds;
        Assert.True(deeds.Count >= 70);
        Assert.Empty(ActsInTalks.Except(deeds.Select(d => d.Rpc)));
        Assert.True(deeds.Count(d => !Rubbish.In(d.Request).Equals(d.Request)) >= 20);
        foreach (var deed in deeds)
        {
            var rpc = Rpcs.Named(deed.Rpc);
            var request = Rubbish.In(deed.Request);
            if (rpc.InputType.FindFieldByName("etag") is { } etag)
            {
                await IsTooLate(rpc, request, etag, deed.By);
            }

            rpc.InputType.FindFieldByName("request_id").Accessor.SetValue(request, Guid.NewGuid().ToString());
            var done = await server.Call(rpc, request, deed.By);
            Assert.True(done.Code == StatusCode.OK, $"{deed.Rpc}: {done}");
            Assert.DoesNotContain("rubbish", Encoding.UTF8.GetString(done.Reply), StringComparison.Ordinal);

            var after = await server.Everything();
            var again = await server.Call(rpc, request, deed.By);
            Assert.True(again.Code == StatusCode.OK, $"{deed.Rpc} again: {again}");
            Assert.Equal(NamedIn(rpc, done), NamedIn(rpc, again));
            var other = (await server.Call(rpc, Other(request), deed.By)).Checked(rpc.InputType, deed.Rpc + " otherwise");
            Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (other.Code, other.Reason));
            Assert.Equal(("request_id", "REQUEST_ID_REUSED"), Assert.Single(other.Violations));
            Assert.Equal(after, await server.Everything());
        }

        await NoRubbishIsOnRecord();
    }

    private async Task IsTooLate(MethodDescriptor rpc, IMessage request, FieldDescriptor etag, Metadata by)
    {
        var before = await server.Everything();
        etag.Accessor.SetValue(request, "stale");
        var answer = (await server.Call(rpc, request, by)).Checked(rpc.InputType, rpc.Name + " on a stale etag");
        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), (answer.Code, answer.Reason));
        etag.Accessor.Clear(request);
        Assert.Equal(before, await server.Everything());
    }

    private async Task NoRubbishIsOnRecord()
    {
        var conflicts = (await server.Conflicts.ListConflictsAsync(new(), server.Keeper)).Conflicts.Select(c => c.Name);
        var truces = (await server.Truces.ListTrucesAsync(new() { Parent = World.Valley, PageSize = 500 }, server.Keeper)).Truces.Select(t => t.Name);
        var talks = (await server.Negotiations.ListNegotiationsAsync(new() { Parent = World.Valley, PageSize = 500 }, server.Keeper)).Negotiations;
        var rooms = talks.SelectMany(t => t.Members.Select(m => $"{t.Name}/caucuses/{ResourceName.IdOf(m.Party)}").Append(t.Name + "/desk").Append(t.Name));
        var texts = talks.SelectMany(t => t.Texts.Select(x => x.Name));
        foreach (var journal in conflicts.Concat(truces).Concat(rooms).Concat(texts))
        {
            var events = await server.Journals.ListEventsAsync(new() { Journal = journal, PageSize = 500 }, server.Keeper);
            Assert.Empty(events.NextPageToken);
            Assert.DoesNotContain("rubbish", Encoding.UTF8.GetString(events.ToByteArray()), StringComparison.Ordinal);
        }
    }

    /// <summary>What the answer is about: a resource by its name; a receipt or an event of an opening by all that it says.</summary>
    private static object NamedIn(MethodDescriptor rpc, Answer answer)
    {
        var reply = rpc.OutputType.Parser.ParseFrom(answer.Reply);
        return rpc.OutputType.FindFieldByName("name")?.Accessor.GetValue(reply) ?? reply;
    }

    /// <summary>The request with another text in it; with another etag where it holds no text.</summary>
    private static IMessage Other(IMessage request)
    {
        var text = Spot.In(request).FirstOrDefault(s => s.Field.FieldType == FieldType.Message && s.Field.MessageType == LocalizedText.Descriptor);
        if (text is not null)
        {
            return text.Replaced(request, World.Text("Something else."));
        }

        var other = request.Descriptor.Parser.ParseFrom(request.ToByteString());
        if (request.Descriptor.FindFieldByName("etag") is { } etag)
        {
            etag.Accessor.SetValue(other, "other");
            return other;
        }

        // What is sealed holds ids, hashes and numbers.
        var last = Spot.In(request).Last(s => s.Field.Name is not "request_id" && s.Field.FieldType is FieldType.String or FieldType.Int64);
        return last.Replaced(request, last.Field.FieldType == FieldType.Int64 ? 7L : Otherwise((string)last.ValueIn(request)!));

        static string Otherwise(string text) => text[..^1] + (text[^1] == '0' ? '1' : '0');
    }
}
