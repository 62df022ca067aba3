using System.Text.RegularExpressions;
using Parley.V1;
using Xunit;

namespace Parley.Tidy.Tests;

/// <summary>The contract's own promises.</summary>
public sealed partial class ContractTests
{
    [Fact]
    public void Every_message_field_value_and_rpc_is_explained_in_a_sentence()
    {
        var bare = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(House.Root, "protos/parley/v1"), "*.proto"))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (Declaration().IsMatch(lines[i]) && (i == 0 || !Sentence().IsMatch(lines[i - 1])))
                {
                    bare.Add($"{Path.GetFileName(file)}:{i + 1}: {lines[i].Trim()}");
                }
            }
        }

        Assert.Empty(bare);
    }

    [Fact]
    public void Every_event_has_a_number_and_a_message_of_its_own()
    {
        var bodies = Event.Descriptor.Oneofs.Single(o => o.Name == "body").Fields;
        Assert.Equal(bodies.Count, bodies.Select(f => f.FieldNumber).Distinct().Count());
        Assert.Equal(bodies.Count, bodies.Select(f => f.MessageType).Distinct().Count());
        Assert.All(bodies, f => Assert.True(f.FieldNumber >= 100, $"{f.Name} takes a number below 100, which are the envelope's."));
    }

    [Fact]
    public void Every_mutation_is_repeatable_and_names_its_resource_first()
    {
        var mutations = Rpcs.All.Where(m => !Rpcs.IsRead(m) && m.Service.Name != nameof(ExerciseService)).ToList();
        Assert.NotEmpty(mutations);
        Assert.All(mutations, m =>
        {
            Assert.NotNull(m.InputType.FindFieldByName("request_id"));
            var first = m.InputType.FindFieldByNumber(1).Name;
            Assert.True(first is "name" or "parent" || m.Name == "CreateConflict", $"{m.Name} begins with {first}");
        });
    }

    [GeneratedRegex(@"^\s*(rpc |message |enum |service |extend |oneof |(repeated |optional )?(map<[^>]+>|[\w.]+) \w+ = \d+|[A-Z][A-Z0-9_]+ = \d+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\s*// .*[.:;…]$|^\s*// ")]
    private static partial Regex Sentence();
}
