using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using NodaTime.Text;
using Parley.Contract;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>
/// What the contract itself says of each field of the terms: which names it holds, which format it has, that ids are unique
/// in their list and that a choice is made. Read from the contract, so that a new field is under the law from its first day.
/// </summary>
internal static class FieldRules
{
    private const string IdField = "id";

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM-dd");

    /// <summary>Fields in which no time at all is a sensible period: at once, without warning, from conclusion on.</summary>
    private static readonly HashSet<string> MayBeZero = new(StringComparer.Ordinal)
    {
        "parley.v1.AfterEvent.period", "parley.v1.AutoRenewingTerm.notice_period",
        "parley.v1.Denunciation.notice_period", "parley.v1.InterimDuty.period_before_effect",
    };

    public static void Check(TermsReading reading) => Walk(reading, reading.Terms, TermsReading.Root);

    private static void Walk(TermsReading reading, IMessage message, string path)
    {
        if (message is LegalTime or LocalizedText)
        {
            return;
        }

        foreach (var choice in message.Descriptor.Oneofs)
        {
            reading.Require(choice.Accessor.GetCaseFieldDescriptor(message) is not null, path, TermsReasons.OneOfRequired,
                $"Set one of {string.Join(", ", choice.Fields.Select(f => f.Name))}.");
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var at = $"{path}.{field.Name}";
            var rule = field.GetOptions()?.GetExtension(RulesExtensions.Rule);
            switch (field.Accessor.GetValue(message))
            {
                case IList list:
                    WalkList(reading, list, field, rule, at);
                    break;
                case string text:
                    CheckText(reading, text, field, rule, at);
                    break;
                case IMessage inner:
                    Walk(reading, inner, at);
                    break;
                case null when rule is { Required: true } && field.MessageType != LocalizedText.Descriptor:
                    reading.Refuse(at, TermsReasons.FieldRequired, "It must be given.");
                    break;
                default:
                    break;
            }
        }
    }

    private static void WalkList(TermsReading reading, IList list, FieldDescriptor field, FieldRule? rule, string path)
    {
        reading.Require(list.Count > 0 || rule is not { Required: true }, path, TermsReasons.FieldRequired, "Give at least one.");
        var idField = field.FieldType == FieldType.Message ? field.MessageType.FindFieldByName(IdField) : null;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var at = $"{path}[{i}]";
            if (list[i] is string text)
            {
                CheckText(reading, text, field, rule, at);
            }
            else if (list[i] is IMessage item)
            {
                Walk(reading, item, at);
                var id = (string?)idField?.Accessor.GetValue(item);
                reading.Require(string.IsNullOrEmpty(id) || ids.Add(id), $"{at}.{IdField}", TermsReasons.DuplicateId,
                    $"{id} is already the id of another of these. Ids stay and name one thing.");
            }
        }
    }

    private static void CheckText(TermsReading reading, string text, FieldDescriptor field, FieldRule? rule, string path)
    {
        if (rule is null)
        {
            return;
        }

        if (text.Length == 0)
        {
            reading.Require(!rule.Required, path, TermsReasons.FieldRequired, "It must be given.");
            return;
        }

        CheckName(reading, text, rule.Resource, path);
        switch (rule.Format)
        {
            case FieldFormat.Period when Periods.Violation(text, path, MayBeZero.Contains(field.FullName)) is { } violation:
                reading.Violations.Add(violation);
                break;
            case FieldFormat.TimeOfDay:
                reading.Require(TimesOfDay.TryParse(text, out _), path, TimeReasons.TimeOfDayInvalid,
                    $"{text} is not a time of day. Write it like 06:00 or 21:45:30.");
                break;
            case FieldFormat.Date:
                reading.Require(Date.Parse(text).Success, path, TermsReasons.DateInvalid, $"{text} is not a date. Write it like 2020-11-15.");
                break;
            case FieldFormat.Zone:
                reading.Require(Zones.IsKnown(text), path, TimeReasons.ZoneUnknown,
                    $"The IANA time zone database {Zones.DataVersion} has no zone {text}. Name one that it has, such as Asia/Yerevan.");
                break;
            default:
                break;
        }
    }

    private static void CheckName(TermsReading reading, string name, string pattern, string path)
    {
        (IReadOnlySet<string> Known, string Reason)? kind = pattern switch
        {
            ResourceName.PartyPattern => (reading.Parties, TermsReasons.UnknownParty),
            ResourceName.AreaPattern => (reading.Areas, TermsReasons.UnknownArea),
            ResourceName.TrucePattern => (reading.KnownTruces, TermsReasons.UnknownTruce),
            _ => null,
        };
        if (kind is not { } of)
        {
            return;
        }

        if (ResourceName.ConflictOf(name) != reading.ConflictName)
        {
            reading.Refuse(path, TermsReasons.ForeignName, $"{name} is not of {reading.ConflictName}. Terms name only what belongs to their own conflict.");
        }
        else if (name != reading.TruceName)
        {
            reading.Require(of.Known.Contains(name), path, of.Reason, $"{reading.ConflictName} has no {name}. Register it first, or correct the name.");
        }
        else
        {
            reading.Refuse(path, TermsReasons.RelatedToItself, $"{name} is this truce. A truce says nothing of itself as of another.");
        }
    }
}
