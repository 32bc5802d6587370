//! Strings that break programs, as values, keys, filters, orders, and as the names of entities and attributes.

mod names;
mod strings;
mod values;

use crate::{
    drivers::{Driver, on_every_driver},
    measured::{Measured, Property, share_of},
};

const PROPERTY: Property = Property {
    test: "naughty::DRIVER",
    claim: "no string leaves its place, as a value or a name, or does anything there but be kept",
    trials: "strings",
};

/// The list is tried again and again, each time between others.
const FULL: u32 = 100 * 50;

on_every_driver!(is_kept);

async fn is_kept(driver: &'static Driver) {
    let mut measured = Measured::new(&PROPERTY, driver);
    let rounds = share_of(FULL) / 50;
    for round in 0..rounds {
        let place = driver.place().await;
        let before = (driver.around)(place.address.clone()).await;
        let opened = driver.open(&place).await;
        values::are_kept(&*opened.store, &mut measured).await;
        names::are_names(&opened.store, round, &mut measured).await;
        let after = (driver.around)(place.address.clone()).await;
        measured.check(before == after, || {
            format!("around the place was {before:?} and is {after:?}")
        });
    }
    measured.end();
}
