//! Programs that are killed while they commit.
#![cfg(unix)]

use std::{collections::BTreeSet, process::Child, thread, time::Duration};

use crate::{
    child::{Ear, Told, Work},
    drivers::{Driver, Place, on_durable_drivers},
    measured::{Measured, Property, share_of},
    pairs::Pairs,
    random::Random,
};

const PROPERTY: Property = Property {
    test: "kills::DRIVER",
    claim: "what a killed program has acknowledged is there, and nothing is half there",
    trials: "kills",
};

const FULL: u32 = 1_000;

/// A place gets a successor after so many kills, for it grows.
const KILLS_OF_A_PLACE: u32 = 40;

on_durable_drivers!(lose_nothing);

async fn lose_nothing(driver: &'static Driver) {
    let (mut measured, mut random) = (Measured::new(&PROPERTY, driver), Random::new(2));
    let mut left = share_of(FULL);
    while left > 0 {
        let kills = left.min(KILLS_OF_A_PLACE);
        let place = driver.place().await;
        let mut acknowledged = BTreeSet::new();
        for kill in 0..kills {
            let first = kill * 1_000_000;
            acknowledged.extend(kill_one(driver, &place, first, &mut random, &mut measured));
            look(driver, &place, &acknowledged, &mut measured).await;
        }
        measured.tried(kills);
        left -= kills;
    }
    measured.end();
}

/// Starts a program, kills it some time after one of its first commits, and returns what it has acknowledged.
fn kill_one(
    driver: &Driver,
    place: &Place,
    first: u32,
    random: &mut Random,
    measured: &mut Measured,
) -> BTreeSet<u32> {
    let ear = Ear::new();
    let work = Work {
        driver,
        address: &place.address,
        first,
        count: 1_000_000,
    };
    let mut command = ear.command(&[], &work);
    command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    let (after, pause) = (
        random.below(10),
        Duration::from_micros(random.below(5_000).into()),
    );
    let mut acknowledged = BTreeSet::new();
    let mut is_killed = false;
    for told in heard(&ear, &mut child) {
        match told {
            Told::Acknowledged(number) => {
                acknowledged.insert(number);
            }
            other => measured.violation(format!("nothing was wrong when it was told {other:?}")),
        }
        if !is_killed && acknowledged.len() > after as usize {
            thread::sleep(pause);
            is_killed = child.kill().is_ok();
        }
    }
    child.wait().expect("it is our child");
    measured.check(is_killed, || "the program ended by itself".to_owned());
    acknowledged
}

fn heard(ear: &Ear, child: &mut Child) -> impl Iterator<Item = Told> + use<> {
    loop {
        if let Some(told) = ear.hear() {
            return told;
        }
        assert!(
            child.try_wait().is_ok_and(|ended| ended.is_none()),
            "the program ended and told nothing"
        );
        thread::sleep(Duration::from_millis(1));
    }
}

/// Opens the store again and looks at what is there.
async fn look(driver: &Driver, place: &Place, acknowledged: &BTreeSet<u32>, measured: &mut Measured) {
    let opened = driver.open(place).await;
    match Pairs::of(&*opened.store).await {
        // The last commit may have been made and not acknowledged.
        Ok(pairs) => pairs.check(acknowledged, &pairs.whole, measured),
        Err(error) => measured.violation(format!("what is left cannot be read: {error:?}")),
    }
}
