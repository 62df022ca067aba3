namespace Parley.Domain.Truces.Terms;

/// <summary>Why terms are refused, beside <see cref="Time.TimeReasons"/>. Part of the contract.</summary>
public static class TermsReasons
{
    public const string FieldRequired = "FIELD_REQUIRED";
    public const string FieldNotApplicable = "FIELD_NOT_APPLICABLE";
    public const string OneOfRequired = "ONE_OF_REQUIRED";
    public const string NumberOutOfRange = "NUMBER_OUT_OF_RANGE";
    public const string DateInvalid = "DATE_INVALID";
    public const string UpdateMaskInvalid = "UPDATE_MASK_INVALID";

    public const string ForeignName = "FOREIGN_NAME";
    public const string UnknownParty = "UNKNOWN_PARTY";
    public const string UnknownArea = "UNKNOWN_AREA";
    public const string UnknownTruce = "UNKNOWN_TRUCE";
    public const string RelatedToItself = "RELATED_TO_ITSELF";
    public const string DuplicateRelation = "DUPLICATE_RELATION";

    public const string DuplicateId = "DUPLICATE_ID";
    public const string UnknownCondition = "UNKNOWN_CONDITION";
    public const string UnknownClause = "UNKNOWN_CLAUSE";
    public const string UnknownPhase = "UNKNOWN_PHASE";

    public const string DuplicateParty = "DUPLICATE_PARTY";
    public const string PartyExcluded = "PARTY_EXCLUDED";
    public const string PartiesMissing = "PARTIES_MISSING";
    public const string ReciprocityMismatch = "RECIPROCITY_MISMATCH";
    public const string PartyRequired = "PARTY_REQUIRED";

    public const string EffectMissing = "EFFECT_MISSING";
    public const string PartEmpty = "PART_EMPTY";
    public const string ConditionsMissing = "CONDITIONS_MISSING";
    public const string AnchorNotPossible = "ANCHOR_NOT_POSSIBLE";
    public const string PhaseWithoutEnd = "PHASE_WITHOUT_END";
    public const string Cycle = "CYCLE";
    public const string WindowEmpty = "WINDOW_EMPTY";
    public const string CandidatesNotDifferent = "CANDIDATES_NOT_DIFFERENT";

    public const string EndBeforeEffect = "END_BEFORE_EFFECT";
    public const string DeadlineAfterEnd = "DEADLINE_AFTER_END";
    public const string MaximumTooShort = "MAXIMUM_TOO_SHORT";
    public const string RenewalTooShort = "RENEWAL_TOO_SHORT";
    public const string NoticeTooLong = "NOTICE_TOO_LONG";
}
