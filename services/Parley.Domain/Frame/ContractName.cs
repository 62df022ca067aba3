using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Parley.Domain.Frame;

/// <summary>What the contract calls a value, without the prefix of its enum: IN_FORCE for TRUCE_STATE_IN_FORCE.</summary>
internal static class ContractName
{
    /// <summary>The name; a value that the contract does not know is its number.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.All.GetValueOrDefault(value) ?? value.ToString();

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> All = typeof(TEnum)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToFrozenDictionary(f => (TEnum)f.GetValue(null)!, f => WithoutPrefix(f.GetCustomAttribute<OriginalNameAttribute>()!.Name, f.Name));

        // The generated name is the contract's without prefix and underscores; so as many letters from the end are the name.
        private static string WithoutPrefix(string name, string generated)
        {
            var start = name.Length;
            for (var letters = generated.Length; letters > 0; start--)
            {
                letters -= name[start - 1] == '_' ? 0 : 1;
            }

            return name[start..];
        }
    }
}
