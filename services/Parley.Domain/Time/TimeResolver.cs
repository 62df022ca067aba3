using System.Collections;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Time;

/// <summary>
/// Resolves many stated times and gathers everything that is wrong with any of them, so that a refusal names all at once.
/// For one request; not for several threads.
/// </summary>
/// <param name="candidateZones">The zones of parties and mediators: what a time without a zone may mean.</param>
public sealed class TimeResolver(IReadOnlyList<string> candidateZones)
{
    private readonly ImmutableArray<FieldViolation>.Builder _violations = ImmutableArray.CreateBuilder<FieldViolation>();
    private readonly ImmutableDictionary<string, string>.Builder _metadata = ImmutableDictionary.CreateBuilder<string, string>();

    /// <summary>All that was wrong so far.</summary>
    public ImmutableArray<FieldViolation> Violations => _violations.ToImmutable();

    /// <summary>
    /// The instants that refused times may mean: under <c>candidates</c> those of the first, under <c>candidates.{path}</c>
    /// those of each.
    /// </summary>
    public ImmutableDictionary<string, string> Metadata => _metadata.ToImmutable();

    /// <summary>The refusal of everything so far; null when nothing was wrong.</summary>
    public Rejection? Rejection =>
        _violations.Count == 0 ? null : Rejection.Invalid(Violations) with { Metadata = Metadata };

    /// <summary>A resolved copy of the stated time; null when there is none or it is refused.</summary>
    public LegalTime? Resolve(LegalTime? stated, string path)
    {
        if (stated is null)
        {
            return null;
        }

        var resolution = LegalTimes.Resolve(stated, candidateZones, path);
        if (resolution.Time is null)
        {
            Refuse(resolution, path);
        }

        return resolution.Time;
    }

    /// <summary>
    /// A copy of a message in which every stated time, however deep, is resolved; a refused one stays without an instant. Paths begin
    /// with <paramref name="path"/>.
    /// </summary>
    public T ResolveAll<T>(T message, string path)
        where T : IMessage<T>
    {
        var copy = message.Clone();
        Walk(copy, path);
        return copy;
    }

    /// <summary>Resolves in place; only for the copy that <see cref="ResolveAll"/> has made.</summary>
    private void Walk(IMessage copy, string path)
    {
        foreach (var field in copy.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType != FieldType.Message || field.IsMap)
            {
                continue;
            }

            var value = field.Accessor.GetValue(copy);
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (value is IList list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    var item = (IMessage)list[i]!;
                    list[i] = ResolvedOrWalked(item, $"{at}[{i}]");
                }
            }
            else if (value is IMessage inner)
            {
                field.Accessor.SetValue(copy, ResolvedOrWalked(inner, at));
            }
        }
    }

    private IMessage ResolvedOrWalked(IMessage message, string path)
    {
        if (message is LegalTime stated)
        {
            // What a client wrote into the output field is never believed, not even while the rest is refused.
            stated.Resolved = null;
            return Resolve(stated, path) ?? stated;
        }

        Walk(message, path);
        return message;
    }

    private void Refuse(in TimeResolution resolution, string path)
    {
        _violations.AddRange(resolution.Violations);
        if (resolution.Candidates.IsEmpty)
        {
            return;
        }

        var candidates = resolution.CandidatesText;
        _metadata.TryAdd(TimeReasons.Candidates, candidates);
        _metadata[$"{TimeReasons.Candidates}.{path}"] = candidates;
    }
}
