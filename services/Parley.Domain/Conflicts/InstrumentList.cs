using NodaTime;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>The list of instruments: a page of those that were announced, with what is counted as of this reading.</summary>
internal static class InstrumentList
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 500;

    /// <summary>Answers the list. The page token is plain: the truce of the last instrument on the page before.</summary>
    public static ReadAnswer Answer(ConflictState state, ListInstrumentsRequest list, Instant now, ConflictLimits limits)
    {
        if (list.PageSize is < 0 or > MaxPageSize)
        {
            return new(null, Rejection.Invalid("page_size", "PAGE_SIZE_INVALID", $"must be from 0 to {MaxPageSize}; 0 means {DefaultPageSize}."));
        }

        if (list.Party.Length > 0 && ForeignName.In(list.Party, state.Journal, "party") is { } foreign)
        {
            return new(null, Rejection.Invalid(foreign));
        }

        var all = InstrumentChains.InOrder(state.Instruments, now);
        var begin = 0;
        if (list.PageToken.Length > 0)
        {
            // The cursor is looked up among all: what it points at may no longer pass the filter, and is on record for ever.
            begin = all.TakeWhile(c => c.Announced.Instrument.Truce != list.PageToken).Count() + 1;
            if (begin > all.Length)
            {
                return new(null, Rejection.Invalid("page_token", "PAGE_TOKEN_INVALID", "is not one that this list has given; begin anew without."));
            }
        }

        return new(Page(state, [.. all.Skip(begin).Where(c => Passes(c, list))], list.PageSize == 0 ? DefaultPageSize : list.PageSize, limits), null);
    }

    private static ListInstrumentsResponse Page(ConflictState state, IReadOnlyList<ChainedInstrument> rest, int size, ConflictLimits limits)
    {
        var response = new ListInstrumentsResponse();
        var bytes = 0;
        foreach (var chained in rest.Take(size))
        {
            var instrument = View(chained, state.Register);
            bytes += instrument.CalculateSize();
            if (response.Instruments.Count > 0 && bytes > limits.MaxInstrumentPageBytes)
            {
                break;
            }

            response.Instruments.Add(instrument);
        }

        if (response.Instruments.Count < rest.Count)
        {
            response.NextPageToken = response.Instruments[^1].Truce;
        }

        return response;
    }

    private static bool Passes(ChainedInstrument chained, ListInstrumentsRequest list)
    {
        var instrument = chained.Announced.Instrument;
        return (list.States.Count == 0 || list.States.Contains(instrument.State))
            && (list.Party.Length == 0 || instrument.Parties.Contains(list.Party));
    }

    private static Instrument View(ChainedInstrument chained, PartyRegister register)
    {
        var instrument = chained.Announced.Instrument.Clone();
        instrument.Effect = instrument.Effect is { Instant: not null } effect ? effect.WithRenderings(register.Clocks) : null;
        instrument.AnnounceTime = chained.Announced.AnnouncedAt.ToTimestamp();
        instrument.TimeInForce = chained.TimeInForce.ToProto();
        instrument.ChainPosition = chained.Position;
        instrument.ChainTimeInForce = chained.ChainTimeInForce.ToProto();
        return instrument;
    }
}
