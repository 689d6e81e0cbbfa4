//! Further columns of the users table, typed by what they hold.
//!
//! Only cells of people who are counted count, and only theirs are kept. A column holds yes or no, numbers, or dates when every cell that is not empty does, tried in this order (so `0` and `1`
//! alone are yes and no); else text. Numbers written with a leading zero are ids, so they make a column text.

use super::Contacts;
use crate::tables::{NO_TIME, Seconds, Tables, Texts, Zone, cell_flag, cell_number, parse_time};

/// The values of a column, one per user number.
#[derive(Clone, Debug)]
pub enum Custom {
    /// Yes or no; `None`: empty.
    Flags(Vec<Option<bool>>),
    /// Numbers; `NaN`: empty.
    Numbers(Vec<f64>),
    /// Dates; [`crate::tables::NO_TIME`]: empty.
    Times(Vec<Seconds>),
    /// Text, in the column of the tables with this place.
    Text(usize),
}

/// A further column.
#[derive(Clone, Debug)]
pub struct CustomColumn {
    /// Its header.
    pub name: String,
    /// Its values.
    pub values: Custom,
}

/// The further columns, by name. Columns without any value are left out.
pub(super) fn custom(tables: &Tables, contacts: Contacts<'_>, zone: &Zone) -> Vec<CustomColumn> {
    let extra = &tables.user_table.extra;
    let listed = contacts.user.iter().zip(contacts.listed).filter(|(_, listed)| **listed);
    let people: Vec<usize> = listed.map(|(&user, _)| user as usize).collect();
    let typed = |(place, column): (usize, &crate::tables::ExtraColumn)| {
        let some = people.iter().any(|&user| !column.values.get(user).is_empty());
        some.then(|| CustomColumn { name: column.name.clone(), values: values(place, &column.values, &people, zone) })
    };
    extra.iter().enumerate().filter_map(typed).collect()
}

fn values(place: usize, cells: &Texts, people: &[usize], zone: &Zone) -> Custom {
    if let Some(flags) = all(cells, people, None, |cell| cell_flag(cell).map(Some)) {
        return Custom::Flags(flags);
    }
    if let Some(numbers) = all(cells, people, f64::NAN, |cell| cell_number(cell).filter(|_| !is_padded(cell))) {
        return Custom::Numbers(numbers);
    }
    // Digits alone are an id, whatever moment they might stand for.
    let is_date = |cell: &str| !cell.bytes().all(|b| b.is_ascii_digit());
    if let Some(times) = all(cells, people, NO_TIME, |cell| parse_time(cell, zone).filter(|_| is_date(cell))) {
        return Custom::Times(times);
    }
    Custom::Text(place)
}

/// The cells of `people` read by `read`, one entry a user; `None` if one cannot be.
fn all<T: Clone>(cells: &Texts, people: &[usize], empty: T, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let mut values = vec![empty; cells.len()];
    for &user in people {
        let cell = cells.get(user);
        if !cell.is_empty() {
            values[user] = read(cell)?;
        }
    }
    Some(values)
}

/// `0017`, which is no number that anybody counts with.
fn is_padded(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['-', '+']);
    digits.starts_with('0') && digits.len() > 1 && digits.as_bytes()[1].is_ascii_digit()
}
