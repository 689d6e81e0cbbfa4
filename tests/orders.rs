//! Orders as shops export them: units and currencies, refunds, states, several times and amounts, lines that come twice.

use renmai::progress::Progress;
use renmai::tables::{Source, Sources, Tables, Zone, format_time, read};
use renmai::text::Lang;
use renmai::{Error, ErrorKind};

fn given(files: &[&str], set: impl FnOnce(&mut Sources)) -> Result<Tables, Error> {
    let source = |(i, text): (usize, &&str)| Source::bytes(format!("p{i}.csv"), text.as_bytes().to_vec());
    let members = vec![Source::bytes("m.csv", &b"user_id,group_id\na,g\nb,g\n"[..])];
    let purchases = files.iter().enumerate().map(source).collect();
    let mut sources = Sources { memberships: members, purchases, ..Sources::default() };
    sources.input.allow_disjoint = true;
    set(&mut sources);
    read(&sources, &Progress::silent())
}

#[track_caller]
fn reading(text: &str) -> Tables {
    given(&[text], |_| ()).unwrap_or_else(|error| panic!("{}", error.render(Lang::En)))
}

#[track_caller]
fn failing(text: &str) -> String {
    let error = given(&[text], |_| ()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Data);
    error.render(Lang::En)
}

/// Who, when and how much, by user.
fn bought(tables: &Tables) -> Vec<(&str, String, f64)> {
    let p = &tables.purchases;
    let at = |i: usize| format_time(p.at[i], &Zone::default()).trim_end_matches(" 00:00:00").to_owned();
    (0..p.user.len()).map(|i| (tables.users.name(p.user[i]), at(i), p.amount[i])).collect()
}

fn amounts(tables: &Tables) -> Vec<f64> {
    bought(tables).into_iter().map(|(_, _, amount)| amount).collect()
}

/// How many, and in what words.
#[track_caller]
fn told(tables: &Tables, code: &str) -> (u64, String) {
    let found = tables.findings.iter().find(|finding| finding.code == code);
    let codes: Vec<_> = tables.findings.iter().map(|finding| &*finding.code).collect();
    let found = found.unwrap_or_else(|| panic!("{code}: {codes:?}"));
    (found.count, found.sentence.render(Lang::En))
}

fn is_told(tables: &Tables, code: &str) -> bool {
    tables.findings.iter().any(|finding| finding.code == code)
}

#[test]
fn the_header_says_the_unit() {
    for (header, cells, expected) in [
        ("金额(分)", ["1234", "7", "-350", "1e3"], [12.34, 0.07, -3.5, 10.0]),
        ("金额（单位：分）", ["1234", "\"1,234\"", "0", "-1"], [12.34, 12.34, 0.0, -0.01]),
        ("amount_cents", ["110", "230", "29", "57"], [1.1, 2.3, 0.29, 0.57]),
        ("金额（万元）", ["1.1", "0.2999", "-3", "12"], [11_000.0, 2_999.0, -30_000.0, 120_000.0]),
        ("amount(k)", ["1.1", "2", "3", "4"], [1_100.0, 2_000.0, 3_000.0, 4_000.0]),
        ("实付金额/元", ["￥1.1", "2元", "-3", "4"], [1.1, 2.0, -3.0, 4.0]),
        ("金额(CNY)", ["RMB 1", "2 元", "¥3", "4"], [1.0, 2.0, 3.0, 4.0]),
        ("金额（含税）", ["1", "1.2万", "3", "4"], [1.0, 12_000.0, 3.0, 4.0]),
    ] {
        let rows: String = cells.iter().enumerate().map(|(i, cell)| format!("u{i},2024-05-01,{cell}\n")).collect();
        let tables = reading(&format!("user_id,at,{header}\n{rows}"));
        assert_eq!(amounts(&tables), expected, "{header}");
        assert!(!is_told(&tables, "foreign_currency"), "{header}");
        let scales = ["分", "cents", "万元", "(k)"].iter().any(|unit| header.contains(unit));
        assert_eq!(is_told(&tables, "amounts_scaled"), scales, "{header}");
    }
    let (_, words) = told(&reading("user_id,at,金额(分)\na,2024-05-01,5\n"), "amounts_scaled");
    assert!(words.contains("金额(分)") && words.contains("1/100"), "{words}");
    // A unit in the cell beside the one in the header is this or that; so are two columns in two units.
    assert!(failing("user_id,at,金额(分)\na,2024-05-01,12元\n").contains("12元"));
    assert!(failing("user_id,at,金额(万元)\na,2024-05-01,1.2万\n").contains("1.2万"));
    assert!(failing("user_id,at,金额(元),金额(分)\na,2024-05-01,12,1200\n").contains("金额(元)"));
    let spend =
        Tables::from_csv(&[("users", "user_id,月消费（分）\na,1250\n"), ("memberships", "user_id,group_id\na,g\n")]);
    assert_eq!(spend.unwrap().user_table.monthly_spend, [12.5]);
}

#[test]
fn currencies_are_named_and_never_added_up() {
    for (header, cells, currency) in [
        ("amount", ["$12", "($3)"], "USD"),
        ("amount(USD)", ["12", "-3"], "USD"),
        ("amount_usd", ["US$12", "-3"], "USD"),
        ("金额", ["12 HK$", "-3"], "HKD"),
        ("金额（港元）", ["12", "-3"], "HKD"),
        ("金额", ["€12", "-3"], "EUR"),
        ("金额", ["12日元", "-3"], "JPY"),
    ] {
        let tables = reading(&format!("user_id,at,{header}\na,2024-05-01,{}\nb,2024-05-01,{}\n", cells[0], cells[1]));
        assert_eq!(amounts(&tables), [12.0, -3.0], "{header}");
        let (_, words) = told(&tables, "foreign_currency");
        assert!(words.contains(currency) && words.contains(header), "{words}");
    }
    for (header, cells, currencies) in [
        ("amount", ["￥12", "$12"], "CNY, USD"),
        ("金额(元)", ["12", "$12"], "CNY, USD"),
        ("amount(USD)", ["12", "€12"], "USD, EUR"),
        ("金额", ["12港元", "12元"], "CNY, HKD"),
    ] {
        let text = format!("user_id,at,{header}\na,2024-05-01,{}\nb,2024-05-01,{}\n", cells[0], cells[1]);
        assert!(failing(&text).contains(currencies), "{header}");
    }
    let text = "user_id,at,amount,币种\na,2024-05-01,12,CNY\nb,2024-05-01,12,人民币\n";
    assert!(!is_told(&reading(text), "foreign_currency"));
    assert!(failing(&text.replace("人民币", "USD")).contains("CNY, USD"));
}

#[test]
fn refunds_lower_what_was_spent() {
    let tables = reading(
        "user_id,at,amount,退款金额\na,2024-05-01,0.3,0.1\nb,2024-05-01,50,\nc,2024-05-01,80,80\nd,2024-05-01,9,-2\ne,2024-05-01,-4,4\n",
    );
    assert_eq!(amounts(&tables), [0.2, 50.0, 7.0, -4.0]);
    assert_eq!((told(&tables, "refunds_taken_off").0, told(&tables, "refunded_wholly").0), (2, 1));
    // In hundredths as the amount is in yuan.
    assert_eq!(amounts(&reading("user_id,at,amount,refund_amount(分)\na,2024-05-01,3,150\n")), [1.5]);

    let tables = reading(
        "user_id,at,amount,订单状态,售后状态\na,2024-05-01,1,已发货,无售后或售后取消\nb,2024-05-01,2,已发货,退款成功\nc,2024-05-01,4,已收货,换货中\n",
    );
    assert_eq!((amounts(&tables), told(&tables, "refunded_wholly").0), (vec![1.0, 4.0], 1));
    assert!(told(&tables, "states_unknown").1.contains("换货中 (1)"));
    // Where a column says how much, that counts.
    let text = "user_id,at,amount,退款状态,退款金额\na,2024-05-01,10,退款成功,3\nb,2024-05-01,2,退款成功,2\n";
    assert_eq!(amounts(&reading(text)), [7.0]);

    let tables = reading(
        "user_id,at,amount,交易类型,状态\na,2024-05-01,100,消费,\na,2024-05-02,30,退款,\nb,2024-05-01,-30,退货,\nc,2024-05-01,500,充值,\n\
         d,2024-05-01,500,提现,\ne,2024-05-01,5,团购,\n",
    );
    assert_eq!(amounts(&tables), [100.0, -30.0, -30.0, 5.0]);
    assert_eq!((told(&tables, "refund_rows").0, told(&tables, "no_purchases").0), (2, 2));
    assert!(told(&tables, "kinds_unknown").1.contains("团购 (1)"));
    // The state of a refund is no state of a purchase.
    let text = "user_id,at,amount,type,status\na,2024-05-01,100,sale,paid\na,2024-05-02,30,refund,已退款\na,2024-05-03,9,refund,closed\n";
    assert_eq!(amounts(&reading(text)), [100.0, -30.0]);
}

#[test]
fn states_that_nobody_knows_are_told() {
    let text = "user_id,at,amount,订单状态\na,2024-05-01,1,交易成功\nb,2024-05-01,2,待发货\nc,2024-05-01,4,挂起\nd,2024-05-01,8,挂起（人工）\n\
        e,2024-05-01,16,quux\nf,2024-05-01,32,交易关闭\ng,2024-05-01,64,\n";
    let tables = reading(text);
    assert_eq!(amounts(&tables), [1.0, 2.0, 4.0, 8.0, 16.0, 64.0]);
    let (count, words) = told(&tables, "states_unknown");
    assert!(count == 3 && words.contains("挂起 (2), quux (1)") && words.contains("input.not_counted"), "{words}");
    let settled = given(&[text], |sources| sources.input.not_counted = vec!["挂起".into(), "Quux".into()]).unwrap();
    assert_eq!(amounts(&settled), [1.0, 2.0, 32.0, 64.0]);
    assert!(!is_told(&settled, "states_unknown"));
}

#[test]
fn what_does_not_count_need_not_be_whole() {
    let tables = reading(
        "user_id,at,amount,status\na,2024-05-01,1,已完成\nb,,2,待付款\nc,soon,3,交易关闭\nd,2024-05-01,,unpaid\n,2024-05-01,x,已取消\n",
    );
    assert_eq!((bought(&tables), told(&tables, "orders_not_counted").0), (vec![("a", "2024-05-01".into(), 1.0)], 4));
    assert!(failing("user_id,at,amount,status\na,2024-05-01,1,已完成\nb,,2,已完成\n").contains("p0.csv:3"));
}

#[test]
fn exports_of_five_shops() {
    let taobao = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,收货人姓名,联系手机,订单创建时间,订单付款时间,宝贝标题\n\
        t1,a,100.00,8.00,108.00,98.50,交易成功,x,'13800000001,2024-05-01 10:00:00,2024-05-02 10:05:00,茶\n\
        t2,b,100.00,0.00,100.00,0.00,交易关闭,x,'13800000002,2024-05-01 10:00:00,,茶\n\
        t3,b,100.00,0.00,100.00,0.00,等待买家付款,x,'13800000002,2024-05-03 10:00:00,,茶\n";
    let pinduoduo = "商品,订单号,订单状态,商品总价(元),店铺优惠折扣(元),平台优惠折扣(元),用户实付金额(元),商家实收金额(元),商品数量(件),用户id,订单成交时间,支付时间\n\
        茶,p1,已发货，待签收,108,5,4.5,98.5,103,1,a,2024-05-02 10:05:00,2024-05-02 10:05:00\n";
    let jd = "订单号,商品名称,订购数量,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,下单帐号,联系电话,付款确认时间\n\
        j1,茶,1,2024-05-01 10:00:00,108,108,100,0,98.5,完成,a,1,2024-05-02 10:05:00\nj2,茶,1,2024-05-01 10:00:00,108,108,100,0,98.5,(删除)等待付款确认,b,1,\n";
    let youzan = "订单号,订单状态,订单创建时间,买家付款时间,商品金额合计,运费,店铺优惠合计,应收订单金额,订单实付金额,买家手机号,买家昵称\n\
        y1,交易完成,2024-05-01 10:00:00,2024-05-02 10:05:00,108.00,0,9.5,98.50,98.50,a,x\n";
    let wechat = "订单号,订单下单时间,支付时间,订单状态,商品总价,运费,优惠金额,订单实际支付金额,收件人手机,用户openid\n\
        w1,2024-05-01 10:00:00,2024-05-02 10:05:00,待发货,108,0,9.5,98.5,a,o\n";
    for (shop, text) in
        [("taobao", taobao), ("pinduoduo", pinduoduo), ("jd", jd), ("youzan", youzan), ("wechat", wechat)]
    {
        let tables = reading(text);
        let got: Vec<(String, f64)> = bought(&tables).into_iter().map(|(_, at, amount)| (at, amount)).collect();
        assert_eq!(got, [("2024-05-02 10:05:00".to_owned(), 98.5)], "{shop}");
        assert!(told(&tables, "column_chosen").1.contains("input.columns"), "{shop}");
    }
    let tables = reading(taobao);
    let chosen = tables.findings.iter().filter(|finding| finding.code == "column_chosen");
    let words: Vec<String> = chosen.map(|finding| finding.sentence.render(Lang::En)).collect();
    assert!(words[1].contains("at was taken from \"订单付款时间\"; \"订单创建时间\""), "{words:?}");
    assert!(words[0].contains("amount was taken from \"买家实际支付金额\"; \"总金额\""), "{words:?}");
}

#[test]
fn a_time_of_payment_that_is_empty() {
    let text = "user_id,支付时间,amount,status\na,2024-05-01,1,\nb,,2,\n";
    let tables = reading(text);
    assert_eq!((amounts(&tables), told(&tables, "orders_unpaid").0), (vec![1.0], 1));
    // Another cell says that it was paid: which is right cannot be told.
    assert!(failing("user_id,支付时间,amount,status\na,2024-05-01,1,\nb,,2,已完成\n").contains("支付时间"));
    assert!(failing("user_id,下单时间,amount\na,2024-05-01,1\nb,,2\n").contains("下单时间"));
}

#[test]
fn a_day_and_a_time_of_day_are_one_time() {
    let expected = vec![("a", "2024-05-13 09:30:00".to_owned(), 1.0), ("b", "2024-06-01 21:05:00".to_owned(), 2.0)];
    for text in [
        "user_id,日期,时间,amount\na,2024-05-13,9:30,1\nb,2024-06-01,21:05:00,2\n",
        "user_id,时间,日期,amount\na,09:30,2024/5/13,1\nb,下午9:05,2024/6/1,2\n",
        "user_id,date,time,amount\na,13/5/2024,9:30,1\nb,1/6/2024,9:05 PM,2\n",
        "user_id,付款日期,付款时间,amount\na,2024-05-13 00:00:00,9:30,1\nb,2024-06-01 00:00:00,21:05:00,2\n",
        "user_id,下单日期,时间,amount\na,2024年5月13日,9点30分,1\nb,2024年6月1日,21点05分,2\n",
    ] {
        let tables = reading(text);
        assert_eq!(bought(&tables), expected, "{text}");
        told(&tables, "day_and_time");
        assert!(!is_told(&tables, "column_chosen"));
    }
    // One of them has it all.
    let tables =
        reading("user_id,日期,时间,amount\na,2024-05-13,2024-05-13 09:30:00,1\nb,2024-06-01,2024-06-01 21:05,2\n");
    assert_eq!(bought(&tables), expected);
    told(&tables, "column_chosen");
    let log = Tables::from_csv(&[("interactions", "from,group_id,日期,时间\na,g,2024-05-13,9:30\n")]).unwrap();
    assert_eq!(format_time(log.interactions.at[0], &Zone::default()), "2024-05-13 09:30:00");
}

#[test]
fn lines_that_come_twice() {
    let may = "order_id,user_id,at,amount,sku,status\no1,a,2024-05-01,10,x,已发货\no1,a,2024-05-01,10,y,已发货\no2,b,2024-05-02,7,x,已付款\n";
    let june = "order_id,user_id,at,amount,sku,status\no2,b,2024-05-02,7,x,交易成功\no3,b,2024-06-01,5,x,已付款\n";
    let tables = given(&[may, june], |_| ()).unwrap();
    assert_eq!(amounts(&tables), [20.0, 7.0, 5.0]);
    assert_eq!((told(&tables, "order_lines_again").0, told(&tables, "order_lines_joined").0), (1, 1));
    // Another line of an order in another file is one more.
    let more = "order_id,user_id,at,amount,sku,status\no2,b,2024-05-02,7,z,已付款\n";
    let tables = given(&[may, more], |_| ()).unwrap();
    assert_eq!((amounts(&tables), is_told(&tables, "order_lines_again")), (vec![20.0, 14.0], false));
    // Without an order nobody can tell.
    let plain = "user_id,at,amount\na,2024-05-01,10\n";
    assert_eq!(amounts(&given(&[plain, plain], |_| ()).unwrap()), [20.0]);
}

#[test]
fn lines_that_may_bear_the_amount_of_their_order() {
    let text = "order_id,user_id,at,amount,sku\no1,a,2024-05-01,59.9,x\no1,a,2024-05-01,59.9,y\no2,b,2024-05-02,7,x\n";
    let tables = reading(text);
    assert_eq!(amounts(&tables), [119.8, 7.0]);
    let (count, words) = told(&tables, "order_amount_repeated");
    assert!(count == 1 && words.contains("119.8 yuan") && words.contains("59.9 yuan"), "{words}");
    // Lines with amounts of their own speak for all.
    let text = format!("{text}o2,b,2024-05-02,8,y\n");
    assert!(!is_told(&reading(&text), "order_amount_repeated"));
}

#[test]
fn a_workbook_with_typed_days_and_a_footer() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (day, time) = (Format::new().set_num_format("yyyy/m/d"), Format::new().set_num_format("hh:mm"));
    sheet.write_row(0, 0, ["订单流水"]).unwrap();
    sheet.write_row(1, 0, ["会员号", "日期", "时间", "实付金额（元）"]).unwrap();
    for (row, who, date, hour, amount) in [(2, "a", (2024, 5, 13), (9, 30), 12.5), (3, "b", (2024, 6, 1), (21, 5), 7.0)]
    {
        sheet.write_string(row, 0, who).unwrap();
        let date = ExcelDateTime::from_ymd(date.0, date.1, date.2).unwrap();
        sheet.write_datetime_with_format(row, 1, &date, &day).unwrap();
        let hour = ExcelDateTime::from_hms(hour.0, hour.1, 0).unwrap();
        sheet.write_datetime_with_format(row, 2, &hour, &time).unwrap();
        sheet.write_number(row, 3, amount).unwrap();
    }
    sheet.write_string(4, 0, "合计").unwrap();
    sheet.write_number(4, 3, 19.5).unwrap();
    sheet.write_string(6, 0, "导出人：张三").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let source = Source::bytes("p.xlsx", bytes);
    let tables = given(&[], |sources| sources.files.push(source)).unwrap();
    let expected = vec![("a", "2024-05-13 09:30:00".to_owned(), 12.5), ("b", "2024-06-01 21:05:00".to_owned(), 7.0)];
    assert_eq!(bought(&tables), expected);
    let (count, words) = told(&tables, "footer_rows");
    assert!(count == 2 && words.contains("line 5"), "{words}");
}

#[test]
fn a_price_beside_a_quantity_is_not_taken_for_the_amount() {
    let error = failing("user_id,at,price,quantity\na,2024-05-01,30,3\n");
    assert!(
        error.contains("(price)") && error.contains("\"quantity\"") && error.contains("amount = \"price\""),
        "{error}"
    );
    let said = given(&["user_id,at,price,quantity\na,2024-05-01,30,3\n"], |sources| {
        let columns = sources.input.columns.entry("purchases".to_owned()).or_default();
        columns.insert("amount".to_owned(), "price".to_owned());
    });
    assert_eq!(amounts(&said.unwrap()), [30.0]);
    assert_eq!(amounts(&reading("user_id,at,price,quantity,subtotal\na,2024-05-01,30,3,90\n")), [90.0]);
    assert_eq!(amounts(&reading("user_id,at,price\na,2024-05-01,30\n")), [30.0]);
}

#[test]
fn states_go_by_whatever_they_are_called_and_in_traditional_characters() {
    assert_eq!(amounts(&reading("user_id,at,amount,状态\na,2024-05-01,30,已取消\nb,2024-05-02,5,已完成\n")), [5.0]);
    // The order's own state goes before any other.
    assert_eq!(amounts(&reading("user_id,at,amount,状态,订单状态\na,2024-05-01,30,已取消,已完成\n")), [30.0]);
    let traditional =
        reading("user_id,at,amount,訂單狀態\na,2024-05-01,30,交易關閉\nb,2024-05-02,5,交易成功（已發貨）\n");
    assert_eq!(amounts(&traditional), [5.0]);
    assert!(!is_told(&traditional, "states_unknown"));
    let said = given(&["user_id,at,amount,status\na,2024-05-01,30,暫停\nb,2024-05-02,5,done\n"], |sources| {
        sources.input.not_counted = vec!["暫停".to_owned()];
    });
    assert_eq!(amounts(&said.unwrap()), [5.0]);
}

#[test]
fn words_of_opting_out_in_orders_are_told_and_keep_nobody_out() {
    let tables = reading("user_id,at,amount,备注\na,2024-05-01,30,勿扰\nb,2024-05-02,5,送礼\n");
    assert_eq!(told(&tables, "opt_out_in_orders").0, 1);
    assert_eq!(tables.user_table.opted_out, [false, false]);
    assert!(!is_told(&reading("user_id,at,amount,备注\na,2024-05-01,30,送礼\n"), "opt_out_in_orders"));
}

#[test]
fn spaces_within_headers_part_nothing_where_commas_do() {
    let tables = reading("Order ID,Order Date,User ID,Total\n1,2024-05-01,a,10\n2,2024-05-02,b,20\n");
    assert_eq!(bought(&tables), [("a", "2024-05-01".to_owned(), 10.0), ("b", "2024-05-02".to_owned(), 20.0)]);
}

#[test]
fn purchases_without_a_number_that_stand_in_two_files_are_told() {
    let (april, may) = ("user_id,at,amount\na,2024-04-01,30\na,2024-04-01,30\n", "user_id,at,amount\nb,2024-05-02,5\n");
    let all = "user_id,at,amount\na,2024-04-01,30\na,2024-04-01,30\nb,2024-05-02,5\n";
    let tables = given(&[april, may, all], |_| ()).unwrap();
    assert_eq!(told(&tables, "purchases_alike").0, 3);
    assert_eq!(amounts(&tables).iter().sum::<f64>(), 130.0);
    // Twice in one file is twice bought.
    assert!(!is_told(&given(&[april, may], |_| ()).unwrap(), "purchases_alike"));
}

#[test]
fn any_state_of_several_may_say_that_an_order_came_to_nothing() {
    let text = "user_id,at,amount,订单状态,支付状态,发货状态\na,2024-05-01,1,已完成,已支付,已发货\nb,2024-05-01,2,已完成,未支付,未发货\n\
        c,2024-05-01,4,已取消,已支付,未发货\nd,2024-05-01,8,已完成,挂起,已退货\ne,2024-05-01,16,已完成,挂起,未发货\n";
    let tables = reading(text);
    assert_eq!((amounts(&tables), told(&tables, "orders_not_counted").0), (vec![1.0, 16.0], 3));
    assert!(told(&tables, "states_unknown").1.contains("挂起 (1)"));
    assert!(!is_told(&tables, "column_chosen"));
    for column in ["是否支付", "是否付款", "is_paid", "支付情况", "付款状态"] {
        let no = if column.contains("是否") || column == "is_paid" { "否" } else { "未支付" };
        let text = format!("user_id,at,amount,{column}\na,2024-05-01,1,已支付\nb,2024-05-01,2,{no}\n");
        let tables = reading(&text);
        assert_eq!((amounts(&tables), told(&tables, "orders_not_counted").0), (vec![1.0], 1), "{column}");
        assert!(!is_told(&tables, "states_unknown"), "{column}");
    }
    let text = "user_id,at,amount,是否退款,退款状态,取消时间\na,2024-05-01,1,否,,\nb,2024-05-01,2,是,,\nc,2024-05-01,4,,退款成功,\nd,2024-05-01,8,,,2024-05-02\n";
    let tables = reading(text);
    assert_eq!((amounts(&tables), told(&tables, "refunded_wholly").0), (vec![1.0], 2));
    assert_eq!(told(&tables, "orders_not_counted").0, 1);
}

#[test]
fn words_for_no_refund_are_none() {
    let text = "user_id,at,amount,退款金额\na,2024-05-01,1,无退款申请\nb,2024-05-01,2,无\nc,2024-05-01,4,-\nd,2024-05-01,8,未退款\ne,2024-05-01,16,6\n";
    assert_eq!(amounts(&reading(text)), [1.0, 2.0, 4.0, 8.0, 10.0]);
    assert!(failing("user_id,at,amount,退款金额\na,2024-05-01,1,有退款\n").contains("有退款"));
}

#[test]
fn expenses_are_refunds_where_there_is_income() {
    let shop = "user_id,交易时间,收/支,金额(元),交易类型\na,2024-05-01,收入,100,二维码收款\na,2024-05-02,支出,30,退款\n\
        b,2024-05-01,收入,7,\nb,2024-05-02,支出,2,\nb,2024-05-03,不计收支,9,\n";
    let tables = reading(shop);
    assert_eq!(amounts(&tables), [100.0, -30.0, 7.0, -2.0]);
    assert_eq!((told(&tables, "expenses_refunded").0, told(&tables, "no_purchases").0), (2, 1));
    assert!(!is_told(&tables, "expenses_bought"));
    let buyer = "user_id,at,收支类型,amount\na,2024-05-01,支出,100\nb,2024-05-02,支出,30\n";
    let tables = reading(buyer);
    assert_eq!((amounts(&tables), told(&tables, "expenses_bought").0), (vec![100.0, 30.0], 2));
    // Each file is a bill of its own.
    let tables = given(&[shop, buyer], |_| ()).unwrap();
    assert_eq!((told(&tables, "expenses_refunded").0, told(&tables, "expenses_bought").0), (2, 2));
    assert_eq!(amounts(&tables).iter().sum::<f64>(), 205.0);
}

#[test]
fn remarks_that_speak_of_refunds_are_told() {
    let text = "user_id,at,amount,备注\na,2024-05-01,1,已退款\nb,2024-05-01,2,客户未付\nc,2024-05-01,4,作废\nd,2024-05-01,8,送礼\n";
    let tables = reading(text);
    assert_eq!((amounts(&tables), told(&tables, "orders_doubtful").0), (vec![1.0, 2.0, 4.0, 8.0], 3));
    assert!(!is_told(&reading("user_id,at,amount,备注\na,2024-05-01,1,送礼\n"), "orders_doubtful"));
}

#[test]
fn further_lines_of_an_order_may_leave_out_whose_it_is() {
    let text = "订单号,买家手机号,付款时间,实付金额,商品\n1,13800000001,2024-05-01,30,茶\n1,,,,杯\n,,,,勺\n2,13800000002,2024-05-02,5,茶\n";
    let tables = reading(text);
    assert_eq!((amounts(&tables), told(&tables, "order_articles").0), (vec![30.0, 5.0], 2));
    // Nothing says what the line holds, or there are no orders to go on with.
    for text in [
        "订单号,买家手机号,下单时间,实付金额,商品\n1,13800000001,2024-05-01,30,茶\n1,,,,\n",
        "买家手机号,下单时间,实付金额,商品\n13800000001,2024-05-01,30,茶\n,,,杯\n",
        "订单号,买家手机号,下单时间,实付金额,商品\n1,13800000001,2024-05-01,30,茶\n1,,2024-05-01,9,杯\n",
    ] {
        assert!(failing(text).contains("an id"), "{text}");
    }
}

#[test]
fn a_price_of_one_is_no_amount() {
    let text = "买家手机号,付款时间,商品单价,数量\n13800000001,2024-05-01,9.9,3\n";
    let error = failing(text);
    assert!(error.contains("is a unit price beside \"数量\"") && error.contains("商品单价"), "{error}");
    assert!(failing("买家手机号,付款时间,数量\n1,2024-05-01,3\n").contains("lacks required columns: amount"));
    let paid = reading("买家手机号,付款时间,单价,数量,实付金额\n13800000001,2024-05-01,9.9,3,29\n");
    assert_eq!(amounts(&paid), [29.0]);
    let once = given(&["买家手机号,付款时间,单价,数量\n13800000001,2024-05-01,9.9,3\n"], |sources| {
        sources.purchases[0].constants.push(("amount".to_owned(), "1".to_owned()));
    });
    assert_eq!(amounts(&once.unwrap()), [1.0]);
}

#[test]
fn numbers_of_orders_that_a_spreadsheet_cut_are_told() {
    let of = |ids: [&str; 3]| {
        let row = |(i, id): (usize, &&str)| format!("a,2024-05-0{},1,{id}\n", i + 1);
        "user_id,at,amount,order_id\n".to_owned() + &ids.iter().enumerate().map(row).collect::<String>()
    };
    let tables = reading(&of(["1.23E+17", "1.24E+17", "7"]));
    assert_eq!(told(&tables, "excel_damaged_ids").0, 2);
    let tables = reading(&of(["2024050112345670000", "2024050112345680000", "2024050112345690000"]));
    assert!(told(&tables, "ids_end_in_zeros").1.contains("order numbers"));
    let tables = reading(&of(["2024050112345678901", "2024050112345678902", "2024050112345678000"]));
    assert!(!is_told(&tables, "ids_end_in_zeros") && !is_told(&tables, "excel_damaged_ids"));
}

#[test]
fn whether_it_was_paid_may_be_left_open() {
    let text = "user_id,at,amount,是否支付\na,2024-05-01,1,是\na,2024-05-02,2,\na,2024-05-03,4,否\n";
    let tables = reading(text);
    assert_eq!((amounts(&tables), told(&tables, "paid_unsaid").0), (vec![1.0, 2.0], 1));
    assert!(!is_told(&reading("user_id,at,amount,是否支付\na,2024-05-01,1,是\n"), "paid_unsaid"));
}

#[test]
fn spend_of_another_time_than_a_month_is_told() {
    let users = |header: &str| {
        given(&[], |sources| {
            let text = format!("user_id,{header}\na,12\nb,24\n");
            sources.users = vec![Source::bytes("u.csv", text.into_bytes())];
        })
        .unwrap()
    };
    for header in ["年消费", "累计消费金额", "total_spend", "近一年成交金额"] {
        assert!(told(&users(header), "spend_not_monthly").1.contains(header), "{header}");
    }
    for header in ["月消费", "最近消费时间", "消费次数", "备注"] {
        assert!(!is_told(&users(header), "spend_not_monthly"), "{header}");
    }
}

#[test]
fn orders_of_people_who_go_by_their_address() {
    let shopify = "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Total,Lineitem quantity,Lineitem name,Lineitem price,Created at,Cancelled at,Phone\n\
        #1001,a@x.cn,paid,2024-05-01 10:00:00 +0800,fulfilled,CNY,28,30,1,tea,10,2024-05-01 09:59:00 +0800,,\n\
        #1001,a@x.cn,,,,,,,2,cup,9,2024-05-01 09:59:00 +0800,,\n\
        #1002,b@x.cn,paid,2024-05-02 10:00:00 +0800,unfulfilled,CNY,5,5,1,tea,5,2024-05-02 09:59:00 +0800,,138\n\
        #1003,b@x.cn,pending,,,CNY,7,7,1,tea,7,2024-05-03 09:59:00 +0800,,138\n\
        #1004,b@x.cn,paid,2024-05-04 10:00:00 +0800,,CNY,9,9,1,tea,9,2024-05-04 09:59:00 +0800,2024-05-05 09:59:00 +0800,138\n";
    let tables = reading(shopify);
    let expected =
        vec![("a@x.cn", "2024-05-01 10:00:00".to_owned(), 30.0), ("b@x.cn", "2024-05-02 10:00:00".into(), 5.0)];
    assert_eq!(bought(&tables), expected);
    assert_eq!((told(&tables, "order_articles").0, told(&tables, "orders_not_counted").0), (1, 2));
    assert!(!is_told(&tables, "states_unknown") && !is_told(&tables, "orders_unpaid"));
    let woo = "Order ID,Customer User ID,Order Total Amount,Order Status,Order Date,Billing Email\n\
        1,0,30,completed,2024-05-01 10:00:00,a@x.cn\n2,0,5,processing,2024-05-02 10:00:00,b@x.cn\n3,7,9,failed,2024-05-03,b@x.cn\n";
    assert_eq!(bought(&reading(woo)), expected);
    // A name is a person's where no articles are listed.
    assert!(!is_told(
        &reading("email,name,at,amount\na@x.cn,x,2024-05-01,1\na@x.cn,x,2024-05-02,2\n"),
        "order_lines_joined"
    ));
}

#[test]
fn sums_among_the_rows_are_no_orders() {
    let tables = reading(
        "order_id,user_id,at,amount\n1,a,2024-05-01,10\n小计,a,2024-05-01,10\n2,b,2024-05-02,20\n3,a,2024-05-03,5\n合计：,,2024-05-03,35\n4,b,2024-05-04,7\n",
    );
    assert_eq!(amounts(&tables), [10.0, 5.0, 20.0, 7.0]);
    assert_eq!(told(&tables, "sum_rows").0, 2);
    let tables = reading("at,user_id,amount\n2024-05-01,a,10\nSubtotal,b,10\n2024-05-02,total,3\n2024-05-02,b,3\n");
    assert_eq!((amounts(&tables), told(&tables, "sum_rows").0), (vec![10.0, 3.0], 2));
}

#[test]
fn a_column_of_who_opted_out_is_not_called_unused() {
    let tables = reading("user_id,at,amount,已退订,颜色\na,2024-05-01,10,否,红\nb,2024-05-01,10,是,蓝\n");
    assert_eq!(tables.user_table.opted_out, [false, true]);
    let unused = &tables.inputs.iter().find(|input| input.table == "purchases").unwrap().reading.unused;
    assert_eq!(unused, &["颜色"]);
}
