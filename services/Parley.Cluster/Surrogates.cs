using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Cluster;

/// <summary>How a <see cref="Caller"/> crosses the wire; the domain knows no Orleans.</summary>
[GenerateSerializer, Immutable, Alias("Parley.CallerSurrogate")]
public readonly record struct CallerSurrogate(
    [property: Id(0)] string Subject, [property: Id(1)] int[] Roles, [property: Id(2)] string[] Scopes);

/// <summary>Converts a <see cref="Caller"/>.</summary>
[RegisterConverter]
public sealed class CallerConverter : IConverter<Caller, CallerSurrogate>
{
    public Caller ConvertFromSurrogate(in CallerSurrogate surrogate) =>
        new(surrogate.Subject, [.. surrogate.Roles.Zip(surrogate.Scopes, (role, scope) => new Grant((Role)role, scope))]);

    public CallerSurrogate ConvertToSurrogate(in Caller value) =>
        new(value.Subject, [.. value.Grants.Select(g => (int)g.Role)], [.. value.Grants.Select(g => g.Scope)]);
}

/// <summary>How a <see cref="Rejection"/> crosses the wire.</summary>
[GenerateSerializer, Immutable, Alias("Parley.RejectionSurrogate")]
public readonly record struct RejectionSurrogate(
    [property: Id(0)] RejectionCode Code,
    [property: Id(1)] string Reason,
    [property: Id(2)] string Message,
    [property: Id(3)] string Resource,
    [property: Id(4)] string[] Metadata,
    [property: Id(5)] string[] Fields,
    [property: Id(6)] string[] Preconditions);

/// <summary>Converts a <see cref="Rejection"/>; lists of small records travel as flat lists of their strings.</summary>
[RegisterConverter]
public sealed class RejectionConverter : IConverter<Rejection, RejectionSurrogate>
{
    public Rejection ConvertFromSurrogate(in RejectionSurrogate s) => new(s.Code, s.Reason, s.Message)
    {
        Resource = s.Resource,
        Metadata = s.Metadata.Chunk(2).ToImmutableDictionary(p => p[0], p => p[1]),
        Fields = [.. s.Fields.Chunk(3).Select(f => new FieldViolation(f[0], f[1], f[2]))],
        Preconditions = [.. s.Preconditions.Chunk(3).Select(p => new PreconditionViolation(p[0], p[1], p[2]))],
    };

    public RejectionSurrogate ConvertToSurrogate(in Rejection r) => new(
        r.Code,
        r.Reason,
        r.Message,
        r.Resource,
        [.. r.Metadata.SelectMany(m => new[] { m.Key, m.Value })],
        [.. r.Fields.SelectMany(f => new[] { f.Field, f.Reason, f.Description })],
        [.. r.Preconditions.SelectMany(p => new[] { p.Type, p.Subject, p.Description })]);
}
