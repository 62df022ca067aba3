using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Cli.Output;
using Parley.V1;

namespace Parley.Cli.Tests.Output;

/// <summary><c>--json</c> is exact: what a script reads is the message, byte for byte.</summary>
public sealed class JsonTests
{
    private static readonly Dictionary<string, MessageDescriptor> ByName = new MessageDescriptor[]
    {
        Conflict.Descriptor, Statement.Descriptor, Instrument.Descriptor, Truce.Descriptor, Event.Descriptor, ForecastTruceResponse.Descriptor, CheckTruceResponse.Descriptor,
        Negotiation.Descriptor, NegotiatingText.Descriptor, Session.Descriptor, Caucus.Descriptor, CaucusMessage.Descriptor, AssessReadinessResponse.Descriptor, CheckTextResponse.Descriptor,
    }.ToDictionary(d => d.Name, StringComparer.Ordinal);

    public static TheoryData<string> Types => [.. ByName.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void What_a_script_reads_is_the_message_byte_for_byte(string name)
    {
        var type = ByName[name];
        Gen.Int.Sample(seed =>
        {
            var message = AnyMessage.Of(type, new Random(seed));
            using var output = new StringWriter();
            new Terminal(new Shell { Output = output, Errors = TextWriter.Null, Environment = _ => null }, json: true).Json(message);
            var line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(message.ToByteArray(), JsonParser.Default.Parse(line, type).ToByteArray());
        }, iter: 200);
    }
}
