//! Valid inputs to start from: a few people whose tables use every column, and generated ones, clean and dirty.

use std::collections::BTreeMap;

use renmai::generate::GenerateOptions;

use crate::mutate::Table;

/// The tables, as the options call them.
pub const TABLES: [&str; 6] = ["memberships", "interactions", "users", "groups", "purchases", "suppress"];

const BY_HAND: [&str; 6] = [
    "user_id,group_id,joined_at,left_at,member_type\n\
     u1,g1,2025-01-01,,customer\nu2,g1,2025/1/2 13:00,2025-05-01,2\nu3,g1,1735700000,,客户\nu4,g1,,,\ns1,g1,,,staff\n\
     u4,g2,2025年1月3日,,\nu5,g2,,,\nu6,g2,,,\nr1,g2,,,机器人\nu6,g3,20250104,,\nu7,g3,,,\nu8,g4,,,\n",
    "发送人,接收人,类型,时间,次数\n\
     u1,u2,私聊,2025-06-01 10:00,3\nu2,u1,mention,2025-06-02T10:00:00+08:00,1\nu3,u4,群消息,1748800000000,\n\
     u5,u6,moment_like,,2.5\nu9,u1,remark,2025-05-30,1\nu4,s1,private_chat,2025-06-03,1\nu7,u8,sms,2025-06-04,1\n",
    "user_id,nickname,city,device,role,remark_count,tags,registered_at,last_active_at,monthly_spend,owner_id,opted_out,consent,门店,积分\n\
     u1,小王,上海,iPhone 15,好友,60,母婴>婴幼儿辅食>价格敏感;健身,2024-05-01,2025-06-01,\"¥1,200\",s1,否,是,0017,3\n\
     u2,\"李,四\",北京,HUAWEI Mate,group_member,2,母婴,2025-05-20,,300元,s1,no,yes,0018,4.5\n\
     u3,=1+1,,,follower,,,,,0,,yes,yes,,\nu4,👍,上海市,小米,,1,健身>瑜伽,2025-06-04,,,s2,0,1,a,5\n\
     u5,小红,杭州,,粉丝,,,,,90,,,,,\nu6,,上海,,,,,2020-01-01,2020-02-01,600,,,,,\n",
    "群ID,群名,类型,城市,标签,群主\ng1,早餐群,interest,上海,母婴,s1\ng2,辅食群,marketing,北京,母婴>婴幼儿辅食,s2\ng3,\"a\nb\",,,,u7\ng9,空,other,杭州,健身,\n",
    "user_id,at,amount\nu1,2025-05-01,99.5\nu1,2025-05-02,-20\nu2,2025-04-01,\"1,299.00\"\nu4,2024年12月1日,￥35\nu6,2020-01-05,10\n",
    "用户ID\nu7\nu8\nnobody\n",
];

/// One valid input: every table parsed into cells.
pub type World = BTreeMap<&'static str, Table>;

fn parse(bytes: &[u8]) -> Table {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let cells = |row: &csv::ByteRecord| row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    reader.byte_records().map(|row| cells(&row.unwrap())).collect()
}

fn generated(users: usize, dirty: bool) -> World {
    let options = GenerateOptions { users, circle_size: 20, dirty, ..GenerateOptions::default() };
    let files = crate::common::generated::files(&options);
    let table = |name: &str| files.get(&*format!("{name}.csv")).map_or_else(Table::new, |bytes| parse(bytes));
    let mut world: World = TABLES.iter().map(|&name| (name, table(name))).collect();
    world.insert("suppress", parse(BY_HAND[5].as_bytes()));
    world
}

/// All of them.
pub fn worlds() -> Vec<World> {
    let by_hand: World = TABLES.into_iter().zip(BY_HAND.map(|text| parse(text.as_bytes()))).collect();
    vec![by_hand.clone(), by_hand.clone(), by_hand, generated(40, false), generated(40, false), generated(40, true)]
}
