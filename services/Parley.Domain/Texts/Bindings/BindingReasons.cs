namespace Parley.Domain.Texts.Bindings;

/// <summary>Why a binding is refused, beside the reasons of times and terms. Part of the contract.</summary>
public static class BindingReasons
{
    /// <summary>The words say something else than the parameter. Metadata: <c>language</c>, <c>words</c>, <c>parameter</c>.</summary>
    public const string BindingDiffers = "BINDING_DIFFERS";

    /// <summary>The excerpt does not stand in the clause, mark for mark.</summary>
    public const string WordsNotInClause = "WORDS_NOT_IN_CLAUSE";

    /// <summary>The clause has a language for which no excerpt is given.</summary>
    public const string WordsMissing = "WORDS_MISSING";

    /// <summary>None of the languages is one whose deadline words are known.</summary>
    public const string LanguageNotRead = "LANGUAGE_NOT_READ";

    public const string UnknownBinding = "UNKNOWN_BINDING";
    public const string DuplicateTruce = "DUPLICATE_TRUCE";

    /// <summary>A party to the terms of a truce is none of those whose signature as a party the text needs.</summary>
    public const string SignatoryMissing = "SIGNATORY_MISSING";
}
