//! Filters that lead to records of other entities: how deep, and whose.

use std::fmt::Debug;

use foobara::{
    Auto, FaultKind, Filter, Key, MemoryStore, Repositories, persistence::StorageError, prelude::*,
};

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct City {
    #[entity(key)]
    id: Auto<i64>,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct Keeper {
    #[entity(key)]
    id: Auto<i64>,
    city: Key<City>,
    rival: Option<Key<Self>>,
}

/// Finds keepers, and says nothing of cities
#[foobara::command(domain = Zoo, reads(Keeper))]
async fn find_keepers(cx: Context<'_, FindKeepers>, which: u8) -> Result<u64, Fault> {
    let filter = filters().swap_remove(which.into());
    cx.read::<Keeper>().count(filter).await
}

/// Lets keepers go, and says nothing of cities
#[foobara::command(domain = Zoo, deletes(Keeper))]
async fn dismiss_keepers(cx: Context<'_, DismissKeepers>, which: u8) -> Result<u64, Fault> {
    let filter = filters().swap_remove(which.into());
    let dismissed = cx.write::<Keeper>().delete_all_by(filter).await?;
    Ok(dismissed.try_into().unwrap_or(u64::MAX))
}

fn filters() -> Vec<Filter> {
    let of_rival = || Filter::through("rival", Filter::All);
    let of_city = || Filter::through("city", Filter::All);
    vec![
        of_rival().and(!of_rival()),
        of_city(),
        !of_city(),
        of_rival().and(of_city()),
        of_rival().or(of_city()),
        Filter::through("rival", of_city()),
    ]
}

#[tokio::test]
async fn records_that_a_command_does_not_read_are_nothing_to_find_others_by() {
    let app = app();
    for which in 0..6 {
        check(which, app.run(FindKeepers { which }).await);
        check(which, app.run(DismissKeepers { which }).await);
    }
}

/// Only the first of the filters leads to keepers alone.
#[track_caller]
fn check<E: Debug>(which: u8, count: Result<u64, Failure<E>>) {
    match (which, count) {
        (0, count) => assert_eq!(count.expect("it reads keepers"), 0),
        (_, Err(Failure::Fault(fault))) => {
            assert!(matches!(fault.kind(), FaultKind::Misused(_)), "{fault:?}")
        }
        (_, count) => panic!("{which}: {count:?}"),
    }
}

/// Finds keepers by a filter with so many filters within each other
#[foobara::command(domain = Zoo, reads(Keeper))]
async fn dig(cx: Context<'_, Dig>, kind: u8, depth: u8) -> Result<u64, Fault> {
    let around = [
        |filter| Filter::through("rival", filter),
        |filter: Filter| !filter,
        |filter| Filter::And(vec![filter]),
        |filter| Filter::Or(vec![filter]),
    ];
    let filter = (0..depth).fold(Filter::All, |filter, _| around[usize::from(kind)](filter));
    cx.read::<Keeper>().count(filter).await
}

#[tokio::test]
async fn filters_nest_64_deep_and_no_deeper() {
    let app = app();
    for kind in 0..4 {
        assert_eq!(
            app.run(Dig { kind, depth: 64 })
                .await
                .expect("it is deep, and no more"),
            0
        );
        match app.run(Dig { kind, depth: 65 }).await {
            Err(Failure::Fault(fault)) => assert!(matches!(
                fault.kind(),
                FaultKind::Storage(StorageError::Other(error))
                    if error.to_string() == "a filter on zoo_keeper nests deeper than 64"
            )),
            found => panic!("{found:?}"),
        }
    }
}

fn app() -> App {
    App::builder()
        .domain::<Zoo>(commands![FindKeepers, DismissKeepers, Dig])
        .storage(MemoryStore::new())
        .build()
        .expect("it is right")
}
