using System.Reflection;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Cluster;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Sessions;
using Parley.Domain.Texts;
using Parley.Domain.Truces;
using Parley.V1;

namespace Parley.Tidy.Tests;

/// <summary>
/// What an rpc still lacks. A command costs its messages, its rule with its fold, its row in the tables of permissions, lifecycle
/// and validation, and one line in the gateway: each of these that is not there is named.
/// </summary>
internal static class Missing
{
    private const string Id = "some-id";

    /// <summary>What is recorded once and never changed: nobody can come too late to change it.</summary>
    private static readonly MessageDescriptor[] Unchanging =
        [Note.Descriptor, Relay.Descriptor, CaucusMessage.Descriptor, SealReceipt.Descriptor, OpeningEvent.Descriptor, OpeningCancellation.Descriptor];

    /// <summary>The services whose resources have states that forbid.</summary>
    private static readonly string[] Staged = [nameof(TruceService), nameof(NegotiationService), nameof(SessionService)];

    /// <summary>What makes something new, for which there is no state yet, or goes to a journal without states: the desk, the vault.</summary>
    private static readonly string[] BeginsSomething =
        ["CreateTruce", "CreateNegotiation", "TableText", "AddNote", "CertifyOpeningEvent", "CancelOpening"];

    private static readonly string[] Journals =
    [
        ResourceName.ConflictPattern, ResourceName.TrucePattern, ResourceName.NegotiationPattern, ResourceName.TextPattern,
        ResourceName.CaucusPattern, ResourceName.DeskPattern, ResourceName.VaultPattern,
    ];

    private static readonly Assembly[] Edges = [typeof(Gateway.GatewayServices).Assembly, typeof(Standalone.ExerciseClock).Assembly];
    private static readonly string Gateway = Text("services/Parley.Gateway/Services", "services/Parley.Standalone");
    private static readonly string Rules = Text("services/Parley.Domain");
    private static readonly string Catalogue = Text("services/Parley.Silo/Catalogue");

    /// <summary>Everything that is missing, a line each; empty when the rpc is whole.</summary>
    public static IEnumerable<string> Of(MethodDescriptor rpc)
    {
        var changes = !Rpcs.IsRead(rpc);
        var ofClock = rpc.Service.Name == nameof(ExerciseService);
        return new[]
        {
            Unless(Permissions.Known.Contains(rpc.InputType), "no row in Permissions"),
            Unless(HasGatewayMethod(rpc), "no method in the gateway's service"),
            Unless(ofClock || Line(rpc) is not null, "no line in the gateway that hands it on"),
            Unless(!changes || ofClock || HasRule(rpc.InputType), "no rule in a concept"),
            Unless(!changes || !Staged.Contains(rpc.Service.Name) || BeginsSomething.Contains(rpc.Name) || HasStage(rpc.InputType.Name), "no row in Lifecycle"),
            Unless(!changes || ofClock || Unchanging.Contains(rpc.OutputType) || rpc.OutputType.FindFieldByName("etag") is not null, "no resource with an etag as its answer"),
            Unless(!changes || ofClock || rpc.InputType.FindFieldByName("request_id") is not null, "no request_id"),
            Unless(Line(rpc) != "List" || Regex.IsMatch(Catalogue, $@"\b{rpc.InputType.Name} \w+ =>"), "no row in the catalogue"),
            Unless(ofClock || Line(rpc) == "List" || IsAddressed(rpc), "no journal in JournalAddress"),
        }.OfType<string>().Concat(Unruled(rpc)).Select(what => $"{rpc.Service.Name}.{rpc.Name}: {what}");
    }

    /// <summary>Events of the contract that nothing records, or that no state is folded from.</summary>
    public static IEnumerable<string> OfEvent(FieldDescriptor body)
    {
        var name = body.PropertyName;
        return new[]
        {
            Unless(Regex.IsMatch(Rules + Text("services/Parley.Silo/Frame"), $@"\b{name} = "), "nothing records it"),
            Unless(Rules.Contains($"BodyOneofCase.{name}", StringComparison.Ordinal), "nothing is folded from it"),
        }.OfType<string>().Select(what => $"Event.{body.Name}: {what}");
    }

    private static string? Unless(bool isThere, string what) => isThere ? null : what;

    private static bool HasGatewayMethod(MethodDescriptor rpc) => Edges.SelectMany(a => a.GetTypes()).Any(type =>
        type.BaseType?.Name == rpc.Service.Name + "Base"
        && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(m => m.Name == rpc.Name && m.GetParameters()[^1].ParameterType == typeof(ServerCallContext)));

    /// <summary>How the gateway hands it on: Execute, Read, List, Stream or Run.</summary>
    private static string? Line(MethodDescriptor rpc) =>
        Regex.Match(Gateway, $@"\b{rpc.Name}\(\s*{rpc.InputType.Name} request[^;{{]*?=>\s*edge\.(\w+)").Groups[1] is { Success: true } how ? how.Value : null;

    private static bool HasRule(MessageDescriptor request) => Regex.IsMatch(Rules, $@"\b{request.Name}( \w+)? => ")
        || Regex.IsMatch(Rules, $@"request is {request.Name} ");

    private static bool HasStage(string request) => Lifecycle.Table.ContainsKey(request) || NegotiationLifecycle.Table.ContainsKey(request)
        || TextLifecycle.Table.ContainsKey(request) || SessionLifecycle.Table.ContainsKey(request);

    private static bool IsCreate(MethodDescriptor rpc) => rpc.Name.StartsWith("Create", StringComparison.Ordinal);

    /// <summary>A request for some resource must go to the journal that holds it, and one that creates a journal to that.</summary>
    private static bool IsAddressed(MethodDescriptor rpc)
    {
        if (rpc.InputType.Parser?.ParseFrom([]) is not { } request)
        {
            return false; // A message of which there is no class.
        }

        foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.String && !f.IsRepeated))
        {
            field.Accessor.SetValue(request, RuleOf(field).Resource.Split('|')[0] is { Length: > 0 } pattern ? pattern.Replace("*", Id, StringComparison.Ordinal) : Id);
        }

        var journal = JournalAddress.Of(request, Id);
        var isJournal = Journals.Any(pattern => ResourceName.Matches(journal, pattern));
        var own = rpc.Name[(IsCreate(rpc) ? "Create".Length : 0)..];
        return isJournal && (!IsCreate(rpc) || own == "Conflict" || journal.Contains(own.ToLowerInvariant(), StringComparison.Ordinal));
    }

    /// <summary>Fields of the request itself whose shape nobody has thought about: the defaults are for what lies deeper.</summary>
    private static IEnumerable<string> Unruled(MethodDescriptor rpc)
    {
        foreach (var field in rpc.InputType.Fields.InDeclarationOrder())
        {
            var rule = RuleOf(field);
            var isChecked = field switch
            {
                { FieldNumber: 1 } when field.FieldType == FieldType.String => rule is { Required: true } and not { Resource: "", Format: FieldFormat.Unspecified },
                { Name: "request_id" } => rule.Format == FieldFormat.Uuid,
                { Name: "etag" } => true, // Compared, never kept.
                { Name: "page_token" } => rule.MaxBytes > 0,
                { FieldType: FieldType.String } => rule is { MaxBytes: > 0 } or { Format: not FieldFormat.Unspecified } or { Resource: not "" } or { OutputOnly: true },
                { FieldType: FieldType.Int32 or FieldType.Int64 } => rule.Maximum != 0 || rule.OutputOnly,
                _ => true,
            };
            if (!isChecked)
            {
                yield return $"no rule for {field.Name}";
            }
        }
    }

    private static FieldRule RuleOf(FieldDescriptor field) => field.GetOptions()?.GetExtension(RulesExtensions.Rule) ?? new();

    private static string Text(params string[] folders) =>
        string.Join('\n', folders.SelectMany(House.Sources).Select(File.ReadAllText));
}
