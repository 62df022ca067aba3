using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;

namespace Parley.Domain.Texts;

/// <summary>
/// Who may read a text: those in the talks, whatever becomes of it. That it is open to accession opens its record to nobody: the words that
/// others join are theirs to know, how they came about is not.
/// </summary>
internal static class TextAudience
{
    public static ImmutableArray<string> Of(TextRecord text) =>
        text.Exists ? Audience.OfNegotiation(ResourceName.ChildOfConflict(text.Journal), text.Delegations) : [];
}
