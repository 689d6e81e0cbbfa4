//! What the words of cells mean that say yes or no, who somebody is, who opted out, and who has left.

use super::cell::half_width;
use super::{MemberType, Role};

/// A word as words are compared.
pub(super) fn word_of(cell: &str) -> String {
    if cell.is_ascii() {
        return cell.trim().to_ascii_lowercase();
    }
    simplified(half_width(cell).trim().to_lowercase())
}

/// Traditional characters of headers and words, ascending, and simplified ones.
#[rustfmt::skip]
const SIMPLIFIED: [(char, char); 76] = [
    ('來', '来'), ('係', '系'), ('備', '备'), ('價', '价'), ('內', '内'), ('冊', '册'), ('創', '创'), ('動', '动'),
    ('區', '区'), ('員', '员'), ('啓', '启'), ('啟', '启'), ('單', '单'), ('團', '团'), ('實', '实'), ('對', '对'),
    ('屬', '属'), ('帳', '账'), ('後', '后'), ('從', '从'), ('態', '态'), ('應', '应'), ('戶', '户'), ('擾', '扰'),
    ('數', '数'), ('時', '时'), ('暱', '昵'), ('會', '会'), ('業', '业'), ('標', '标'), ('機', '机'), ('營', '营'),
    ('狀', '状'), ('發', '发'), ('碼', '码'), ('稱', '称'), ('積', '积'), ('籤', '签'), ('級', '级'), ('組', '组'),
    ('絕', '绝'), ('絡', '络'), ('編', '编'), ('總', '总'), ('繫', '系'), ('聯', '联'), ('與', '与'), ('號', '号'),
    ('訂', '订'), ('訊', '讯'), ('設', '设'), ('許', '许'), ('註', '注'), ('話', '话'), ('誰', '谁'), ('請', '请'),
    ('變', '变'), ('負', '负'), ('責', '责'), ('買', '买'), ('賣', '卖'), ('購', '购'), ('躍', '跃'), ('進', '进'),
    ('銷', '销'), ('閉', '闭'), ('開', '开'), ('間', '间'), ('閱', '阅'), ('關', '关'), ('離', '离'), ('電', '电'),
    ('額', '额'), ('類', '类'), ('顧', '顾'), ('點', '点'),
];

/// Traditional characters of headers and words as simplified ones.
pub(super) fn simplified(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let plain = |c| SIMPLIFIED.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| SIMPLIFIED[at].1);
    text.chars().map(plain).collect()
}

/// Yes or no; 1.0 and 0.0 are what a column with empty cells becomes in pandas. A lone `x` may be a cross or a tick.
pub(crate) fn flag(cell: &str) -> Option<bool> {
    match word_of(cell).as_str() {
        "yes" | "y" | "true" | "t" | "1" | "1.0" | "on" | "是" | "是的" | "有" | "对" | "勾" | "已勾选" | "√" | "✓"
        | "✔" | "✅" | "☑" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "0.0" | "off" | "否" | "不是" | "没有" | "错" | "未勾选" | "×" | "✗"
        | "✘" | "❌" | "☐" => Some(false),
        _ => None,
    }
}

/// Whether a cell of the column of those who opted out says so: `退订` is a yes here and a no in the column of those who agreed.
pub(super) fn opted_out(cell: &str) -> Option<bool> {
    match word_of(cell).as_str() {
        "已退订" | "退订" | "拒收" | "已拒收" | "拒绝" | "已拒绝" | "不同意" | "取消订阅" | "已取消订阅"
        | "unsubscribed" | "opted out" | "opted_out" | "opt-out" | "optout" | "blocked" => Some(true),
        "未退订" | "未拒收" | "正常" | "已订阅" | "订阅" | "订阅中" | "subscribed" | "active" => {
            Some(false)
        }
        word => flag(word).or_else(|| is_a_day(word).then_some(true)),
    }
}

/// Whether a cell tells when, not whether.
fn is_a_day(word: &str) -> bool {
    let parts = word.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-/.:+年月日时分秒tz".contains(c);
    word.chars().all(is_part) && parts.clone().count() > 2 && parts.take(3).all(|part| part.contains(|c| c != '0'))
}

/// Whether a cell of the column of those who still want messages says that they do not.
pub(super) fn unwanted(cell: &str) -> Option<bool> {
    match word_of(cell).as_str() {
        "未订阅" | "不订阅" | "不接收" | "未接收" | "已关闭" | "关闭" | "停止" => Some(true),
        "接收" | "接收中" | "已开启" | "开启" => Some(false),
        word => flag(word).map(|wanted| !wanted).or_else(|| opted_out(word)),
    }
}

/// Whether a cell of any column, or one of the words in it, says that somebody opted out.
pub(super) fn tells_of_opting_out(cell: &str) -> bool {
    let is_one = |word: &str| {
        matches!(
            word_of(word).trim_end_matches(['!', '.', '。', '~']),
            "退订"
                | "已退订"
                | "拒收"
                | "已拒收"
                | "取消订阅"
                | "已取消订阅"
                | "拉黑"
                | "已拉黑"
                | "黑名单"
                | "免打扰"
                | "勿扰"
                | "不要联系"
                | "勿联系"
                | "请勿联系"
                | "请勿打扰"
                | "勿打扰"
                | "不要打扰"
                | "别打扰"
                | "不要再联系"
                | "拉黑了"
                | "unsubscribed"
                | "opted out"
                | "opted_out"
                | "opt-out"
                | "optout"
                | "do not contact"
                | "do_not_contact"
                | "dnc"
                | "blacklisted"
        )
    };
    // Spares ordinary cells the comparisons: by how those words begin.
    let may_be = |c: char| match c {
        'u' | 'U' | 'o' | 'O' | 'd' | 'D' | 'b' | 'B' => true,
        '退' | '已' | '拒' | '取' | '拉' | '黑' | '免' | '勿' | '不' | '别' | '別' | '请' | '請' => true,
        _ => c.is_whitespace(),
    };
    let parts = |c: char| matches!(c, ';' | '；' | '|' | '｜' | ',' | '，' | '、' | '/' | '>' | '＞');
    let words = cell.split(parts);
    words.filter(|word| word.starts_with(may_be) && word.len() <= 32).any(is_one)
}

/// Whether what somebody wrote of a person may say that they want no messages.
pub(super) fn may_tell_of_opting_out(remark: &str) -> bool {
    let words = [
        "退订",
        "打扰",
        "勿扰",
        "拉黑",
        "黑名单",
        "不要联系",
        "不要再联系",
        "别联系",
        "勿联系",
        "拒收",
        "unsubscribe",
        "do not contact",
    ];
    // Most remarks are short, and many are empty.
    remark.len() > 5 && words.iter().any(|word| remark.contains(word))
}

/// Whether a cell of the column of those who agreed says so.
pub(super) fn consent(cell: &str) -> Option<bool> {
    match word_of(cell).as_str() {
        "同意" | "已同意" | "已授权" | "授权" | "agreed" | "granted" | "opted in" | "opted_in" | "opt-in" => {
            Some(true)
        }
        "不同意" | "未同意" | "未授权" | "拒绝" | "已拒绝" | "撤回" | "已撤回" | "退订" | "已退订" | "denied"
        | "declined" | "revoked" | "withdrawn" | "unsubscribed" => Some(false),
        word => flag(word),
    }
}

/// Whether a cell of any column says that a member has left the group, or is there.
pub(super) fn says_left(cell: &str) -> Option<bool> {
    let may_be = |c: char| match c {
        'l' | 'L' | 'i' | 'I' | 'q' | 'Q' | 'e' | 'E' | 'r' | 'R' | 'k' | 'K' => true,
        '已' | '退' | '离' | '移' | '被' | '在' | '未' | '群' | '主' | '自' | '踢' => true,
        _ => c.is_whitespace(),
    };
    if cell.len() > 24 || !cell.starts_with(may_be) {
        return None;
    }
    match word_of(cell).as_str() {
        "已退群" | "退群" | "已退出" | "退出" | "退出群聊" | "已退出群聊" | "已离群" | "离群" | "已离开" | "已移出"
        | "移出群聊" | "被移出" | "被移出群聊" | "被移出群" | "已被移出" | "已移出群聊" | "移出群" | "主动退群"
        | "主动退出" | "自行退群" | "自动退群" | "被动退群" | "退群成功" | "离开" | "离开群聊" | "踢出" | "踢出群"
        | "踢出群聊" | "被踢" | "被踢出" | "被踢出群" | "被踢出群聊" | "left" | "left group" | "left the group"
        | "leave" | "quit" | "exit" | "exited" | "removed" | "kicked" | "kicked out" => Some(true),
        "在群" | "在群中" | "在群里" | "在群内" | "群内" | "未退群" | "未退出" | "in group" | "in_group" => {
            Some(false)
        }
        _ => None,
    }
}

/// Customer, staff or robot; the numbers are WeCom's (1 a member of the company, 2 an outside contact). A place in a group, its owner's
/// included, makes nobody staff.
pub(super) fn member_type(cell: &str) -> Option<MemberType> {
    match word_of(cell).as_str() {
        "customer" | "external" | "2" | "客户" | "顾客" | "外部联系人" | "外部成员" | "外部客户" | "微信用户"
        | "微信客户" | "群主" | "管理员" | "群管理员" | "成员" | "普通成员" | "群成员" | "owner" | "admin"
        | "administrator" | "member" => Some(MemberType::Customer),
        "staff" | "employee" | "internal" | "1" | "员工" | "企业成员" | "内部成员" | "企业微信成员"
        | "企业微信用户" | "内部员工" | "企微员工" | "企微成员" | "企业员工" | "客服" => {
            Some(MemberType::Staff)
        }
        "robot" | "bot" | "机器人" | "群机器人" => Some(MemberType::Robot),
        _ => None,
    }
}

/// Friend, group member or follower.
pub(super) fn role(cell: &str) -> Option<Role> {
    match word_of(cell).as_str() {
        "friend" | "好友" => Some(Role::Friend),
        "group_member" | "group member" | "群成员" => Some(Role::GroupMember),
        "follower" | "粉丝" | "关注者" => Some(Role::Follower),
        _ => None,
    }
}

/// The tags of a cell: `;`, `|`, `,` and `、` stand between tags, `>` and `/` between levels (half or full width). Tags come
/// as `a>b>c`, levels trimmed, empty ones left out.
pub(super) fn tags(cell: &str) -> impl Iterator<Item = String> + '_ {
    cell.split([';', '；', '|', '｜', ',', '，', '、']).filter_map(|tag| {
        let levels: Vec<&str> = tag.split(['>', '＞', '/']).map(str::trim).filter(|l| !l.is_empty()).collect();
        (!levels.is_empty()).then(|| levels.join(">"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_traditional_character_is_found() {
        assert!(SIMPLIFIED.is_sorted());
        assert!(SIMPLIFIED.iter().all(|&(of, to)| simplified(format!("a{of}b")) == format!("a{to}b")));
    }

    #[test]
    fn words() {
        assert_eq!((flag("是"), flag("FALSE"), flag("maybe")), (Some(true), Some(false), None));
        for (said, expected) in
            [("√", Some(true)), ("ON", Some(true)), ("off", Some(false)), ("×", Some(false)), ("x", None), ("无", None)]
        {
            assert_eq!((flag(said), opted_out(said), consent(said)), (expected, expected, expected), "{said}");
        }
        for (said, out, agreed) in [
            ("已退订", Some(true), Some(false)),
            ("退订", Some(true), Some(false)),
            ("未退订", Some(false), None),
            ("正常", Some(false), None),
            ("同意", None, Some(true)),
            ("不同意", Some(true), Some(false)),
            ("未同意", None, Some(false)),
            ("Unsubscribed", Some(true), Some(false)),
        ] {
            assert_eq!((flag(said), opted_out(said), consent(said)), (None, out, agreed), "{said}");
        }
        assert_eq!((member_type("1"), member_type("机器人")), (Some(MemberType::Staff), Some(MemberType::Robot)));
        for said in ["群主", "管理员", "普通成员", "成员", "Owner", "admin", "member", "微信用户", "外部联系人", "2"]
        {
            assert_eq!(member_type(said), Some(MemberType::Customer), "{said}");
        }
        for said in ["企业成员", "内部成员", "企业微信成员", "员工", "internal"] {
            assert_eq!(member_type(said), Some(MemberType::Staff), "{said}");
        }
        assert_eq!((role("粉丝"), role("x")), (Some(Role::Follower), None));
        let list: Vec<String> = tags("母婴 > 辅食＞价格敏感；数码/手机| ;, 户外、").collect();
        assert_eq!(list, ["母婴>辅食>价格敏感", "数码>手机", "户外"]);
    }
}
