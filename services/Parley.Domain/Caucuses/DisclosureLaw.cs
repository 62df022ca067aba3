using System.Collections.Frozen;
using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>What mediators may do with a message, by what its sender has said. What is not in the table is refused.</summary>
public static class DisclosureLaw
{
    private static readonly ImmutableArray<RelayForm> Either = [RelayForm.AsOwn, RelayForm.Attributed];

    /// <summary>By what the sender allows: the forms in which the message may be relayed. Who allows its name to be used allows it to be left out.</summary>
    public static FrozenDictionary<Disclosure, ImmutableArray<RelayForm>> Table { get; } = new Dictionary<Disclosure, ImmutableArray<RelayForm>>
    {
        [Disclosure.MediatorOnly] = [],
        [Disclosure.MayConveyAsOwn] = [RelayForm.AsOwn],
        [Disclosure.MayAttribute] = Either,
        [Disclosure.Free] = Either,
    }.ToFrozenDictionary();

    /// <summary>Why a message may not be relayed in this form; null when it may.</summary>
    internal static Rejection? Check(CaucusMessage message, RelayForm form)
    {
        var allowed = Table.GetValueOrDefault(message.Disclosure, []);
        if (allowed.Contains(form))
        {
            return null;
        }

        var (disclosure, forms) = (ContractName.Of(message.Disclosure), string.Join(", ", allowed.Select(ContractName.Of)));
        var rest = allowed.IsEmpty
            ? "It stays in its caucus. Ask its sender to say it again under another rule."
            : $"It may be relayed as {forms}.";
        return Rejection.Precondition("DISCLOSURE_FORBIDS", message.Name, $"The sender of {message.Name} has said {disclosure}, which does not allow {ContractName.Of(form)}. {rest}")
            .With("disclosure", disclosure)
            .With("form", ContractName.Of(form))
            .With("allowed_forms", forms.Replace(" ", "", StringComparison.Ordinal));
    }
}
