using System.Text;
using Parley.Domain.Frame;

namespace Parley.Gateway.Shape;

/// <summary>
/// One walk through a request: where it stands, and what it has found. The place is written out only when something is wrong,
/// so that a request that is right costs no text. One walk a thread is kept and used again: checking never waits.
/// </summary>
internal sealed class ShapeWalk
{
    [ThreadStatic]
    private static ShapeWalk? _kept;

    private readonly Segment[] _path = new Segment[ShapeValidator.MaxDepth];
    private int _depth;

    /// <summary>How many violations were found, named or not.</summary>
    public int Count { get; private set; }

    /// <summary>The violations named.</summary>
    public List<FieldViolation> Violations { get; private set; } = [];

    public static ShapeWalk Begin()
    {
        var walk = _kept ??= new();
        walk._depth = 0;
        if (walk.Count > 0)
        {
            walk.Count = 0;
            walk.Violations = [];
        }

        return walk;
    }

    /// <summary>Steps into a message; false when that is too deep, which is then a violation.</summary>
    public bool Enter(string field, int index = -1, string? key = null)
    {
        if (_depth == _path.Length)
        {
            Add(field, "TOO_DEEP", $"Messages may be nested at most {ShapeValidator.MaxDepth} deep.", index, key);
            return false;
        }

        _path[_depth++] = new(field, index, key);
        return true;
    }

    public void Leave() => _depth--;

    public void Add(string field, string reason, string description, int index = -1, string? key = null)
    {
        if (Count++ < ShapeValidator.MaxViolations)
        {
            Violations.Add(new(PathOf(new(field, index, key)), reason, description));
        }
    }

    private string PathOf(Segment last)
    {
        var path = new StringBuilder();
        for (var i = 0; i < _depth; i++)
        {
            Append(path, _path[i]);
            path.Append('.');
        }

        return Append(path, last).ToString();
    }

    private static StringBuilder Append(StringBuilder path, Segment segment)
    {
        path.Append(segment.Field);
        if (segment.Key is { } key)
        {
            // A key comes from outside: only what is harmless in a message is repeated, and no more than a tag's length of it.
            path.Append("[\"");
            foreach (var c in key.AsSpan(0, Math.Min(key.Length, 40)))
            {
                path.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '?');
            }

            return path.Append("\"]");
        }

        return segment.Index < 0 ? path : path.Append('[').Append(segment.Index).Append(']');
    }

    private readonly record struct Segment(string Field, int Index, string? Key);
}
