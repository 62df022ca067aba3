using System.Collections;
using Google.Protobuf;
using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>
/// What a text leaves open: what the terms say so themselves of, wherever they do, and what their words betray.
/// </summary>
internal static class DanglingPoints
{
    private const string OpenPointsField = "open_points";

    public static IEnumerable<DanglingPoint> In(TruceTerms terms)
    {
        var points = new List<DanglingPoint>();
        for (var i = 0; i < terms.OpenPoints.Count; i++)
        {
            var point = terms.OpenPoints[i];
            var by = point.AgreeBy is { } time ? $" by {time.LocalTime} {time.Zone}{time.UtcOffset}" : "; the text does not say until when";
            points.Add(Said($"{OpenPointsField}[{i}]", $"{English(point.Text)}: to be agreed{by}."));
        }

        if (TermsZone.IsAssumed(terms))
        {
            points.Add(Said("reference_zone", "No zone is stated in which days and months count; UTC is used."));
        }

        // A clause that an open point names is already told of; its words need not be suspected too.
        var told = terms.OpenPoints.Select(p => p.Clause).ToHashSet(StringComparer.Ordinal);
        Walk(terms, "", told, points);
        return points;
    }

    private static void Walk(IMessage message, string path, HashSet<string> told, List<DanglingPoint> points)
    {
        if (LeftOpen(message, path) is { } point)
        {
            points.Add(point);
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            switch (field.Accessor.GetValue(message))
            {
                case LocalizedText text when message is not Clause clause || !told.Contains(clause.Id):
                    Suspect(text, at, points);
                    break;
                case LocalizedText:
                    break;
                case IList items when at != OpenPointsField:
                    for (var i = 0; i < items.Count; i++)
                    {
                        WalkItem(items[i], $"{at}[{i}]", told, points);
                    }

                    break;
                case IMessage inner:
                    Walk(inner, at, told, points);
                    break;
                default:
                    break;
            }
        }
    }

    private static void WalkItem(object? item, string path, HashSet<string> told, List<DanglingPoint> points)
    {
        if (item is LocalizedText text)
        {
            Suspect(text, path, points);
        }
        else if (item is IMessage message)
        {
            Walk(message, path, told, points);
        }
    }

    /// <summary>What the terms themselves say is open.</summary>
    private static DanglingPoint? LeftOpen(IMessage message, string path) => message switch
    {
        Start { RuleCase: Start.RuleOneofCase.ToBeDecided } start =>
            Said(path + ".to_be_decided", $"When it begins is still to be decided by {English(start.ToBeDecided.DecidedBy)}."),
        UnresolvedTime open => Said(path, $"\"{open.AsStated}\" may mean {open.Candidates.Count} instants."),
        AfterEvent { Assumed: true } => Said(path, "The text does not say from what it counts; this is how it is read."),
        OwnTerm { Start: null } => Said(path + ".start", "The text does not say from what this term counts; the truce's effect is taken."),
        _ => null,
    };

    private static void Suspect(LocalizedText text, string path, List<DanglingPoint> points)
    {
        foreach (var (language, value) in text.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (DeferringWords.FindIn(value) is { } words)
            {
                points.Add(new()
                {
                    Field = path,
                    Message = $"The text ({language}) says \"{words}\". If something is left open, name it in open_points.",
                    Suspected = true,
                });
                return;
            }
        }
    }

    private static DanglingPoint Said(string field, string message) => new() { Field = field, Message = message };

    private static string English(LocalizedText? text) =>
        text?.Values.TryGetValue("en", out var english) == true
            ? english
            : text?.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Value).FirstOrDefault() ?? "somebody not named";
}
