using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.V1;
using Xunit;

namespace Parley.Tidy.Tests;

/// <summary>
/// What a command costs, and nothing else: whoever adds an rpc to the contract is told here, line by line, what it lacks.
/// </summary>
public sealed class CommandCostTests
{
    [Fact]
    public void Every_rpc_has_all_that_an_rpc_needs() => AllThere(Rpcs.All.SelectMany(Missing.Of));

    [Fact]
    public void Every_event_is_recorded_by_something_and_folded_into_something() =>
        AllThere(Event.Descriptor.Oneofs.Single(o => o.Name == "body").Fields.SelectMany(Missing.OfEvent));

    [Fact]
    public void An_rpc_that_has_only_its_messages_lacks_everything_else_and_is_told_each()
    {
        var rpc = OnlyInTheContract().FindTypeByName<ServiceDescriptor>("TruceService").FindMethodByName("ExchangePrisoners");
        Assert.Equal(
            [
                "no row in Permissions", "no method in the gateway's service", "no line in the gateway that hands it on", "no rule in a concept",
                "no row in Lifecycle", "no resource with an etag as its answer", "no request_id", "no journal in JournalAddress",
                "no rule for name", "no rule for how", "no rule for count",
            ],
            Missing.Of(rpc).Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    private static void AllThere(IEnumerable<string> missing)
    {
        var lines = missing.ToList();
        Assert.True(lines.Count == 0, $"{lines.Count} missing:\n{string.Join('\n', lines)}");
    }

    /// <summary>A contract with one new rpc, as it looks right after its messages have been written down.</summary>
    private static FileDescriptor OnlyInTheContract()
    {
        var file = new FileDescriptorProto { Name = "parley/v1/new.proto", Package = "parley.v1", Syntax = "proto3" };
        file.MessageType.Add(new DescriptorProto
        {
            Name = "ExchangePrisonersRequest",
            Field = { Field("name", 1, FieldDescriptorProto.Types.Type.String), Field("how", 2, FieldDescriptorProto.Types.Type.String), Field("count", 3, FieldDescriptorProto.Types.Type.Int32) },
        });
        file.MessageType.Add(new DescriptorProto { Name = "ExchangePrisonersResponse" });
        file.Service.Add(new ServiceDescriptorProto
        {
            Name = "TruceService",
            Method = { new MethodDescriptorProto { Name = "ExchangePrisoners", InputType = ".parley.v1.ExchangePrisonersRequest", OutputType = ".parley.v1.ExchangePrisonersResponse" } },
        });
        return FileDescriptor.BuildFromByteStrings([file.ToByteString()]).Single();
    }

    private static FieldDescriptorProto Field(string name, int number, FieldDescriptorProto.Types.Type type) =>
        new() { Name = name, Number = number, Type = type, Label = FieldDescriptorProto.Types.Label.Optional };
}
