using CsCheck;

namespace Parley.Domain.Tests.Conflicts;

/// <summary>Generators of the examples.</summary>
internal static class Some
{
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
