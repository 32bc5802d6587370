//! The table of what sessions beside each other notice of each other, held to the page about it.

use std::{collections::BTreeMap, env, fs, path::PathBuf, sync::Arc};

use foobara_persistence::{Isolation, Store};
use foobara_testing::driver_suite::Anomaly;

use crate::{
    drivers::{self, Driver},
    measured::{Measured, Property},
};

const PROPERTY: Property = Property {
    test: "isolation::the_page_says_what_happens",
    claim: "the page about isolation says which anomalies happen, and no level lets in what it keeps out",
    trials: "anomalies",
};

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_what_happens() {
    let page = page();
    let written = fs::read_to_string(&page).unwrap_or_default();
    let mut rows = rows_of(&written);
    let mut all = Vec::new();
    for driver in drivers::ALL {
        let mut measured = Measured::new(&PROPERTY, driver);
        let observed = observed(driver, &mut measured).await;
        let of_page: Vec<String> = rows
            .iter()
            .filter(|(place, _)| place.0 == driver.name)
            .map(|(_, row)| row.clone())
            .collect();
        let of_driver: Vec<String> = observed.values().cloned().collect();
        if env::var_os("UPDATE_EXPECT").is_some() {
            rows.retain(|place, _| place.0 != driver.name);
            rows.extend(observed);
        } else {
            measured.check(of_page == of_driver, || {
                format!(
                    "the page says\n{}\nand this happens\n{}",
                    of_page.join("\n"),
                    of_driver.join("\n")
                )
            });
        }
        all.push(measured);
    }
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(page, text(&rows)).expect("the page can be written");
    }
    all.into_iter().for_each(Measured::end);
}

/// A row of the table is found by the driver and the level, from the laxest on.
type Rows = BTreeMap<(String, u8), String>;

async fn observed(driver: &'static Driver, measured: &mut Measured) -> Rows {
    let place = driver.place().await;
    let opened = driver.open(&place).await;
    let mut rows = Rows::new();
    let levels = opened.store.capabilities().isolation;
    for level in levels {
        let mut cells = vec![driver.name.to_owned(), shown(*level, levels)];
        for anomaly in Anomaly::ALL {
            let happens = anomaly.happens(&opened.store, *level).await;
            let is_kept_out = anomaly.is_kept_out_by(*level);
            measured.check(!(happens && is_kept_out), || {
                format!("{anomaly:?} happens at {level:?}")
            });
            measured.tried(1);
            cells.push(if happens { "happens" } else { "–" }.to_owned());
        }
        rows.insert(
            (driver.name.to_owned(), rank(*level)),
            format!("| {} |", cells.join(" | ")),
        );
    }
    rows.extend(other_levels(driver, &opened.store));
    rows
}

/// Says which level a unit gets that asks for one which the store has not got.
fn other_levels(driver: &Driver, store: &Arc<dyn Store>) -> Rows {
    let capabilities = store.capabilities();
    let missing = LEVELS
        .iter()
        .filter(|level| !capabilities.isolation.contains(level));
    let row = |level: &Isolation| {
        let instead = match capabilities.isolates(Some(*level)) {
            Some(stricter) => format!("as {stricter:?}"),
            None => "refused".to_owned(),
        };
        let cells = [
            driver.name.to_owned(),
            format!("{level:?}"),
            instead,
            String::new(),
            String::new(),
            String::new(),
        ];
        (
            (driver.name.to_owned(), rank(*level)),
            format!("| {} |", cells.join(" | ")),
        )
    };
    missing.map(row).collect()
}

const LEVELS: [Isolation; 3] = [
    Isolation::ReadCommitted,
    Isolation::Snapshot,
    Isolation::Serializable,
];

fn shown(level: Isolation, levels: &[Isolation]) -> String {
    let usual = if levels.first() == Some(&level) {
        " (usual)"
    } else {
        ""
    };
    format!("{level:?}{usual}")
}

const fn rank(level: Isolation) -> u8 {
    match level {
        Isolation::ReadCommitted => 0,
        Isolation::Snapshot => 1,
        Isolation::Serializable => 2,
    }
}

fn page() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/isolation.md"))
}

fn rows_of(page: &str) -> Rows {
    let mut rows = Rows::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (driver, level) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let level = LEVELS
            .iter()
            .find(|known| level.starts_with(&format!("{known:?}")));
        if let Some(level) = level {
            rows.insert((driver.to_owned(), rank(*level)), line.to_owned());
        }
    }
    rows
}

fn text(rows: &Rows) -> String {
    let rows: Vec<&str> = rows.values().map(String::as_str).collect();
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

const HEAD: &str = "\
# Isolation

What a unit of work notices of those beside it, by driver and level of isolation.
The table is what happens: a test of the battery (`foobara-persistence/tests/battery/isolation.rs`) tries to make each anomaly happen and compares; `UPDATE_EXPECT=1` writes the table anew.

- *Dirty read*: a unit sees what another one has not committed.
- *Unrepeatable read*: a unit sees a record change between two looks.
- *Lost update*: of two units that count a record up, one overwrites what the other did. Entities with a version are safe from that at every level: the second update is a conflict.
- *Write skew*: two units look at two records and each changes one, so that what both relied on does not hold any more.

A level that a driver has not got is replaced by the next stricter one that it has.

| driver | level | dirty read | unrepeatable read | lost update | write skew |
|---|---|---|---|---|---|";
