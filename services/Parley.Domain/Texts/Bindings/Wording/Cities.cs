using System.Collections.Immutable;
using NodaTime.TimeZones;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// Whose clocks a city or country in words stands for, in each language as it stands beside "time": московскому, Երևանի. In languages with
/// Latin letters the cities of the zone data are known as well; two places on the same clock are still two.
/// </summary>
internal static class Cities
{
    /// <summary>Areas of the zone data whose zones bear the names of cities and islands.</summary>
    private static readonly ImmutableHashSet<string> Areas =
        ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

    /// <summary>Names of zones that are also points of the compass.</summary>
    private static readonly ImmutableHashSet<string> NoNames = ["North", "South", "West"];

    private static readonly ImmutableArray<City> Known =
    [
        //      en | fr | ru | hy | az | ar
        new("Europe/Moscow", "moscow|moscou|московск*/москве/москвы|մոսկվա*|moskva*|موسكو"),
        new("Asia/Yerevan", "yerevan/armenia/armenian|erevan/arménie|ереванск*/еревану/еревана/армянск*/армении|երևան*/հայաստան*|yerevan/irəvan/ermənistan|يريفان/أرمينيا"),
        new("Asia/Baku", "baku/azerbaijan/azerbaijani|bakou/azerbaïdjan|бакинск*/баку/азербайджанск*/азербайджану/азербайджана|բաքվի/բաքու/ադրբեջան*|bakı/bakının/azərbaycan|باكو/أذربيجان"),
        new("Asia/Tbilisi", "tbilisi|tbilissi|тбилисск*/тбилиси|թբիլիսի*|tbilisi/tiflis|تبليسي/تبيليسي"),
        new("Europe/Istanbul", "istanbul/ankara|istanbul/ankara|стамбульск*/стамбулу/анкарск*/анкаре|ստամբուլ*/անկարա*|istanbul/ankara|إسطنبول/اسطنبول/أنقرة"),
        new("Asia/Tehran", "tehran/iran/iranian|téhéran|тегеранск*/тегерану|թեհրան*|tehran|طهران"),
        new("America/New_York", "new york/washington/eastern|new york/washington|нью йоркск*/нью йорку/вашингтонск*/вашингтону|նյու յորք*/վաշինգտոն*|nyu york/vaşinqton|نيويورك/واشنطن"),
        new("Europe/London", "london|londres|лондонск*/лондону|լոնդոն*|london|لندن"),
        new("Europe/Paris", "paris|paris|парижск*/парижу|փարիզ*|paris|باريس"),
        new("Europe/Zurich", "geneva/zurich/bern|genève/zurich/berne|женевск*/женеве/цюрихск*/цюриху|ժնև*/ցյուրիխ*|cenevrə/sürix|جنيف/زيورخ"),
        new("Europe/Vienna", "vienna|vienne|венск*/вене|վիեննա*|vyana|فيينا"),
        new("Europe/Berlin", "berlin|berlin|берлинск*/берлину|բեռլին*|berlin|برلين"),
        new("Europe/Brussels", "brussels|bruxelles|брюссельск*/брюсселю|բրյուսել*|brüssel|بروكسل"),
        new("Europe/Rome", "rome|rome|римск*/риму|հռոմ*|roma|روما"),
        new("Europe/Madrid", "madrid|madrid|мадридск*/мадриду|մադրիդ*|madrid|مدريد"),
        new("Europe/Oslo", "oslo|oslo|осло|օսլո*|oslo|أوسلو"),
        new("Europe/Stockholm", "stockholm|stockholm|стокгольмск*/стокгольму|ստոկհոլմ*|stokholm|ستوكهولم"),
        new("Europe/Helsinki", "helsinki|helsinki|хельсинкск*/хельсинки|հելսինկի*|helsinki|هلسنكي"),
        new("Europe/Warsaw", "warsaw|varsovie|варшавск*/варшаве|վարշավա*|varşava|وارسو"),
        new("Europe/Athens", "athens|athènes|афинск*/афинам|աթենք*|afina|أثينا"),
        new("Europe/Belgrade", "belgrade|belgrade|белградск*/белграду|բելգրադ*|belqrad|بلغراد"),
        new("Europe/Sarajevo", "sarajevo|sarajevo|сараевск*/сараево|սարաևո*|sarayevo|سراييفو"),
        new("Asia/Nicosia", "nicosia|nicosie|никосии|նիկոսիա*|nikosiya|نيقوسيا"),
        new("Europe/Minsk", "minsk|minsk|минск*|մինսկ*|minsk|مينسك"),
        new("Europe/Kyiv", "kyiv/kiev|kyiv/kiev|киевск*/киеву|կիև*|kiyev|كييف"),
        new("Europe/Chisinau", "chisinau|chisinau|кишиневск*/кишиневу|քիշնև*|kişinyov|كيشيناو"),
        new("Asia/Damascus", "damascus|damas|дамасск*/дамаску|դամասկոս*|dəməşq|دمشق"),
        new("Asia/Beirut", "beirut|beyrouth|бейрутск*/бейруту|բեյրութ*|beyrut|بيروت"),
        new("Asia/Jerusalem", "jerusalem/israel|jérusalem|иерусалимск*/иерусалиму|երուսաղեմ*|qüds/yerusəlim|القدس/إسرائيل"),
        new("Asia/Gaza", "gaza|gaza|газе/газы|գազա*|qəzza|غزة"),
        new("Africa/Cairo", "cairo|caire|каирск*/каиру|կահիրե*|qahirə|القاهرة"),
        new("Asia/Amman", "amman|amman|амманск*/амману|ամման*|əmman|عمان"),
        new("Asia/Baghdad", "baghdad|bagdad|багдадск*/багдаду|բաղդադ*|bağdad|بغداد"),
        new("Asia/Riyadh", "riyadh/jeddah/mecca|riyad/djeddah|эр риядск*/эр рияду/джидде|ռիյադ*|ər riyad|الرياض/جدة/مكة المكرمة"),
        new("Asia/Qatar", "doha/qatar|doha|дохе/катарск*|դոհա*|doha|الدوحة"),
        new("Asia/Dubai", "dubai/abu dhabi|dubaï|дубайск*/дубаю|դուբայ*|dubay|دبي/أبوظبي"),
        new("Asia/Aden", "sanaa/aden|sanaa/aden|аденск*/адену/сане|սանա*|səna|صنعاء/عدن"),
        new("Africa/Tripoli", "tripoli|tripoli|триполи|տրիպոլի*|tripoli|طرابلس"),
        new("Africa/Khartoum", "khartoum|khartoum|хартумск*/хартуму|խարթում*|xartum|الخرطوم"),
        new("Africa/Juba", "juba|juba|джубе|ջուբա*|cuba|جوبا"),
        new("Africa/Addis_Ababa", "addis ababa|addis abeba|аддис абебе|ադիս աբեբա*|əddis əbəbə|أديس أبابا"),
        new("Africa/Nairobi", "nairobi|nairobi|найроби|նայրոբի*|nayrobi|نيروبي"),
        new("Africa/Kinshasa", "kinshasa|kinshasa|киншасе|կինշասա*|kinşasa|كينشاسا"),
        new("Asia/Kabul", "kabul|kaboul|кабульск*/кабулу|քաբուլ*|kabil|كابول"),
        new("Asia/Karachi", "islamabad/karachi/pakistan|islamabad|исламабадск*/исламабаду|իսլամաբադ*|islamabad|إسلام آباد"),
        new("Asia/Kolkata", "delhi/new delhi|delhi/new delhi|дели|դելի*|dehli|دلهي/نيودلهي"),
        new("Asia/Shanghai", "beijing|pékin|пекинск*/пекину|պեկին*|pekin|بكين"),
        new("Asia/Seoul", "seoul|séoul|сеульск*/сеулу|սեուլ*|seul|سول/سيول"),
        new("Asia/Pyongyang", "pyongyang|pyongyang|пхеньянск*/пхеньяну|փհենյան*|pxenyan|بيونغ يانغ"),
        new("Asia/Tokyo", "tokyo|tokyo|токийск*/токио|տոկիո*|tokio|طوكيو"),
        new("Asia/Almaty", "astana/almaty|astana/almaty|астане/астанинск*/алматы/алматинск*|աստանա*|astana/almatı|أستانا"),
        new("America/Bogota", "bogota|bogota|боготе|բոգոտա*|boqota|بوغوتا"),
        new("America/Havana", "havana|havane|гаване|հավանա*|havana|هافانا"),
        new("Atlantic/Azores", "azores|açores|азорск*|ազորյան*|azor*|جزر الأزور/الأزور"),
        new("Atlantic/Reykjavik", "reykjavik|reykjavik|рейкьявикск*/рейкьявику|ռեյկյավիկ*|reykyavik|ريكيافيك"),
    ];

    /// <summary>The cities of the zone data by the first word of their name.</summary>
    private static readonly ILookup<string, (Phrase Name, string Zone)> OfZoneData = TzdbDateTimeZoneSource.Default.GetIds()
        .Select(id => (Parts: id.Split('/'), Zone: id))
        .Where(z => z.Parts.Length == 2 && Areas.Contains(z.Parts[0]) && !NoNames.Contains(z.Parts[1]))
        .Select(z => (Name: z.Parts[1].Replace('_', ' ').Replace('-', ' '), z.Zone))
        .ToLookup(z => Folding.Fold(z.Name.Split(' ')[0]), z => (new Phrase(z.Name), z.Zone));

    /// <summary>The zone whose city's name begins with a token, and how many tokens it takes; null for none.</summary>
    public static string? Read(string language, IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = 0;
        if (at < 0 || at >= tokens.Count || tokens[at].Kind != TokenKind.Word)
        {
            return null;
        }

        var (primary, zone) = (Languages.Primary(language), (string?)null);
        foreach (var city in Known)
        {
            Take(city.In(primary).Select(n => n.Match(tokens, at)).DefaultIfEmpty().Max(), city.Zone, ref length, ref zone);
        }

        if (primary is Languages.English or Languages.French or Languages.Azerbaijani)
        {
            foreach (var (name, id) in OfZoneData[tokens[at].Text])
            {
                Take(name.Match(tokens, at), id, ref length, ref zone);
            }
        }

        return zone;
    }

    private static void Take(int taken, string of, ref int length, ref string? zone)
    {
        if (taken > length)
        {
            (length, zone) = (taken, of);
        }
    }

    /// <summary>A zone and what its place is called.</summary>
    private sealed class City(string zone, string names)
    {
        private static readonly ImmutableArray<string> Order =
            [Languages.English, Languages.French, Languages.Russian, Languages.Armenian, Languages.Azerbaijani, Languages.Arabic];

        private readonly ImmutableArray<ImmutableArray<Phrase>> _names = [.. names.Split('|').Select(n => Phrase.All(n.Split('/')))];

        public string Zone { get; } = zone;

        public ImmutableArray<Phrase> In(string primary) => Order.IndexOf(primary) is var at and >= 0 ? _names[at] : [];
    }
}
