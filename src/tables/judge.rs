//! What the cells of a column tell of its meaning.
//!
//! A column whose every cell has one reading is not judged. Elsewhere one cell can decide for all: `4/15/2019` has the month first,
//! `261,96` a decimal comma. Where no cell decides and the readings differ, or two cells decide differently, that is a [`Doubt`]: the
//! setting decides then.

use super::cell::{self, Meaning};
use super::time::{Believed, Clock, Seconds, Zone, format_time};
use super::written::{Written, month_and_day, written};
use crate::config::{DateOrder, Decimal};

/// How a column is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    pub meaning: Meaning,
    /// Whether anybody would read it so: else it is worth telling.
    pub is_plain: bool,
    /// A cell that shows it; empty where none was needed.
    pub evidence: String,
    /// Whether some days look like months, because no other cells than those beyond the 12th were left as they were typed.
    pub is_swapped: bool,
}

/// Why a column cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    pub cell: String,
    /// A cell that speaks against this one.
    pub against: Option<String>,
    /// What the cell may mean; where each of the two cells can mean one thing only, what each of them does.
    pub readings: [String; 2],
    /// What decides, if anything does.
    pub setting: Option<&'static str>,
}

/// Judges a column of times; an order that is `pinned` is no guess.
pub(super) fn times<'a>(
    cells: impl Iterator<Item = &'a str>,
    believed: Believed,
    zone: &Zone,
    pinned: Option<DateOrder>,
) -> Result<Judged, Doubt> {
    const ORDERS: [DateOrder; 3] = DateOrder::ALL;
    /// Numbers of seconds that are no day number, nor a date without signs between.
    const EPOCH_DIGITS: usize = 9;
    let mut clock = Clock::new(zone, believed);
    let in_order = |order| Meaning { order: Some(order), ..Meaning::default() };
    let as_serial = Meaning { serial: true, ..Meaning::default() };
    let (mut serial, mut epoch) = (None, None);
    // By order: a cell that does not go with it. By pair of orders: a cell that is something else in each.
    let (mut refuted, mut open) = ([None; 3], [[None; 3]; 3]);
    // Days up to the 12th and beyond, of cells that a spreadsheet took as dates, and of those that it did not.
    let (mut taken, mut left_alone) = ([false; 2], [false; 2]);
    for cell in cells {
        if clock.is_nothing(cell) {
            continue;
        }
        if clock.parse(cell, Meaning::default()).is_some_and(|at| believed.contains(at)) {
            let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
            // A date of eight or fourteen digits is one with day numbers allowed, too.
            if digits >= EPOCH_DIGITS && clock.parse(cell, as_serial).is_none() {
                epoch.get_or_insert(cell);
            }
            if let (4, Some(Written::Date(day) | Written::Local(day, _))) = (digits, written(cell, Meaning::default()))
            {
                taken[usize::from(month_and_day(day).1 > 12)] = true;
            }
            continue;
        }
        if clock.parse(cell, as_serial).is_some_and(|at| believed.contains(at)) {
            serial.get_or_insert(cell);
            continue;
        }
        let readings = ORDERS.map(|order| clock.parse(cell, in_order(order)));
        if readings == [None; 3] {
            continue;
        }
        let [day_first, month_first] = [DateOrder::DayFirst, DateOrder::MonthFirst]
            .map(|order| ORDERS.iter().position(|&of| of == order).and_then(|i| readings[i]));
        left_alone[usize::from(day_first.is_some() != month_first.is_some())] = true;
        for i in 0..ORDERS.len() {
            if readings[i].is_none() {
                refuted[i].get_or_insert(cell);
            }
            for j in 0..i {
                if readings[i] != readings[j] && readings[i].is_some() && readings[j].is_some() {
                    open[i][j].get_or_insert(cell);
                }
            }
        }
    }
    if let (Some(cell), Some(against)) = (serial, epoch) {
        let readings = [as_serial, Meaning::default()].map(|meaning| shown(clock.parse(cell, meaning), zone));
        return Err(Doubt { cell: cell.to_owned(), against: Some(against.to_owned()), readings, setting: None });
    }
    let judged = |order, evidence: Option<&str>| {
        let meaning = Meaning { order, serial: serial.is_some(), ..Meaning::default() };
        let evidence = evidence.or(serial);
        let is_swapped = taken == [true, false] && left_alone == [false, true];
        Ok(Judged {
            meaning,
            is_plain: evidence.is_none(),
            evidence: evidence.unwrap_or_default().to_owned(),
            is_swapped,
        })
    };
    if pinned.is_some() {
        return judged(pinned, None);
    }
    let setting = Some("input.date_order");
    let left: Vec<usize> = (0..ORDERS.len()).filter(|&i| refuted[i].is_none()).collect();
    match left[..] {
        // Every cell goes with some order, so what does not go with the first goes with one that another cell does not go with.
        [] => {
            let first = refuted[0].unwrap_or_default();
            let fits = |clock: &mut Clock<'_>, cell| {
                ORDERS.into_iter().enumerate().find_map(|(i, order)| Some((i, clock.parse(cell, in_order(order))?)))
            };
            let (order, reading) = fits(&mut clock, first).unzip();
            let against = order.and_then(|order| refuted[order]).unwrap_or_default();
            let other = fits(&mut clock, against).map(|(_, reading)| reading);
            let readings = [shown(reading, zone), shown(other, zone)];
            Err(Doubt { cell: first.to_owned(), against: Some(against.to_owned()), readings, setting })
        }
        [only] => judged(Some(ORDERS[only]), refuted[usize::from(only == 0)]),
        _ if refuted == [None; 3] && open == [[None; 3]; 3] => judged(None, None),
        [first, ..] => {
            let pairs = left.iter().flat_map(|&i| left.iter().map(move |&j| (i, j)));
            let differing = pairs.filter_map(|(i, j)| Some((i, j, open[i][j]?))).next();
            let Some((i, j, cell)) = differing else { return judged(Some(ORDERS[first]), None) };
            let readings = [j, i].map(|order| shown(clock.parse(cell, in_order(ORDERS[order])), zone));
            Err(Doubt { cell: cell.to_owned(), against: None, readings, setting })
        }
    }
}

/// A time as it is written in messages: midnight as the day.
fn shown(at: Option<Seconds>, zone: &Zone) -> String {
    let text = at.map(|at| format_time(at, zone)).unwrap_or_default();
    text.strip_suffix(" 00:00:00").map(str::to_owned).unwrap_or(text)
}

/// Judges a column of amounts or counts, in a file whose fields stand between `separator`; a mark that is `pinned` is no guess.
pub(super) fn numbers<'a>(
    cells: impl Iterator<Item = &'a str>,
    separator: u8,
    pinned: Option<Decimal>,
) -> Result<Judged, Doubt> {
    let read = |cell: &str, decimal| cell::amount(cell, Meaning { decimal: Some(decimal), ..Meaning::default() });
    // Cells that can be read with a point only, with a comma only, and in both ways, as 1,500 and 1.500 can.
    let (mut point, mut comma, mut open) = (None, None, [None; 2]);
    for cell in cells {
        match (read(cell, Decimal::Point), read(cell, Decimal::Comma)) {
            (Some(_), None) => point = point.or(Some(cell)),
            (None, Some(_)) => comma = comma.or(Some(cell)),
            (Some(with_point), Some(with_comma)) if with_point != with_comma => {
                let kind = &mut open[usize::from(cell::half_width(cell).contains('.'))];
                *kind = kind.or(Some(cell));
            }
            _ => {}
        }
    }
    let judged = |decimal, evidence: Option<&str>| {
        let meaning = Meaning { decimal, ..Meaning::plain(separator) };
        let evidence = evidence.unwrap_or_default().to_owned();
        Ok(Judged { meaning, is_plain: evidence.is_empty(), evidence, is_swapped: false })
    };
    if pinned.is_some() {
        return judged(pinned, None);
    }
    let doubt = |cell: &str, against: Option<&str>| {
        let is_open = |cell: &str| Decimal::ALL.map(|decimal| read(cell, decimal)).iter().all(Option::is_some);
        let say = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let only = |cell: &str| say(read(cell, Decimal::Point).or(read(cell, Decimal::Comma)));
        let readings = match against.filter(|_| !is_open(cell)) {
            Some(against) => [only(cell), only(against)],
            None => Decimal::ALL.map(|decimal| say(read(cell, decimal))),
        };
        let against = against.map(str::to_owned);
        Err(Doubt { cell: cell.to_owned(), against, readings, setting: Some("input.decimal") })
    };
    match (point, comma, open) {
        // In the same hand one of them would be a thousand times what it is.
        (_, _, [Some(with_comma), Some(with_point)]) => doubt(with_comma, Some(with_point)),
        (Some(point), Some(comma), _) => doubt(comma, Some(point)),
        (None, Some(comma), _) => judged(Some(Decimal::Comma), Some(comma)),
        (Some(_), None, _) => judged(Some(Decimal::Point), None),
        (None, None, [None, None]) => judged(None, None),
        (None, None, [Some(cell), _] | [_, Some(cell)]) if separator == b';' => doubt(cell, None),
        (None, None, [with_comma, _]) => judged(Some(Decimal::Point), with_comma),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time_column(cells: &[&str], pinned: Option<DateOrder>) -> Result<Judged, Doubt> {
        times(cells.iter().copied(), Believed::default(), &Zone::default(), pinned)
    }

    fn order(cells: &[&str]) -> Result<(Option<DateOrder>, bool, bool, String), Doubt> {
        time_column(cells, None).map(|j| (j.meaning.order, j.meaning.serial, j.is_plain, j.evidence))
    }

    fn doubtful(cell: &str, against: Option<&str>, readings: [&str; 2], setting: Option<&'static str>) -> Doubt {
        Doubt { cell: cell.into(), against: against.map(str::to_owned), readings: readings.map(str::to_owned), setting }
    }

    const ORDER: Option<&str> = Some("input.date_order");
    const DECIMAL: Option<&str> = Some("input.decimal");

    #[test]
    fn one_cell_decides_for_the_column() {
        use DateOrder::{DayFirst, MonthFirst, YearFirst};
        for (cells, decided, evidence) in [
            (&["11/8/2018", "6/12/2018", "4/15/2019"][..], MonthFirst, "4/15/2019"),
            (&["11.8.2018", "NULL", "", "x", "15.4.2019", "99/99/2018"], DayFirst, "15.4.2019"),
            (&["2024-05-01", "1/5/24", "13/5/24"], DayFirst, "13/5/24"),
            (&["24/05/01", "24/5/2"], YearFirst, "24/5/2"),
            (&["01/02/98", "13/02/98"], DayFirst, "13/02/98"),
            (&["05/14/24"], MonthFirst, "05/14/24"),
        ] {
            assert_eq!(order(cells), Ok((Some(decided), false, false, evidence.to_owned())), "{cells:?}");
        }
        for cells in [&["2024-05-01", "5/5/2024", "5-May-24"][..], &[], &["NULL", "soon", "2042-01-01"]] {
            assert_eq!(order(cells), Ok((None, false, true, String::new())), "{cells:?}");
        }
    }

    #[test]
    fn dates_in_doubt() {
        for (cells, cell, against, readings) in [
            (&["11/8/2018", "6/12/2018"][..], "11/8/2018", None, ["2018-08-11", "2018-11-08"]),
            (
                &["5/5/2024", "10/6/2023 12:37 AM"],
                "10/6/2023 12:37 AM",
                None,
                ["2023-06-10 00:37:00", "2023-10-06 00:37:00"],
            ),
            (&["13/5/2024", "5/14/2024", "1/2/2024"], "5/14/2024", Some("13/5/2024"), ["2024-05-14", "2024-05-13"]),
            // A year may stand on either side.
            (&["13/05/24"], "13/05/24", None, ["2024-05-13", "2013-05-24"]),
            (&["13/5/2024", "24/5/1"], "24/5/1", Some("13/5/2024"), ["2024-05-01", "2024-05-13"]),
        ] {
            assert_eq!(order(cells), Err(doubtful(cell, against, readings, ORDER)), "{cells:?}");
            let pinned = time_column(cells, Some(DateOrder::DayFirst)).unwrap();
            assert_eq!((pinned.meaning.order, pinned.is_plain), (Some(DateOrder::DayFirst), true));
        }
    }

    #[test]
    fn day_numbers_of_a_spreadsheet() {
        for cells in [
            &["45413", "45412.4450810185", "45000"][..],
            &["2024-05-01", "45413", "45000"],
            &["0", "20240501", "45413"],
        ] {
            let evidence = cells.iter().find(|cell| cell.starts_with("45")).unwrap();
            assert_eq!(order(cells), Ok((None, true, false, (*evidence).to_owned())), "{cells:?}");
        }
        assert_eq!(order(&["45413", "13/5/2024"]), Ok((Some(DateOrder::DayFirst), true, false, "13/5/2024".into())));
        // Out of what is believed, or of what a spreadsheet shows; and seconds are seconds.
        for cells in [&["25000"][..], &["1714539600", "1714539600123"], &["500"]] {
            assert_eq!(order(cells), Ok((None, false, true, String::new())), "{cells:?}");
        }
        let readings = ["2024-05-01", "1970-01-01 20:36:53"];
        assert_eq!(order(&["1714539600", "45413"]), Err(doubtful("45413", Some("1714539600"), readings, None)));
        let believed = Believed { earliest: 0, ..Believed::default() };
        let from_zero = times(["45413", "soon"].into_iter(), believed, &Zone::default(), None).unwrap();
        assert!(!from_zero.meaning.serial, "data that count from 0");
    }

    fn decimal(cells: &[&str], separator: u8) -> Result<(Option<Decimal>, bool, String), Doubt> {
        numbers(cells.iter().copied(), separator, None).map(|j| (j.meaning.decimal, j.is_plain, j.evidence))
    }

    #[test]
    fn the_decimal_mark_of_a_column() {
        use Decimal::{Comma, Point};
        for (cells, separator, expected) in [
            (&["22,368", "261,96", "907,152"][..], b';', (Some(Comma), false, "261,96")),
            (&["1.234,50", "7"], b',', (Some(Comma), false, "1.234,50")),
            (&["1.500", "1.234.567"], b';', (Some(Comma), false, "1.234.567")),
            (&["0,500", "1,250"], b',', (Some(Comma), false, "0,500")),
            (&["1,500", "12.50"], b';', (Some(Point), true, "")),
            (&["1.500", "12.50"], b';', (Some(Point), true, "")),
            (&["1,500", "1,234,567"], b';', (Some(Point), true, "")),
            (&["1,500", "7"], b',', (Some(Point), false, "1,500")),
            (&["1.500", "7"], b',', (Some(Point), true, "")),
            (&["7", "1 234", "NULL", "x"], b';', (None, true, "")),
            (&["￥1,200.00元", "1.2万", "12元整"], b',', (Some(Point), true, "")),
        ] {
            let (mark, is_plain, evidence) = expected;
            assert_eq!(decimal(cells, separator), Ok((mark, is_plain, evidence.to_owned())), "{cells:?}");
        }
        for (cells, separator, expected) in [
            (&["1,500", "12,50", "1.500"][..], b';', doubtful("1,500", Some("1.500"), ["1500", "1.5"], DECIMAL)),
            (&["1,500", "1.500"], b',', doubtful("1,500", Some("1.500"), ["1500", "1.5"], DECIMAL)),
            (&["12,50", "12.75"], b',', doubtful("12,50", Some("12.75"), ["12.5", "12.75"], DECIMAL)),
            (&["1,500"], b';', doubtful("1,500", None, ["1500", "1.5"], DECIMAL)),
            (&["1.500"], b';', doubtful("1.500", None, ["1.5", "1500"], DECIMAL)),
        ] {
            assert_eq!(decimal(cells, separator), Err(expected), "{cells:?}");
            let pinned = numbers(cells.iter().copied(), separator, Some(Comma)).unwrap();
            assert_eq!((pinned.meaning.decimal, pinned.is_plain), (Some(Comma), true));
        }
    }

    /// Cents, or thousandths, as people of one convention write them.
    fn written(value: i64, decimals: usize, mark: char, between: Option<char>) -> String {
        let scale = 10_i64.pow(decimals as u32);
        let digits = (value.abs() / scale).to_string();
        let mut out = if value < 0 { "-".to_owned() } else { String::new() };
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.extend(between);
            }
            out.push(digit);
        }
        if decimals > 0 {
            out.push(mark);
            out.push_str(&format!("{:0decimals$}", value.abs() % scale));
        }
        out
    }

    proptest! {
        #[test]
        fn no_amount_becomes_another(
            values in prop::collection::vec((0u32..32, any::<i32>()), 1..12),
            decimals in 0usize..4, hand in 0usize..8, separator in prop::sample::select(vec![b',', b';', b'\t'])
        ) {
            let (mark, between) = [('.', None), ('.', Some(',')), (',', None), (',', Some('.')), (',', Some(' ')), (',', Some('\u{202f}')),
                ('.', Some('\'')), ('.', Some('，'))][hand];
            // Small ones are as frequent as large ones.
            let values: Vec<i64> = values.iter().map(|&(shift, v)| i64::from(v >> shift)).collect();
            let cells: Vec<String> = values.iter().map(|&v| written(v, decimals, mark, between)).collect();
            let meant: Vec<f64> = values.iter().map(|&v| written(v, decimals, '.', None).parse().unwrap()).collect();
            let read = |meaning| cells.iter().map(|cell| cell::amount(cell, meaning)).collect::<Option<Vec<f64>>>();
            // As the reader does: strictly, and where that fails by what the column says.
            let got = match read(Meaning::plain(separator)) {
                Some(got) => Some((got, true)),
                None => match numbers(cells.iter().map(String::as_str), separator, None) {
                    Ok(judged) => {
                        let got = read(judged.meaning);
                        prop_assert!(got.is_some(), "{:?} judged {:?}", cells, judged);
                        got.map(|got| (got, judged.is_plain))
                    }
                    Err(doubt) => {
                        prop_assert!(cells.contains(&doubt.cell));
                        None
                    }
                }
            };
            if let Some((got, is_plain)) = got {
                // Where every cell is like 1,500 or every one like 1.500, a guess was made; the former is told.
                let is_open = cells.iter().all(|cell| {
                    let one = |mark| cell.matches(mark).count() == 1 && cell.rsplit(mark).next().is_some_and(|d| d.len() == 3);
                    one(',') || one('，') || one('.') || !cell.contains([',', '.', '，'])
                });
                let is_told = !is_plain || cells.iter().all(|cell| !cell.contains([',', '，']));
                prop_assert!(got == meant || is_open && is_told && separator != b';', "{:?} as {:?}", cells, got);
            }
        }

        #[test]
        fn every_text_is_judged(
            cells in prop::collection::vec("[0-9１年月日点半周三下午APMTZ:./, +()￥万-]{0,24}|[0-9]{0,30}[.,:][0-9]{0,30}|\\PC{0,16}", 0..6),
            separator in prop::sample::select(vec![b',', b';'])
        ) {
            let zone = Zone::default();
            let cells = || cells.iter().map(String::as_str);
            let meanings = [times(cells(), Believed::default(), &zone, None), numbers(cells(), separator, None)];
            let mut clock = Clock::new(&zone, Believed::default());
            for cell in cells() {
                for judged in meanings.iter().flatten() {
                    clock.parse(cell, judged.meaning);
                    cell::bounded_amount(cell, judged.meaning);
                    cell::count(cell, judged.meaning);
                }
                for trim in crate::config::Trim::ALL {
                    prop_assert_eq!(trim.apply(cell).is_empty(), cell.is_empty());
                }
            }
        }

        #[test]
        fn no_date_becomes_another(
            days in prop::collection::vec(8_000i64..24_000, 1..12), form in prop::sample::select(vec!["%d/%m/%Y", "%-m/%-d/%Y", "%d.%m.%y",
                "%m-%d-%y", "%y/%m/%d", "%y/%-m/%-d", "%-d-%-m-%y", "%Y/%-m/%-d", "%d-%b-%y"])
        ) {
            let zone = Zone::named("UTC").unwrap();
            let meant: Vec<Seconds> = days.iter().map(|day| day * 86_400).collect();
            let show = |&at: &Seconds| jiff::Timestamp::from_second(at).unwrap().strftime(form).to_string();
            let cells: Vec<String> = meant.iter().map(show).collect();
            if let Ok(judged) = times(cells.iter().map(String::as_str), Believed::default(), &zone, None) {
                let mut clock = Clock::new(&zone, Believed::default());
                let got: Vec<_> = cells.iter().filter_map(|cell| clock.parse(cell, judged.meaning)).collect();
                prop_assert_eq!(got, meant, "{:?}", cells);
            }
        }
    }
}
