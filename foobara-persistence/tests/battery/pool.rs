//! More callers than connections.

use std::time::{Duration, Instant};

use foobara_core::{App, Fault, FaultKind};
use foobara_persistence::{Repositories, StorageError};
use foobara_testing::driver_suite::{
    entities::Keeper,
    script::{Script, attempt, stop},
};
use foobara_types::ErrorKind;
use tokio::{task::JoinSet, time::timeout};

use crate::{
    drivers::{Driver, Opened, PATIENCE, on_every_driver},
    measured::{Measured, Property, share_of},
    pairs::{self, Pairs},
};

const PROPERTY: Property = Property {
    test: "pool::DRIVER",
    claim: "callers with sub-commands who share few connections are served or told to come back, and soon",
    trials: "callers",
};

const FULL: u32 = 500 * 100;

/// So many callers come at once, whatever the share is.
const AT_ONCE: u32 = 500;

/// How long a caller is served once it is its turn.
const SERVICE: Duration = Duration::from_secs(10);

on_every_driver!(is_shared);

async fn is_shared(driver: &'static Driver) {
    let mut measured = Measured::new(&PROPERTY, driver);
    for _ in 0..share_of(FULL) / AT_ONCE {
        let place = driver.place().await;
        let opened = driver.open(&place).await;
        crowd(&opened, &mut measured).await;
        measured.tried(AT_ONCE);
        if driver.gives_up {
            exhausted(driver, &opened, &mut measured).await;
        }
        works(&opened, AT_ONCE * 2, &mut measured).await;
    }
    measured.end();
}

/// All callers at once: each creates a pair, half of it in a sub-command of a sub-command.
async fn crowd(opened: &Opened, measured: &mut Measured) {
    let mut callers = JoinSet::new();
    for number in 0..AT_ONCE {
        let app = opened.app.clone();
        callers.spawn(async move { (number, timeout(PATIENCE + SERVICE, call(&app, number)).await) });
    }
    let (mut served, mut tried) = (
        std::collections::BTreeSet::new(),
        std::collections::BTreeSet::new(),
    );
    while let Some(caller) = callers.join_next().await {
        let (number, outcome) = caller.expect("no caller panics");
        tried.insert(number);
        match outcome {
            Ok(Ok(())) => {
                served.insert(number);
            }
            Ok(Err(fault)) => measured.check(is_told_to_come_back(&fault), || format!("{number}: {fault:?}")),
            Err(_) => measured.violation(format!("{number} waits for more than {:?}", PATIENCE + SERVICE)),
        }
    }
    measured.check(!served.is_empty(), || "nobody was served".to_owned());
    match Pairs::of(&*opened.store).await {
        Ok(pairs) => pairs.check(&served, &tried, measured),
        Err(error) => measured.violation(format!("pairs cannot be read: {error:?}")),
    }
}

async fn call(app: &App, number: u32) -> Result<(), Fault> {
    let left = format!("{number:08} left");
    let right = format!("{number:08} right");
    let undone = format!("{number:08} undone");
    attempt(app, move |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named(&left)).await?;
            let below = Script::new(move |cx| {
                Box::pin(async move {
                    let fails = Script::new(move |cx| {
                        Box::pin(async move {
                            cx.write::<Keeper>().create(Keeper::named(&undone)).await?;
                            Err(stop())
                        })
                    });
                    drop(cx.sub(fails).attempt().await);
                    let works = Script::new(move |cx| {
                        Box::pin(async move {
                            cx.write::<Keeper>().create(Keeper::named(&right)).await?;
                            Ok(())
                        })
                    });
                    cx.sub(works).run().await?;
                    Ok(())
                })
            });
            cx.sub(below).run().await?;
            Ok(())
        })
    })
    .await
}

/// Every connection is held: who comes is told to come back, after a while.
async fn exhausted(driver: &Driver, opened: &Opened, measured: &mut Measured) {
    let mut held = Vec::new();
    for _ in 0..driver.sessions {
        let mut reader = pairs::reader(&*opened.store)
            .await
            .expect("there is a connection left");
        reader.fetch(&pairs::all()).await.expect("it reads");
        held.push(reader);
    }
    let began = Instant::now();
    let bound = PATIENCE * 2 + Duration::from_secs(1);
    match timeout(bound, call(&opened.app, AT_ONCE)).await {
        // Stores without a pool have nothing to run out of.
        Ok(Ok(())) => {}
        Ok(Err(fault)) => measured.check(is_told_to_come_back(&fault), || {
            format!("an empty pool: {fault:?}")
        }),
        Err(_) => measured.violation(format!("an empty pool is waited for since {:?}", began.elapsed())),
    }
}

async fn works(opened: &Opened, number: u32, measured: &mut Measured) {
    match timeout(SERVICE, call(&opened.app, number)).await {
        Ok(Ok(())) => {}
        other => measured.violation(format!("nothing works afterwards: {other:?}")),
    }
}

/// Whether a fault is one of storage that is not available, which transports say as such: HTTP by 503.
fn is_told_to_come_back(fault: &Fault) -> bool {
    matches!(fault.kind(), FaultKind::Storage(StorageError::Unavailable(_)))
        && fault.errors().kind() == ErrorKind::Unavailable
}
