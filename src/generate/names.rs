//! Invented names: nicknames, groups, cities, tags, devices. Nicknames are put together from everyday words, so none
//! of them is a person's.

use super::random::Random;

/// A field of interest with its sub-fields and what people there call each other.
#[derive(Debug)]
pub(super) struct Theme {
    industry: &'static str,
    fields: [&'static str; 5],
    people: [&'static str; 3],
}

const fn theme(industry: &'static str, fields: [&'static str; 5], people: [&'static str; 3]) -> Theme {
    Theme { industry, fields, people }
}

/// Fields of interest; neighbouring circles have different ones.
pub(super) const THEMES: [Theme; 14] = [
    theme("母婴", ["婴幼儿辅食", "奶粉尿裤", "早教玩具", "童装童鞋", "孕期护理"], ["宝妈", "奶爸", "孕妈"]),
    theme("美妆", ["护肤", "彩妆", "香水", "美甲", "洗护"], ["小仙女", "护肤党", "成分党"]),
    theme("美食", ["烘焙", "家常菜", "火锅", "咖啡", "零食"], ["吃货", "厨友", "面包控"]),
    theme("健身", ["瑜伽", "跑步", "减脂餐", "撸铁", "游泳"], ["跑友", "瑜伽姐妹", "健身搭子"]),
    theme("宠物", ["猫粮", "狗粮", "宠物医疗", "宠物用品", "水族"], ["铲屎官", "猫友", "狗友"]),
    theme("数码", ["手机", "摄影", "智能家居", "耳机", "平板"], ["机友", "摄影控", "极客"]),
    theme("旅行", ["周边游", "露营", "自驾", "海岛", "亲子游"], ["驴友", "背包客", "露营搭子"]),
    theme("读书", ["绘本", "小说", "历史", "成长", "心理"], ["书友", "书虫", "共读人"]),
    theme("家居", ["收纳", "软装", "家电", "厨具", "灯具"], ["业主", "收纳控", "装修党"]),
    theme("职场", ["简历", "考证", "写作", "演讲", "副业"], ["打工人", "考友", "同行"]),
    theme("汽车", ["新能源", "保养", "改装", "二手车", "自驾装备"], ["车友", "车主", "新手司机"]),
    theme("园艺", ["多肉", "月季", "阳台种菜", "绿植", "花艺"], ["花友", "菜友", "植物控"]),
    theme("服饰", ["通勤", "汉服", "大码", "运动", "内衣"], ["穿搭党", "汉服同袍", "衣橱控"]),
    theme("生鲜", ["水果", "海鲜", "牛羊肉", "蔬菜", "奶制品"], ["邻居", "团友", "水果控"]),
];

/// Third level of a tag: how people buy.
const BEHAVIOURS: [&str; 8] =
    ["价格敏感", "品质优先", "囤货型", "尝鲜型", "送礼需求", "高频复购", "爱看直播", "乐于分享"];
/// Share of tags that reach the second level, and of those, the third (67 % and 28 % of all).
const SECOND_LEVEL: f64 = 0.67;
const THIRD_LEVEL: f64 = 0.28 / 0.67;

/// Cities, with their shares.
#[rustfmt::skip]
pub(super) const CITIES: [(&str, u32); 32] = [
    ("上海", 10), ("北京", 10), ("广州", 8), ("深圳", 9), ("成都", 8), ("杭州", 8), ("重庆", 7), ("武汉", 6),
    ("西安", 5), ("苏州", 5), ("南京", 5), ("天津", 4), ("长沙", 4), ("郑州", 4), ("青岛", 3), ("宁波", 3),
    ("东莞", 3), ("佛山", 3), ("合肥", 3), ("厦门", 3), ("济南", 2), ("福州", 2), ("昆明", 2), ("沈阳", 2),
    ("大连", 2), ("无锡", 2), ("南昌", 2), ("贵阳", 1), ("南宁", 1), ("哈尔滨", 1), ("石家庄", 1), ("兰州", 1),
];

/// Devices, with their shares; a few are unknown.
#[rustfmt::skip]
pub(super) const DEVICES: [(&str, u32); 12] = [
    ("iPhone 15", 14), ("iPhone 14", 12), ("iPhone 13", 11), ("iPhone 16", 7), ("iPad", 2), ("Android 14", 18),
    ("Android 13", 12), ("Android 12", 7), ("HarmonyOS 4", 9), ("HarmonyOS 3", 4), ("Windows 11", 1), ("", 3),
];

/// Kinds of groups, with their shares.
const GROUP_KINDS: [(&str, u32); 5] =
    [("interest", 42), ("marketing", 32), ("neighbourhood", 12), ("work", 7), ("event", 7)];

const FRONTS: [&str; 6] = ["阿", "小", "大", "老", "阿", "小"];
const SOUNDS: [&str; 32] = [
    "哲", "宁", "琳", "杰", "楠", "安", "洛", "念", "禾", "乔", "夏", "北", "岚", "溪", "舟", "柒", "久", "墨", "晴",
    "凯", "远", "航", "宇", "菲", "朵", "晨", "星", "橙", "麦", "果", "栗", "唐",
];
const THINGS: [&str; 48] = [
    "小鹿",
    "团子",
    "豆豆",
    "糯米",
    "桃子",
    "柚子",
    "橙子",
    "可乐",
    "奶茶",
    "布丁",
    "汤圆",
    "芒果",
    "李子",
    "栗子",
    "土豆",
    "番茄",
    "南瓜",
    "海盐",
    "薄荷",
    "麦子",
    "星星",
    "月亮",
    "云朵",
    "海风",
    "山茶",
    "向日葵",
    "满天星",
    "小熊",
    "考拉",
    "柴犬",
    "橘猫",
    "鲸鱼",
    "松鼠",
    "企鹅",
    "刺猬",
    "水獭",
    "蘑菇",
    "年糕",
    "豆浆",
    "油条",
    "饺子",
    "馄饨",
    "火锅",
    "咖啡豆",
    "棉花糖",
    "泡泡",
    "石头",
    "叮当",
];
const KIN: [&str; 12] = ["妈妈", "麻麻", "爸爸", "妈咪", "姐姐", "哥哥", "奶奶", "老师", "同学", "家的", "姥姥", "爹"];
const HABITS: [&str; 24] = [
    "爱做饭的",
    "爱跑步的",
    "早睡早起的",
    "不想上班的",
    "在路上的",
    "爱吃辣的",
    "慢吞吞的",
    "养猫的",
    "种花的",
    "会修灯的",
    "爱笑的",
    "攒钱的",
    "学琴的",
    "减肥中的",
    "晒太阳的",
    "不喝咖啡的",
    "爱逛街的",
    "看海的",
    "爬山的",
    "画画的",
    "写字的",
    "追剧的",
    "做面包的",
    "爱旅行的",
];
const PLACES: [&str; 14] =
    ["城南", "城北", "江边", "湖畔", "巷口", "西街", "东门", "老街", "海边", "山脚", "河西", "桥头", "新村", "南山"];
const STATES: [&str; 16] = [
    "要加油",
    "在吃饭",
    "睡不醒",
    "很开心",
    "的日常",
    "要早睡",
    "不加班",
    "去远方",
    "的小店",
    "今天也在",
    "的春天",
    "收信中",
    "慢慢来",
    "正在输入",
    "爱生活",
    "回来了",
];
const LATIN: [&str; 18] = [
    "Momo", "Coco", "Lulu", "Nana", "Kiki", "Mia", "Luna", "Leo", "Sunny", "Cloud", "Olive", "Mint", "Berry", "Echo",
    "Yoyo", "Dudu", "Tony", "Amber",
];
const EMOJI: [&str; 16] =
    ["🌸", "🍀", "🐱", "☀️", "🌙", "🍓", "✨", "🌈", "🍉", "🐶", "🌻", "❤️", "🐰", "🎈", "🍊", "🏃"];
/// Nicknames that test a reader or a spreadsheet: quotes, commas, text that looks like a formula.
const AWKWARD: [&str; 8] =
    ["=小数点=", "@团子", "+1的快乐", "-慢慢-", "豆豆,勿扰", "人称\"橘猫\"", "A.  Mint", "小熊, \"本人\""];

/// What nicknames are put together from, with the share of each pattern.
const PATTERNS: [(&[&[&str]], u32); 12] = [
    (&[&THINGS, &KIN], 170),
    (&[&FRONTS, &SOUNDS], 130),
    (&[&HABITS, &THINGS], 130),
    (&[&THINGS, &STATES], 90),
    (&[&PLACES, &THINGS], 90),
    (&[&SOUNDS, &SOUNDS], 80),
    (&[&LATIN], 60),
    (&[&LATIN, &THINGS], 50),
    (&[&PLACES, &FRONTS, &SOUNDS], 70),
    (&[&THINGS], 70),
    (&[&HABITS, &FRONTS, &SOUNDS], 57),
    (&[&AWKWARD], 3),
];

/// A nickname.
pub(super) fn nickname(random: &mut Random) -> String {
    let mut name = String::with_capacity(32);
    for words in PATTERNS[random.weighted(&PATTERNS)].0 {
        name.push_str(random.pick::<&str>(words));
    }
    match random.below(100) {
        0..=13 => name.push_str(random.pick::<&str>(&EMOJI)),
        14..=19 => name.push_str(&random.between(1, 99).to_string()),
        _ => {}
    }
    name
}

/// Kind and name of a group; `city` is empty for groups of no city.
pub(super) fn group(random: &mut Random, theme: &Theme, city: &str) -> (&'static str, String) {
    let kind = GROUP_KINDS[random.weighted(&GROUP_KINDS)].0;
    let field = random.pick(&theme.fields);
    let people = random.pick(&theme.people);
    let number = random.between(1, 30);
    let name = match kind {
        "interest" => match random.below(3) {
            0 => format!("{city}{field}交流群{number}"),
            1 => format!("{city}{people}的{field}小屋"),
            _ => format!("{field}打卡{number}群"),
        },
        "marketing" => match random.below(3) {
            0 => format!("{}福利秒杀{number}群", theme.industry),
            1 => format!("{city}{field}会员群{number}"),
            _ => format!("{field}团购{number}群"),
        },
        "neighbourhood" => format!("{city}{}{people}邻里群", random.pick(&PLACES)),
        "work" => format!("{}{field}项目组{number}", theme.industry),
        _ => format!("{city}{field}活动报名{number}群"),
    };
    (kind, name)
}

/// A tag of one to `levels` levels, `industry>field>behaviour`.
pub(super) fn tag(random: &mut Random, theme: &Theme, levels: usize) -> String {
    let mut tag = theme.industry.to_owned();
    if levels > 1 && random.chance(SECOND_LEVEL) {
        tag.push('>');
        tag.push_str(random.pick::<&str>(&theme.fields));
        if levels > 2 && random.chance(THIRD_LEVEL) {
            tag.push('>');
            tag.push_str(random.pick::<&str>(&BEHAVIOURS));
        }
    }
    tag
}
