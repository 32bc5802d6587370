//! Records that are committed in pairs, so that half a commit can be seen.

use std::collections::{BTreeMap, BTreeSet};

use foobara_persistence::{Begin, Change, Entity, Finish, Query, Session, Shape, Store, Stored};
use foobara_testing::driver_suite::entities::Keeper;

use crate::measured::Measured;

/// What is there of pairs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs {
    /// The numbers of which both records are there.
    pub(crate) whole: BTreeSet<u32>,
    /// The numbers of which one record is there.
    pub(crate) half: BTreeSet<u32>,
}

/// Creates a pair in two steps.
pub(crate) async fn create(session: &mut dyn Session, number: u32) -> Stored<()> {
    session.apply(&[left(number)]).await?;
    session.apply(&[right(number)]).await?;
    Ok(())
}

/// Creates a pair in a session of its own and commits it.
pub(crate) async fn commit(store: &dyn Store, number: u32) -> Stored<()> {
    let mut session = store.begin(Begin::default()).await?;
    create(&mut *session, number).await?;
    session.finish(Finish::Commit).await
}

pub(crate) fn left(number: u32) -> Change {
    creation(number, "left")
}

pub(crate) fn right(number: u32) -> Change {
    creation(number, "right")
}

/// Asks for all pairs.
pub(crate) fn all() -> Query {
    Query::all(Shape::of_entity::<Keeper>())
}

/// Returns a session that only reads.
pub(crate) async fn reader(store: &dyn Store) -> Stored<Box<dyn Session>> {
    let mut how = Begin::default();
    how.read_only = true;
    store.begin(how).await
}

impl Pairs {
    /// Looks at what is committed.
    pub(crate) async fn of(store: &dyn Store) -> Stored<Self> {
        let mut session = reader(store).await?;
        let rows = session.fetch(&all()).await?.rows;
        session.finish(Finish::Rollback).await?;
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for row in rows {
            let keeper = Keeper::from_row(row)?;
            let number = keeper
                .name
                .split(' ')
                .next()
                .and_then(|number| number.parse().ok());
            *counts.entry(number.unwrap_or(u32::MAX)).or_default() += 1;
        }
        let mut pairs = Self::default();
        for (number, count) in counts {
            if count == 2 {
                &mut pairs.whole
            } else {
                &mut pairs.half
            }
            .insert(number);
        }
        Ok(pairs)
    }

    /// Notes what is half there, what was acknowledged and is not there, and what is there and was never committed.
    pub(crate) fn check(&self, acknowledged: &BTreeSet<u32>, tried: &BTreeSet<u32>, measured: &mut Measured) {
        for number in &self.half {
            measured.violation(format!("{number} is half there"));
        }
        for number in acknowledged.difference(&self.whole) {
            measured.violation(format!("{number} was acknowledged and is not there"));
        }
        for number in self.whole.difference(tried) {
            measured.violation(format!("{number} is there and was never committed"));
        }
    }
}

fn creation(number: u32, side: &str) -> Change {
    let keeper = Keeper::named(&format!("{number:08} {side}"));
    Change::create(Shape::of_entity::<Keeper>(), keeper.to_row())
}
