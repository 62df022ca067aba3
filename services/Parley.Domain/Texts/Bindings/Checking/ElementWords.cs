using System.Collections.Immutable;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings.Checking;

/// <summary>
/// Words by which a text shows that it holds an element. That they stand somewhere is a hint, not proof: the answer names the clause, and
/// people read it.
/// </summary>
internal static class ElementWords
{
    private static readonly Dictionary<string, Dictionary<TextElement, ImmutableArray<Phrase>>> Lexicon = new(StringComparer.Ordinal)
    {
        [Languages.English] = new()
        {
            [TextElement.Parties] = Phrase.All("the parties", "each party", "the sides", "both sides", "the undersigned"),
            [TextElement.Instant] = Phrase.All("upon signature", "on signature", "upon its signature", "from the moment of signature"),
            [TextElement.Area] = Phrase.All("line of contact", "contact line", "along the line", "corridor", "district", "region", "territory", "area of", "demarcation line"),
            [TextElement.Acts] = Phrase.All("hostilities", "military action", "military actions", "shall not", "refrain", "prohibited", "shelling", "attacks", "remain in their current positions", "stop at their current positions"),
            [TextElement.Monitoring] = Phrase.All("monitor*", "observer*", "verif*", "peacekeep*", "peacemaking", "supervis*", "ceasefire control"),
            [TextElement.DisputePath] = Phrase.All("dispute*", "disagreement*", "complaint*", "differences of interpretation", "questions of interpretation"),
        },
        [Languages.Russian] = new()
        {
            [TextElement.Parties] = Phrase.All("стороны", "сторонами", "сторонам", "каждая из сторон", "каждая сторона"),
            [TextElement.Instant] = Phrase.All("с момента подписания", "после подписания", "при подписании"),
            [TextElement.Area] = Phrase.All("линия соприкосновения", "линии соприкосновения", "коридор*", "район*", "территори*", "область", "области"),
            [TextElement.Acts] = Phrase.All("военных действий", "военные действия", "боевых действий", "боевые действия", "запрещ*", "воздержив*", "обязуются не", "обстрел*", "останавливаются на занимаемых"),
            [TextElement.Monitoring] = Phrase.All("мониторинг*", "наблюдател*", "наблюдени*", "проверк*", "верификаци*", "миротворч*", "контроль", "контролю", "контроля"),
            [TextElement.DisputePath] = Phrase.All("спор", "споры", "споров", "спорах", "спорные", "разноглас*", "толкован*", "жалоб*"),
        },
        [Languages.French] = new()
        {
            [TextElement.Parties] = Phrase.All("les parties", "chaque partie", "des parties", "les soussignés"),
            [TextElement.Instant] = Phrase.All("dès la signature", "à la signature"),
            [TextElement.Area] = Phrase.All("ligne de contact", "ligne de front", "couloir*", "corridor*", "district*", "région*", "territoire*", "zone*"),
            [TextElement.Acts] = Phrase.All("hostilités", "actions militaires", "s abstien*", "interdit*", "bombardement*", "tirs", "attaque*"),
            [TextElement.Monitoring] = Phrase.All("observateur*", "surveillance", "vérification*", "maintien de la paix", "contrôle du cessez le feu"),
            [TextElement.DisputePath] = Phrase.All("différend*", "litige*", "désaccord*", "plainte*", "interprétation"),
        },
        [Languages.Armenian] = new()
        {
            [TextElement.Parties] = Phrase.All("կողմերը", "կողմերի", "կողմերին", "յուրաքանչյուր կողմ"),
            [TextElement.Instant] = Phrase.All("ստորագրման պահից"),
            [TextElement.Area] = Phrase.All("շփման գիծ*", "շփման գծ*", "միջանցք*", "շրջան*", "տարածք*"),
            [TextElement.Acts] = Phrase.All("ռազմական գործողություն*", "մարտական գործողություն*", "արգելվ*", "ձեռնպահ", "գնդակոծ*", "հրետակոծ*"),
            [TextElement.Monitoring] = Phrase.All("մշտադիտարկ*", "դիտորդ*", "խաղաղապահ*", "ստուգ*", "վերահսկ*"),
            [TextElement.DisputePath] = Phrase.All("վեճ*", "տարաձայնություն*", "բողոք*", "մեկնաբան*"),
        },
        [Languages.Azerbaijani] = new()
        {
            [TextElement.Parties] = Phrase.All("tərəflər*", "hər bir tərəf*"),
            [TextElement.Instant] = Phrase.All("imzalandığı andan", "imzalandıqdan"),
            [TextElement.Area] = Phrase.All("təmas xətti*", "dəhliz*", "rayon*", "ərazi*", "bölgə*"),
            [TextElement.Acts] = Phrase.All("hərbi əməliyyat*", "döyüş əməliyyat*", "qadağan*", "çəkinir*", "atəşə tut*"),
            [TextElement.Monitoring] = Phrase.All("monitorinq*", "müşahidə*", "sülhməramlı*", "yoxlama*", "nəzarət*"),
            [TextElement.DisputePath] = Phrase.All("mübahisə*", "fikir ayrılığı*", "şikayət*", "təfsir*"),
        },
        [Languages.Arabic] = new()
        {
            [TextElement.Parties] = Phrase.All("الطرفان", "الطرفين", "الأطراف", "كل طرف"),
            [TextElement.Instant] = Phrase.All("فور التوقيع", "عند التوقيع", "لحظة التوقيع"),
            [TextElement.Area] = Phrase.All("خط التماس", "خطوط التماس", "ممر", "منطقة", "إقليم", "أراضي"),
            [TextElement.Acts] = Phrase.All("الأعمال العدائية", "العمليات العسكرية", "الأعمال القتالية", "يمتنع*", "يحظر", "القصف", "الهجمات"),
            [TextElement.Monitoring] = Phrase.All("مراقب*", "المراقب*", "رصد", "الرصد", "التحقق", "للتحقق", "حفظ السلام", "لمراقبة"),
            [TextElement.DisputePath] = Phrase.All("نزاع بشأن", "الخلاف*", "خلاف*", "المنازعات", "شكوى", "الشكاوى", "تفسير"),
        },
    };

    /// <summary>True when words of an element stand in a version of a clause.</summary>
    public static bool Stand(TextElement element, LanguageVersion version) =>
        Lexicon.TryGetValue(Languages.Primary(version.Language), out var elements)
        && elements.TryGetValue(element, out var phrases) && phrases.Any(p => p.IsIn(version.Tokens));
}
