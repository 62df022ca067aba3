using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Signing;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>The text as its readers see it, every instant on every party's clock.</summary>
internal static class TextView
{
    public static NegotiatingText Of(TextRecord text)
    {
        // The stored messages are only lent to this one: what is rendered is a copy of it all.
        var view = new NegotiatingText
        {
            Name = text.Journal,
            Title = text.Tabled.Title,
            PrevailingLanguage = text.Tabled.PrevailingLanguage,
            PenHolder = text.Tabled.PenHolder,
            OriginalsForm = text.Tabled.OriginalsForm,
            ConfirmationDeadline = text.Tabled.ConfirmationDeadline,
            Accession = text.Tabled.Accession,
            State = text.Stage,
            Revision = text.Revision,
            OpenBrackets = ClauseStatuses.OpenBrackets(text),
            Clean = ClauseStatuses.IsClean(text),
            ConcludeTime = text.ConcludedAt?.ToTimestamp(),
            ConcludedByOpening = text.ConcludedBy,
            CreateTime = text.CreatedAt.ToTimestamp(),
            UpdateTime = text.ChangedAt.ToTimestamp(),
            Etag = Etag.Of(text.HeadVersion),
        };
        view.Languages.AddRange(text.Tabled.Languages);
        view.RequiredSignatories.AddRange(text.Tabled.RequiredSignatories);
        view.Clauses.AddRange(text.Clauses.Select(c => ClauseOf(text, c)));
        view.Amendments.AddRange(text.Amendments.OrderBy(a => a.State != AmendmentState.Open));
        view.Signatures.AddRange(text.Signatures);
        view.Originals.AddRange(Originals.Of(text));
        view.FullPowers.AddRange(text.FullPowers);
        view.SilenceProcedures.AddRange(text.Procedures);
        view.Openings.AddRange(text.Openings);
        view.Truces.AddRange(view.Clauses.SelectMany(c => c.Bindings).Where(b => b.Truce is not null).Select(b => b.Truce));
        view.DirectionFlags.AddRange(FlagsOf(text));
        return text.Clocks.Render(view);
    }

    /// <summary>Words that read otherwise than they are stored, from before such words were refused.</summary>
    public static IEnumerable<DirectionFlag> FlagsOf(TextRecord text) =>
        DirectionFlags.Of("title", text.Tabled.Title)
            .Concat(DirectionFlags.Of("clauses", text.Clauses))
            .Concat(DirectionFlags.Of("amendments", text.Amendments.OrderBy(a => a.State != AmendmentState.Open)))
            .Concat(DirectionFlags.Of("signatures", text.Signatures))
            .Concat(DirectionFlags.Of("full_powers", text.FullPowers))
            .Concat(DirectionFlags.Of("silence_procedures", text.Procedures))
            .Concat(DirectionFlags.Of("openings", text.Openings));

    /// <summary>A clause with what became of the truces that it opens.</summary>
    private static TextClause ClauseOf(TextRecord text, TextClause clause)
    {
        if (!clause.Bindings.Any(b => b.Truce is not null && text.OpenedTruces.ContainsKey(b.Truce.TruceId)))
        {
            return clause;
        }

        var settled = clause.Clone();
        foreach (var truce in settled.Bindings.Select(b => b.Truce).Where(t => t is not null))
        {
            if (text.OpenedTruces.TryGetValue(truce.TruceId, out var refusal))
            {
                truce.Refusal = refusal;
                truce.Truce = refusal.Length == 0 ? TruceOf(text, truce.TruceId) : "";
            }
        }

        return settled;
    }

    private static string TruceOf(TextRecord text, string id) =>
        ResourceName.Child(ResourceName.ConflictOf(text.Journal), "truces", id);
}
