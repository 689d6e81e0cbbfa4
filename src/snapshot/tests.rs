//! What is stored comes back to the bit, and parts that do not fit each other are refused.

use std::io::Write;

use proptest::prelude::*;

use super::directory::Directory;
use super::reading::Sections;
use super::stored::Stored;
use super::writing::Writer;
use super::{Contents, open, write};
use crate::graph::Graph;
use crate::tables::{NO_TIME, Tables};

/// Stored and loaded again.
fn back<T: Stored>(value: &T) -> T {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes).unwrap();
    writer.inside("it", |to| value.store(to)).unwrap();
    writer.finish().unwrap();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    let (directory, opened) = Directory::read(file.path()).unwrap();
    let mut sections = Sections::read(file.path(), &opened, &directory, false, &crate::Progress::silent()).unwrap();
    sections.inside("it", T::load).unwrap()
}

fn odd_floats() -> impl Strategy<Value = f64> {
    let odd =
        [0.0, -0.0, f64::NAN, -f64::NAN, f64::INFINITY, 4_294_967_294.0, 4_294_967_295.0, 4_294_967_296.0, 0.5, 1e300];
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        proptest::sample::select(odd.to_vec()),
        (0..9u32).prop_map(f64::from)
    ]
}

fn odd_times() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), Just(NO_TIME), Just(i64::MAX), 1_700_000_000..1_800_000_000i64]
}

proptest! {
    #[test]
    fn numbers_come_back(
        mut floats in proptest::collection::vec(odd_floats(), 0..40),
        mut times in proptest::collection::vec(odd_times(), 0..40),
        numbers in proptest::collection::vec(0..3u32, 0..40),
        narrow in any::<bool>(),
        bytes in proptest::collection::vec(0..2u8, 0..9),
        texts in proptest::collection::vec("\\PC{0,5}", 0..9),
    ) {
        if narrow {
            floats.retain(|&x| x.is_nan() && x.to_bits() == f64::NAN.to_bits() || x.to_bits() == f64::from(x as u32).to_bits());
            times.retain(|&t| t == NO_TIME || (1_700_000_000..1_800_000_000).contains(&t));
        }
        let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&back(&floats)), bits(&floats));
        prop_assert_eq!(back(&times), times);
        prop_assert_eq!(back(&numbers), numbers);
        prop_assert_eq!(back(&bytes), bytes);
        prop_assert_eq!(back(&texts), texts);
    }
}

#[test]
fn one_value_many_times_takes_one_place() {
    let (many, none) = (vec![1.5; 1_000_000], vec![NO_TIME; 1_000_000]);
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes).unwrap();
    writer.inside("many", |to| many.store(to)).unwrap();
    writer.inside("none", |to| none.store(to)).unwrap();
    writer.finish().unwrap();
    assert!(bytes.len() < 1000, "{}", bytes.len());
    assert_eq!((back(&many), back(&none)), (many, none));
}

/// Between its directory and its sections, which no later moment is worse than.
#[test]
fn what_is_cut_off_while_it_is_read_is_told_and_what_is_replaced_is_read_to_its_end() {
    let stored = |numbers: &[u32]| {
        let mut bytes = Vec::new();
        let mut writer = Writer::new(&mut bytes).unwrap();
        writer.inside("it", |to| numbers.to_vec().store(to)).unwrap();
        writer.finish().unwrap();
        bytes
    };
    let numbers: Vec<u32> = (0..100_000).collect();
    let other: Vec<u32> = (0..100_000).rev().collect();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.renmai");
    for trusted in [false, true] {
        let read = |meanwhile: &dyn Fn()| {
            std::fs::write(&path, stored(&numbers)).unwrap();
            let (directory, file) = Directory::read(&path).unwrap();
            meanwhile();
            let sections = Sections::read(&path, &file, &directory, trusted, &crate::Progress::silent());
            sections.map(|mut sections| sections.inside("it", Vec::<u32>::load).unwrap())
        };
        let replaced = || {
            std::fs::write(dir.path().join("new"), stored(&other)).unwrap();
            std::fs::rename(dir.path().join("new"), &path).unwrap();
        };
        assert_eq!(read(&replaced).unwrap(), numbers);
        assert_eq!(read(&|| std::fs::remove_file(&path).unwrap()).unwrap(), numbers);
        let cut = || std::fs::File::options().write(true).open(&path).unwrap().set_len(1000).unwrap();
        assert_eq!(read(&cut).unwrap_err().kind(), crate::ErrorKind::Data);
        // Written over in place, which renmai does not do: the sums tell.
        let over = read(&|| std::fs::write(&path, stored(&other)).unwrap());
        assert_eq!(over.is_err(), !trusted);
    }
}

#[test]
fn parts_of_different_data_are_refused_though_their_sums_are_right() {
    let tables = |text: &str| Tables::from_csv(&[("memberships", text)]).unwrap();
    let graph = |tables: &Tables| -> Graph {
        let config = crate::Config::default();
        let zone = crate::analysis::zone(&config).unwrap();
        let options = crate::graph::BuildOptions {
            graph: &config.graph,
            attention: &config.attention,
            staff: &config.staff,
            opted_out: config.privacy.opted_out,
            as_of: 0,
            zone: &zone,
            contact_window_days: 90,
        };
        crate::graph::build(tables, options, &crate::Progress::silent()).unwrap()
    };
    let small = tables("user_id,group_id\na,g\nb,g\n");
    let large = tables("user_id,group_id\na,g\nb,g\nc,h\nd,h\n");
    let graphs = [graph(&small), graph(&large)];
    let store = |tables: &Tables, graph: &Graph| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let contents = Contents { configuration: "", tables, graph: ("", graph), measures: None };
        write(contents, &mut file).unwrap();
        open(file.path(), false, crate::memory::Budget::new(None), &crate::Progress::silent())
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    assert_eq!(store(&small, &graphs[0]), Ok(()));
    assert!(store(&small, &graphs[1]).unwrap_err().contains("does not fit"));
    assert!(store(&large, &graphs[0]).unwrap_err().contains("does not fit"));
    // Numbers of people who are not there.
    let mut wrong = tables("user_id,group_id\na,g\nb,g\n");
    wrong.memberships.user[1] = 2;
    assert!(store(&wrong, &graphs[0]).unwrap_err().contains("tables.memberships"));
    // Ties that one end knows nothing of, or weighs otherwise, or that lead back.
    let contacts = "from_id,to_id,kind,at\na,b,mention,1970-01-01\nb,c,mention,1970-01-01\na,c,reply,1970-01-01\n";
    let three = [("memberships", "user_id,group_id\na,g\nb,g\nc,g\nd,g\n"), ("interactions", contacts)];
    let tables = Tables::from_csv(&three).unwrap();
    let changed = |change: &dyn Fn(&mut crate::graph::Ties)| {
        let mut graph = graph(&tables);
        assert_eq!(graph.ties.rows.items, [1, 2, 0, 2, 0, 1]);
        change(&mut graph.ties);
        store(&tables, &graph)
    };
    assert_eq!(changed(&|_| ()), Ok(()));
    let wrong: [&dyn Fn(&mut crate::graph::Ties); 8] = [
        &|ties| ties.rows.items[1] = 1 << 30,
        &|ties| ties.weights.truncate(5),
        &|ties| ties.rows.items[1] = 3,
        &|ties| ties.rows.items[0] = 0,
        &|ties| ties.rows.items[5] = 3,
        &|ties| ties.rows.offsets = vec![0, 2, 4, 4, 6],
        &|ties| ties.weights[0] *= 2.0,
        &|ties| ties.weights[5] *= 2.0,
    ];
    for change in wrong {
        assert!(changed(change).unwrap_err().contains("graph.ties"));
    }
}
