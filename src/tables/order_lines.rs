//! From lines to orders: which lines stand twice, which belong together, and what is to be told of all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::intern::number;
use super::merge::{Mapped, by_user};
use super::orders::{Counts, PurchaseRow, PurchaseRows, Tally};
use super::{NONE, Purchases, money};
use crate::diagnostic::{Finding, Severity, finding};
use crate::parallel;
use crate::text::{Sentence, Text, findings};

/// Words that a finding lists.
const LISTED: usize = 10;

/// Purchases, one row an order, and what is to be told of them. `files` says of which file each piece is.
pub(super) fn purchases(
    pieces: Vec<Mapped<PurchaseRows>>,
    files: &[u32],
    names: &[String],
    n: usize,
) -> (Purchases, Vec<Finding>) {
    let mut findings = about_rows(&pieces);
    let with_income = pieces.iter().zip(files).filter(|(piece, _)| piece.rows.has_income);
    let shops: BTreeSet<u32> = with_income.map(|(_, &file)| file).collect();
    let mut expenses = [0, 0];
    for (piece, file) in pieces.iter().zip(files) {
        let count = piece.rows.rows.iter().filter(|row| row.is_expense).count() as u64;
        expenses[usize::from(shops.contains(file))] += count;
    }
    findings.extend(told(&findings::EXPENSES_BOUGHT, "expenses_bought", Severity::Warning, expenses[0]));
    findings.extend(told(&findings::EXPENSES_REFUNDED, "expenses_refunded", Severity::Warning, expenses[1]));
    let orders = number(&pieces.iter().map(|p| p.rows.orders.texts()).collect::<Vec<_>>());
    findings.extend(told(&findings::DAMAGED_ORDER_IDS, "excel_damaged_ids", Severity::Warning, orders.damaged));
    findings.extend(told(
        &findings::ORDER_IDS_END_IN_ZEROS,
        "ids_end_in_zeros",
        Severity::Warning,
        orders.ids.cut_off(),
    ));
    let shops = &shops;
    let all = || {
        pieces.iter().zip(&orders.maps).zip(files).flat_map(|((Mapped { rows, users, .. }, orders), &file)| {
            rows.rows.iter().map(move |&row| PurchaseRow {
                user: users[row.user as usize],
                order: if row.order == NONE { NONE } else { orders[row.order as usize] },
                file,
                amount: if row.is_expense && shops.contains(&file) { -row.amount.abs() + 0.0 } else { row.amount },
                ..row
            })
        })
    };
    let by_order = |a: &PurchaseRow, b: &PurchaseRow| {
        let by_time = (a.order, a.at).cmp(&(b.order, b.at)).then(a.amount.total_cmp(&b.amount));
        by_time.then((a.line, a.file).cmp(&(b.line, b.file)))
    };
    let mut lines = by_user(n, all, |r| r.user, by_order);
    drop(pieces);
    let (again, alike) = once(&mut lines);
    findings.extend(sums_of_others(&lines, names));
    let mut rows: Vec<PurchaseRow> = Vec::with_capacity(lines.len());
    let mut repeats = Repeats::default();
    let is_one =
        |a: &PurchaseRow, b: &PurchaseRow| a.user == b.user && a.order == b.order && (a.order != NONE || a.at == b.at);
    for order in lines.chunk_by(is_one) {
        repeats.look(order);
        let amount = money::exact(order.iter().map(|line| line.amount).sum());
        rows.push(PurchaseRow { amount, ..order[0] });
    }
    let joined = (lines.len() - rows.len()) as u64;
    findings.extend(told(&findings::ORDER_LINES_AGAIN, "order_lines_again", Severity::Warning, again));
    findings.extend(told(&findings::PURCHASES_ALIKE, "purchases_alike", Severity::Warning, alike));
    findings.extend(told(&findings::ORDER_LINES, "order_lines_joined", Severity::Info, joined));
    findings.extend(repeats.finding());
    rows.chunk_by_mut(|a, b| a.user == b.user).for_each(|rows| {
        rows.sort_by(|a, b| a.at.cmp(&b.at).then(a.amount.total_cmp(&b.amount)));
    });
    let purchases = Purchases {
        user: parallel::map(&rows, |r| r.user),
        at: parallel::map(&rows, |r| r.at),
        amount: parallel::map(&rows, |r| r.amount),
    };
    (purchases, findings)
}

/// Files in which people have bought for as much as in another one, in fewer lines: sums of its orders, which count twice.
fn sums_of_others(lines: &[PurchaseRow], names: &[String]) -> Vec<Finding> {
    if names.len() < 2 {
        return Vec::new();
    }
    // Of two files, those who stand in both, those who have as much in both, and those of them with fewer lines in the first.
    let mut pairs: BTreeMap<(u32, u32), [u64; 3]> = BTreeMap::new();
    let mut people: BTreeMap<u32, u64> = BTreeMap::new();
    let mut of_one: Vec<(u32, f64, u64)> = Vec::new();
    for of_user in lines.chunk_by(|a, b| a.user == b.user) {
        of_one.clear();
        for line in of_user {
            match of_one.iter_mut().find(|(file, ..)| *file == line.file) {
                Some((_, sum, count)) => (*sum, *count) = (*sum + line.amount, *count + 1),
                None => of_one.push((line.file, line.amount, 1)),
            }
        }
        of_one.iter().for_each(|&(file, ..)| *people.entry(file).or_default() += 1);
        for &(one, sum, count) in &of_one {
            for &(other, of_other, counted) in of_one.iter().filter(|&&(other, ..)| other != one) {
                let is_equal = (sum - of_other).abs() < 0.005;
                let [both, equal, fewer] = pairs.entry((one, other)).or_default();
                *both += 1;
                *equal += u64::from(is_equal);
                *fewer += u64::from(is_equal && count < counted);
            }
        }
    }
    let is_sum = |&(&(one, _), &[both, equal, fewer]): &(&(u32, u32), &[u64; 3])| {
        equal > 1 && fewer > 0 && 10 * equal >= 9 * people[&one] && 10 * equal >= 9 * both
    };
    let tell = |(&(one, other), &[_, equal, _]): (&(u32, u32), &[u64; 3])| {
        let sentence = findings::SUMS_OF_OTHERS.counted(equal).with("file", &names[one as usize]);
        let sentence = sentence.with("other", &names[other as usize]);
        finding("purchases", "sums_of_others", Severity::Warning, sentence, equal)
    };
    pairs.iter().filter(is_sum).filter_map(tell).collect()
}

/// Leaves as many of equal lines of one order as the file has that has most of them: exports that overlap hold some twice. How many it takes
/// out, and how many it would of those that no order's number tells apart, which are left: two purchases may be alike.
fn once(lines: &mut Vec<PurchaseRow>) -> (u64, u64) {
    let said = |line: &PurchaseRow| (line.user, line.order, line.at, line.line);
    let mut kept = Vec::with_capacity(lines.len());
    let (mut again, mut alike) = (0, 0);
    for equal in lines.chunk_by(|a, b| said(a) == said(b)) {
        let most = equal.chunk_by(|a, b| a.file == b.file).map(<[_]>::len).max().unwrap_or(0);
        let more = (equal.len() - most) as u64;
        if equal[0].order == NONE {
            alike += more;
            kept.extend_from_slice(equal);
        } else {
            again += more;
            kept.extend_from_slice(&equal[..most]);
        }
    }
    *lines = kept;
    (again, alike)
}

/// Orders of several lines, and what they would be worth if each line gave the amount of the whole order.
#[derive(Default)]
struct Repeats {
    alike: u64,
    unlike: u64,
    sum: f64,
    once: f64,
}

impl Repeats {
    fn look(&mut self, order: &[PurchaseRow]) {
        let [first, rest @ ..] = order else { return };
        if rest.is_empty() || first.order == NONE {
            return;
        }
        if first.amount > 0.0 && rest.iter().all(|line| line.amount == first.amount && line.at == first.at) {
            self.alike += 1;
            self.sum += first.amount * order.len() as f64;
            self.once += first.amount;
        } else {
            self.unlike += 1;
        }
    }

    /// Where lines differ in most orders, what an order's lines bear is their own.
    fn finding(&self) -> Option<Finding> {
        let count = if self.alike > self.unlike { self.alike } else { 0 };
        let [sum, once] = [self.sum, self.once].map(|amount| money::exact((amount * 100.0).round() / 100.0));
        let sentence = findings::ORDER_AMOUNT_REPEATED.counted(count).with("sum", sum).with("once", once);
        finding("purchases", "order_amount_repeated", Severity::Warning, sentence, count)
    }
}

fn told(text: &'static Text, code: &'static str, severity: Severity, count: u64) -> Option<Finding> {
    finding("purchases", code, severity, text.counted(count), count)
}

fn about_rows(pieces: &[Mapped<PurchaseRows>]) -> Vec<Finding> {
    let sum = |part: fn(&Counts) -> u64| pieces.iter().map(|piece| part(&piece.rows.counts)).sum::<u64>();
    let words = |part: fn(&PurchaseRows) -> &Tally| {
        let mut all: BTreeMap<&str, u64> = BTreeMap::new();
        pieces
            .iter()
            .flat_map(|piece| part(&piece.rows).iter())
            .for_each(|(word, n)| *all.entry(word).or_default() += n);
        let count: u64 = all.values().sum();
        let mut all: Vec<(&str, u64)> = all.into_iter().collect();
        all.sort_by_key(|&(word, rows)| (std::cmp::Reverse(rows), word));
        let more = if all.len() > LISTED { " …" } else { "" };
        let listed: Vec<String> = all.iter().take(LISTED).map(|(word, rows)| format!("{word} ({rows})")).collect();
        (count, listed.join(", ") + more)
    };
    let listing = |text: &'static Text, code: &'static str, severity, (count, words): (u64, String)| {
        let sentence: Sentence = text.counted(count).with("words", words);
        finding("purchases", code, severity, sentence, count)
    };
    use Severity::{Info, Warning};
    [
        told(&findings::NOT_COUNTED, "orders_not_counted", Info, sum(|c| c.not_counted)),
        told(&findings::PAID_UNSAID, "paid_unsaid", Warning, sum(|c| c.unsaid)),
        told(&findings::UNPAID, "orders_unpaid", Warning, sum(|c| c.unpaid)),
        told(&findings::REFUNDS_TAKEN_OFF, "refunds_taken_off", Warning, sum(|c| c.refunded)),
        told(&findings::REFUNDED_WHOLLY, "refunded_wholly", Warning, sum(|c| c.undone)),
        told(&findings::SUM_ROWS, "sum_rows", Warning, sum(|c| c.sums)),
        told(&findings::REFUND_ROWS, "refund_rows", Warning, sum(|c| c.refunds)),
        told(&findings::NO_PURCHASES, "no_purchases", Warning, sum(|c| c.others)),
        told(&findings::OPT_OUT_IN_ORDERS, "opt_out_in_orders", Warning, sum(|c| c.words_of_opting_out)),
        told(&findings::ORDERS_DOUBTFUL, "orders_doubtful", Warning, sum(|c| c.doubtful)),
        told(&findings::ORDER_ARTICLES, "order_articles", Info, sum(|c| c.articles)),
        listing(&findings::STATES_UNKNOWN, "states_unknown", Warning, words(|rows| &rows.states)),
        listing(&findings::KINDS_UNKNOWN, "kinds_unknown", Info, words(|rows| &rows.kinds)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
