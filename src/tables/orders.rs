//! Lines of orders: which count, and for how much.

use std::collections::TryReserveError;
use std::hash::{BuildHasher, Hasher};

use super::asides::{self, Aside};
use super::footer::is_sum_row;
use super::intern::Interner;
use super::piece::{Cells, Context, Fault, Rows};
use super::states::{COUNTED, NO_PURCHASES, NOT_PAID_BACK, PAID_BACK, PURCHASES, REFUNDS, is_among, word};
use super::{NONE, Seconds, cell, money, words};
use crate::config::columns::{Schema, purchases};

/// One row of purchases.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PurchaseRow {
    pub user: u32,
    /// Number of the order in the piece; [`NONE`] if it has none.
    pub order: u32,
    pub at: Seconds,
    pub amount: f64,
    /// What the line says but for its state.
    pub line: u64,
    /// The number of the file.
    pub file: u32,
    /// Whether it is called an expense.
    pub is_expense: bool,
}

/// How many rows bear which word.
#[derive(Default)]
pub(super) struct Tally {
    words: Interner,
    rows: Vec<u64>,
}

impl Tally {
    fn add(&mut self, word: &str) {
        let place = self.words.intern(word) as usize;
        self.rows.resize(self.rows.len().max(place + 1), 0);
        self.rows[place] += 1;
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.rows.iter().enumerate().map(|(place, &rows)| (self.words.texts().get(place), rows))
    }
}

/// Rows of purchases.
#[derive(Default)]
pub(super) struct PurchaseRows {
    pub rows: Vec<PurchaseRow>,
    pub orders: Interner,
    pub counts: Counts,
    /// Whether a row is called income.
    pub has_income: bool,
    /// Rows by states that are not known.
    pub states: Tally,
    /// Rows by kinds that are not known.
    pub kinds: Tally,
}

/// How many rows were taken for what they are not.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    /// Of orders that do not count.
    pub not_counted: u64,
    /// Whose time of payment is empty.
    pub unpaid: u64,
    /// With a refund that was taken off.
    pub refunded: u64,
    /// Which was all of the amount.
    pub undone: u64,
    /// That are sums of others.
    pub sums: u64,
    /// Whose kind is a refund.
    pub refunds: u64,
    /// Whose kind is no purchase.
    pub others: u64,
    /// With a word of those who opt out.
    pub words_of_opting_out: u64,
    /// With a remark that may say that they came to nothing.
    pub doubtful: u64,
    /// That name a further article of an order and nothing else.
    pub articles: u64,
    /// Of whom it is not said whether they were paid, beside a column that says it of others.
    pub unsaid: u64,
}

impl Rows for PurchaseRows {
    const SCHEMA: &'static Schema = &purchases::SCHEMA;
    const USERS_PER_ROW: usize = 1;

    fn reserve(&mut self, rows: usize, _: usize) -> Result<(), TryReserveError> {
        self.rows.try_reserve(rows)
    }

    fn push(&mut self, cells: &Cells<'_, '_>, context: &mut Context<'_>) -> Result<(), Fault> {
        // A sum says so where the row begins, or in the place of an order or of somebody.
        let begins = (0..cells.record.len()).map(|f| cells.field(f)).find(|cell| !cell.is_empty());
        if is_sum_row(begins.into_iter().chain([purchases::ORDER_ID, purchases::USER_ID].map(|at| cells.get(at)))) {
            self.counts.sums += 1;
            return Ok(());
        }
        self.counts.words_of_opting_out += u64::from(cells.tells_of_opting_out());
        let status = word(cells.text(purchases::STATUS));
        let kind = word(cells.text(purchases::KIND));
        let is_refund = REFUNDS.contains(&kind.as_str());
        // The state of a refund that was paid is what it is for.
        let counts =
            |status: &str| context.counts(status) || is_refund && (status.contains("退") || status.contains("refund"));
        let mut further = Further::default();
        for &(field, aside) in &cells.layout.asides {
            further.heed(aside, cells.record.field(field).trim(), counts);
        }
        if !counts(&status) || further.is_nothing && !is_refund {
            self.counts.not_counted += 1;
            return Ok(());
        }
        let direction = Direction::of(cells);
        if NO_PURCHASES.contains(&kind.as_str()) || direction == Direction::Neither {
            self.counts.others += 1;
            return Ok(());
        }
        let has_nothing = |column| cells.get(column).is_empty();
        let of_order = [purchases::STATUS, purchases::AT, purchases::AMOUNT];
        let is_article = if cells.layout.has_line_items() {
            !has_nothing(purchases::ORDER_ID)
        } else {
            has_nothing(purchases::USER_ID)
        };
        // Of files that do not say so in their headers, a line that leaves out whose order it is too.
        let has_article = cells.layout.has(purchases::ORDER_ID) && cells.unknown().any(|cell| !cell.is_empty());
        if is_article && of_order.into_iter().all(has_nothing) && (cells.layout.has_line_items() || has_article) {
            self.counts.articles += 1;
            return Ok(());
        }
        let is_known = is_among(&COUNTED, &status);
        let is_empty = || cell::is_nothing(cells.get(purchases::AT)) || cells.get(purchases::AT).is_empty();
        if is_empty() && (!is_known || status.is_empty()) && cells.layout.tells_of_payment() {
            self.counts.unpaid += 1;
            return Ok(());
        }
        let user = cells.id(purchases::USER_ID)?;
        let order = cells.id_or_empty(purchases::ORDER_ID)?;
        let at = cells.time(purchases::AT, &mut context.clock)?;
        let amount = cells.amount(purchases::AMOUNT)?.unwrap_or(0.0);
        let no_refund = is_among(&NOT_PAID_BACK, &word(cells.get(purchases::REFUND)));
        let refund = if no_refund { 0.0 } else { cells.amount(purchases::REFUND)?.unwrap_or(0.0).abs() };
        cells.currency(purchases::CURRENCY);
        if !context.settles_states {
            further.unknown.iter().for_each(|status| self.states.add(status));
            if !is_known {
                self.states.add(&status);
            }
        }
        if !is_refund && !is_among(&PURCHASES, &kind) {
            self.kinds.add(&kind);
        }
        let paid_back = word(cells.text(purchases::REFUND_STATUS));
        let is_undone = is_among(&PAID_BACK, &paid_back) || further.is_paid_back;
        if !is_undone && !is_among(&NOT_PAID_BACK, &paid_back) {
            self.states.add(&paid_back);
        }
        let amount = if is_refund {
            self.counts.refunds += 1;
            -amount.abs() + 0.0
        } else if amount > 0.0 && (refund >= amount || is_undone && refund == 0.0) {
            self.counts.undone += 1;
            return Ok(());
        } else {
            // What is negative is a refund itself.
            let refund = if amount > 0.0 { refund } else { 0.0 };
            self.counts.refunded += u64::from(refund > 0.0);
            money::exact(amount - refund)
        };
        self.counts.doubtful += u64::from(further.is_doubtful && !is_refund);
        self.counts.unsaid += u64::from(further.is_unsaid && !is_refund);
        self.has_income |= direction == Direction::In;
        let is_expense = direction == Direction::Out;
        let order = if order.is_empty() { NONE } else { self.orders.intern(order) };
        let user = context.users.push(user);
        self.rows.push(PurchaseRow { user, order, at, amount, line: line(cells), file: 0, is_expense });
        Ok(())
    }
}

/// What the columns beside those of the table say of an order.
#[derive(Default)]
struct Further {
    /// It came to nothing.
    is_nothing: bool,
    is_paid_back: bool,
    /// A remark may say that it came to nothing.
    is_doubtful: bool,
    /// It is not said whether it was paid.
    is_unsaid: bool,
    /// States that are not known.
    unknown: Vec<String>,
}

impl Further {
    fn heed(&mut self, aside: Aside, cell: &str, counts: impl Fn(&str) -> bool) {
        if cell.is_empty() {
            self.is_unsaid |= aside == Aside::Paid;
            return;
        }
        let said = word(cell);
        match aside {
            Aside::Remark => self.is_doubtful |= asides::is_doubtful(cell),
            Aside::CalledOff => self.is_nothing |= asides::is_called_off(cell),
            // A yes of whether it was paid back; the state of a refund in the works is no state of the order.
            Aside::PaidBack => {
                let flag = words::flag(cell);
                self.is_paid_back |= flag == Some(true) || PAID_BACK.contains(&&*said);
                if flag.is_none() && !PAID_BACK.contains(&&*said) && !NOT_PAID_BACK.contains(&&*said) {
                    self.unknown.push(said);
                }
            }
            Aside::Staff | Aside::Member => {}
            // What waits to be sent was bought.
            Aside::Delivery => self.is_nothing |= said != "pending" && !counts(&said),
            Aside::Paid | Aside::State => {
                let flag = words::flag(cell).filter(|_| aside == Aside::Paid);
                self.is_nothing |= flag == Some(false) || !counts(&said);
                let is_number = cell::amount(cell, cell::Meaning::default()).is_some();
                if flag.is_none() && !is_number && !COUNTED.contains(&&*said) {
                    self.unknown.push(said);
                }
            }
        }
    }
}

/// Which way money went, by its own column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Unknown,
    In,
    Out,
    Neither,
}

impl Direction {
    fn of(cells: &Cells<'_, '_>) -> Self {
        match word(cells.get(purchases::DIRECTION)).as_str() {
            "收入" | "收" | "收款" | "入账" | "income" | "in" => Self::In,
            "支出" | "支" | "付款" | "出账" | "expense" | "out" => Self::Out,
            // As bills call what is neither.
            "不计收支" | "中性交易" | "/" => Self::Neither,
            _ => Self::Unknown,
        }
    }
}

/// What a line says, its state apart, which a later export may tell otherwise.
fn line(cells: &Cells<'_, '_>) -> u64 {
    let mut hasher = foldhash::fast::FixedState::with_seed(0).build_hasher();
    let is_state = |field| {
        let beside = cells.layout.asides.iter().any(|&(of, aside)| of == field && aside != Aside::Remark);
        beside || cells.layout.fields[purchases::STATUS] == Some(field)
    };
    for field in (0..cells.record.len()).filter(|&field| !is_state(field)) {
        hasher.write(cells.record.field(field).trim().as_bytes());
        hasher.write_u8(0);
    }
    hasher.finish()
}
