//! Transfers between few accounts, many of them at once.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use foobara_core::{App, Fault, FaultKind};
use foobara_persistence::{Repositories, StorageError};
use foobara_testing::driver_suite::{
    entities::Keeper,
    script::{attempt, run},
};
use tokio::{task::JoinSet, time::timeout};

use crate::{
    drivers::{Driver, on_every_driver},
    measured::{Measured, Property, share_of},
    random::Random,
};

const PROPERTY: Property = Property {
    test: "transfers::DRIVER",
    claim: "transfers that conflict and are tried again keep the sum, and none is lost",
    trials: "transfers",
};

const FULL: u32 = 100_000;
const ACCOUNTS: u32 = 12;
const BESIDE_EACH_OTHER: u32 = 16;

/// However unlucky a transfer is, it is done after so many tries.
const TRIES: u32 = 10_000;

on_every_driver!(keep_the_sum);

async fn keep_the_sum(driver: &'static Driver) {
    let place = driver.place().await;
    let app = driver.open(&place).await.app;
    let mut measured = Measured::new(&PROPERTY, driver);
    let transfers = share_of(FULL);
    run(&app, |cx| {
        Box::pin(async move {
            let accounts = (0..ACCOUNTS).map(|number| Keeper::paid(&name(number), 1_000));
            cx.write::<Keeper>().create_many(accounts.collect()).await?;
            Ok(())
        })
    })
    .await;

    let left = Arc::new(AtomicU32::new(transfers));
    let mut workers = JoinSet::new();
    for seed in 0..BESIDE_EACH_OTHER {
        workers.spawn(work(app.clone(), Arc::clone(&left), Random::new(seed.into())));
    }
    let bound = Duration::from_millis(60) * transfers + Duration::from_secs(60);
    let ended = timeout(bound, async {
        while let Some(worker) = workers.join_next().await {
            if let Err(violation) = worker.expect("no worker panics") {
                measured.violation(violation);
            }
        }
    });
    let ended = ended.await.is_ok();
    measured.check(ended, || format!("not done after {bound:?}"));
    measured.tried(transfers);

    let accounts = accounts(&app).await;
    let sum: i64 = accounts.iter().map(|account| account.salary).sum();
    measured.check(sum == i64::from(ACCOUNTS) * 1_000, || format!("the sum is {sum}"));
    let changes: u32 = accounts.iter().map(|account| account.version).sum();
    measured.check(changes == 2 * transfers, || {
        format!("{changes} changes of {transfers} transfers")
    });
    measured.end();
}

/// Makes transfers until there are none left to make.
async fn work(app: App, left: Arc<AtomicU32>, mut random: Random) -> Result<(), String> {
    let take = |left: u32| left.checked_sub(1);
    while left
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
        .is_ok()
    {
        let from = random.below(ACCOUNTS);
        let to = (from + 1 + random.below(ACCOUNTS - 1)) % ACCOUNTS;
        // Some take the accounts in any order, and deadlock where there are locks, which costs such a server a second.
        let is_ordered = random.below(50) > 0;
        let (from, to) = if is_ordered {
            (from.min(to), from.max(to))
        } else {
            (from, to)
        };
        let amount = i64::from(random.below(200)) - 100;
        insist(&app, from, to, amount).await?;
    }
    Ok(())
}

async fn insist(app: &App, from: u32, to: u32, amount: i64) -> Result<(), String> {
    for _ in 0..TRIES {
        match transfer(app, from, to, amount).await.map_err(Fault::into_kind) {
            Ok(()) => return Ok(()),
            // Who waits for a connection, because those who have one wait for each other, has begun nothing.
            Err(FaultKind::Storage(StorageError::Conflict | StorageError::Unavailable(_))) => {
                tokio::task::yield_now().await;
            }
            Err(other) => return Err(format!("a transfer failed: {other:?}")),
        }
    }
    Err(format!("a transfer met others {TRIES} times"))
}

async fn transfer(app: &App, from: u32, to: u32, amount: i64) -> Result<(), Fault> {
    attempt(app, move |cx| {
        Box::pin(async move {
            let from = cx.read::<Keeper>().load(name(from)).await?;
            let to = cx.read::<Keeper>().load(name(to)).await?;
            tokio::task::yield_now().await;
            let less = from.salary - amount;
            cx.write::<Keeper>()
                .update(&Keeper { salary: less, ..from })
                .await?;
            let more = to.salary + amount;
            cx.write::<Keeper>()
                .update(&Keeper { salary: more, ..to })
                .await?;
            Ok(())
        })
    })
    .await
}

async fn accounts(app: &App) -> Vec<Keeper> {
    let accounts = Arc::new(Mutex::new(Vec::new()));
    let found = Arc::clone(&accounts);
    run(app, move |cx| {
        Box::pin(async move {
            let all = cx.read::<Keeper>().all().await?;
            *found.lock().expect("not poisoned") = all;
            Ok(())
        })
    })
    .await;
    let mut accounts = accounts.lock().expect("not poisoned");
    std::mem::take(&mut accounts)
}

fn name(number: u32) -> String {
    format!("account {number}")
}
