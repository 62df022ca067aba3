using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Scenarios;

/// <summary>Reads what must come back.</summary>
/// <param name="errors">Gathers what is wrong.</param>
internal sealed class ExpectationReader(List<FileError> errors)
{
    /// <summary>A mapping of matchers is one or more expectations of its path; any other mapping goes deeper.</summary>
    public IEnumerable<Expectation> Read(YamlNode node, JsonPath? above = null)
    {
        if (node is not YamlMappingNode map)
        {
            errors.Add(new(YamlTree.LineOf(node), "Expectations are a mapping of paths to values or matchers."));
            yield break;
        }

        foreach (var (key, value) in map.Children)
        {
            if (Path(key) is not { } below)
            {
                continue;
            }

            var path = above is null ? below : above.Then(below);
            var line = YamlTree.LineOf(key);
            if (value is not YamlMappingNode inner)
            {
                yield return new(path, Matcher.Equal, YamlTree.ToJson(value), line);
            }
            else if (inner.Children.Count == 0)
            {
                errors.Add(new(line, $"{path.Text}: an empty mapping expects nothing. Write {{ exists: true }} or {{ exists: false }}."));
            }
            else if (inner.Children.All(c => MatcherOf(c.Key) is not null))
            {
                foreach (var (matcher, expected) in inner.Children)
                {
                    if (Problem(MatcherOf(matcher)!.Value, expected.ToString()) is { } problem)
                    {
                        errors.Add(new(YamlTree.LineOf(matcher), $"{path.Text}: {problem}"));
                    }

                    yield return new(path, MatcherOf(matcher)!.Value, YamlTree.ToJson(expected), line);
                }
            }
            else
            {
                foreach (var deeper in Read(inner, path))
                {
                    yield return deeper;
                }
            }
        }
    }

    /// <summary>A path; null where it is none.</summary>
    public JsonPath? Path(YamlNode node)
    {
        if (JsonPath.TryParse(node.ToString(), out var path))
        {
            return path;
        }

        errors.Add(new(YamlTree.LineOf(node), $"'{node}' is no path. Paths look like effect.time.instant, consents[0], flags[?reason=X].message or flags.#."));
        return null;
    }

    private static string? Problem(Matcher matcher, string expected) => matcher switch
    {
        Matcher.Exists when expected is not ("true" or "false") => $"'exists' must be true or false, not '{expected}'.",
        Matcher.Matches => Expectation.PatternProblem(expected),
        _ => null,
    };

    private static Matcher? MatcherOf(YamlNode key) => key.ToString() switch
    {
        "exists" => Matcher.Exists,
        "not" => Matcher.Not,
        "contains" => Matcher.Contains,
        "matches" => Matcher.Matches,
        "atLeast" => Matcher.AtLeast,
        "atMost" => Matcher.AtMost,
        _ => null,
    };
}
