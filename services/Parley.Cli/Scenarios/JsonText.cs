using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Parley.Cli.Scenarios;

/// <summary>Between messages, JSON trees and JSON text. Every script stays as it is.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    /// <summary>On one line.</summary>
    public static string Of(JsonNode node) => node.ToJsonString(Compact);

    /// <summary>On many lines.</summary>
    public static string Pretty(JsonNode node) => node.ToJsonString(Indented);

    /// <summary>A message as proto JSON.</summary>
    public static JsonObject Of(IMessage message) => JsonNode.Parse(Formatter.Format(message))!.AsObject();

    /// <summary>Messages as proto JSON.</summary>
    public static JsonArray List(IEnumerable<IMessage> messages) => [.. messages.Select(m => (JsonNode)Of(m))];

    /// <summary>Proto JSON as a message; a field that the contract does not have is an error.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is no such message.</exception>
    /// <exception cref="InvalidJsonException">It is no JSON.</exception>
    public static IMessage Parse(JsonObject json, Google.Protobuf.Reflection.MessageDescriptor type) => Parser.Parse(Of((JsonNode)json), type);
}
