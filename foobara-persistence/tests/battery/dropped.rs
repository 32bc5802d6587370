//! Steps that are dropped after each number of polls.

use std::{collections::BTreeSet, future::poll_fn, pin::pin, task::Poll};

use foobara_persistence::{Begin, Finish, Savepoint, Session, StorageError, Store, Stored};
use tokio::time::timeout;

use crate::{
    drivers::{Driver, on_every_driver},
    measured::{Measured, Property, at_once, share_of},
    pairs::{self, Pairs},
    random::Random,
};

const PROPERTY: Property = Property {
    test: "dropped::DRIVER",
    claim: "a step that is dropped leaves nothing half done and holds nobody up",
    trials: "drops",
};

const FULL: u32 = 10_000;

/// So many drops come between two looks at what they have left.
const BETWEEN_LOOKS: u32 = 50;

on_every_driver!(leaves_nothing);

/// The step that is dropped.
#[derive(Debug, Clone, Copy)]
enum Step {
    Begin,
    Fetch,
    Apply,
    Savepoint,
    Commit,
    Rollback,
}

const STEPS: [Step; 6] = [
    Step::Begin,
    Step::Fetch,
    Step::Apply,
    Step::Savepoint,
    Step::Commit,
    Step::Rollback,
];

/// When it is dropped.
#[derive(Debug, Clone, Copy)]
enum When {
    /// When it was polled so often, each time because it can go on.
    Woken(u32),
    /// When it was polled so often, whether it can go on or not.
    Polled(u32),
}

/// The numbers of pairs whose commit was acknowledged, and of those whose commit was tried.
#[derive(Default)]
struct Committed {
    acknowledged: BTreeSet<u32>,
    tried: BTreeSet<u32>,
}

async fn leaves_nothing(driver: &'static Driver) {
    let place = driver.place().await;
    let opened = driver.open(&place).await;
    let (mut measured, mut random) = (Measured::new(&PROPERTY, driver), Random::new(1));
    let mut committed = Committed::default();
    let drops = share_of(FULL);
    for number in 0..drops {
        let step = STEPS[number as usize % STEPS.len()];
        let when = match random.below(2) {
            0 => When::Woken(random.below(10)),
            _ => When::Polled(random.below(50)),
        };
        let cut = cut(&*opened.store, step, when, number, &mut committed);
        if let Err(error) = within(cut).await {
            measured.violation(format!("{step:?} dropped {when:?} as number {number}: {error:?}"));
        }
        measured.tried(1);
        if number % BETWEEN_LOOKS == BETWEEN_LOOKS - 1 || number + 1 == drops {
            look(driver, &*opened.store, &mut committed, &mut measured).await;
            let address = place.address.clone();
            let left = settled(driver, address).await;
            measured.check(left == 0, || {
                format!("{left} connections are in a transaction after {number}")
            });
        }
    }
    measured.end();
}

/// Does the steps of a session up to one, which is dropped; then the session is dropped, too.
async fn cut(
    store: &dyn Store,
    step: Step,
    when: When,
    number: u32,
    committed: &mut Committed,
) -> Stored<()> {
    if matches!(step, Step::Begin) {
        return dropped(store.begin(Begin::default()), when)
            .await
            .transpose()
            .map(drop);
    }
    let mut session = store.begin(Begin::default()).await?;
    if matches!(step, Step::Apply) {
        session.apply(&[pairs::left(number)]).await?;
        return dropped(session.apply(&[pairs::right(number)]), when)
            .await
            .transpose()
            .map(drop);
    }
    pairs::create(&mut *session, number).await?;
    match step {
        Step::Fetch => dropped(session.fetch(&pairs::all()), when)
            .await
            .transpose()
            .map(drop),
        Step::Savepoint => dropped(marks(&mut *session), when).await.transpose().map(drop),
        Step::Rollback => dropped(session.finish(Finish::Rollback), when)
            .await
            .transpose()
            .map(drop),
        Step::Begin | Step::Apply | Step::Commit => {
            committed.tried.insert(number);
            let done = dropped(session.finish(Finish::Commit), when).await.transpose()?;
            if done.is_some() {
                committed.acknowledged.insert(number);
            }
            Ok(())
        }
    }
}

async fn marks(session: &mut dyn Session) -> Stored<()> {
    session.savepoint(Savepoint::Set).await?;
    session.savepoint(Savepoint::Set).await?;
    session.savepoint(Savepoint::Release).await?;
    session.savepoint(Savepoint::RollBack).await
}

/// Polls a step until it is to be dropped, and drops it. Returns what came of it, if it was done by then.
async fn dropped<T>(step: impl Future<Output = T>, when: When) -> Option<T> {
    let mut step = pin!(step);
    let (mut left, is_busy) = match when {
        When::Woken(polls) => (polls, false),
        When::Polled(polls) => (polls, true),
    };
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        if is_busy || left == 0 {
            context.waker().wake_by_ref();
        }
        step.as_mut().poll(context).map(Some)
    })
    .await
}

/// Looks at what the drops have left: pairs, and a pool of which every connection can be used.
async fn look(driver: &Driver, store: &dyn Store, committed: &mut Committed, measured: &mut Measured) {
    for readers in 0..driver.sessions {
        let number = 1_000_000 + measured_number(committed);
        match within(beside_readers(store, readers, number)).await {
            Ok(()) => {
                committed.tried.insert(number);
                committed.acknowledged.insert(number);
            }
            Err(error) => measured.violation(format!("a commit beside {readers} readers: {error:?}")),
        }
    }
    match within(Pairs::of(store)).await {
        Ok(pairs) => pairs.check(&committed.acknowledged, &committed.tried, measured),
        Err(error) => measured.violation(format!("pairs cannot be read: {error:?}")),
    }
}

fn measured_number(committed: &Committed) -> u32 {
    u32::try_from(committed.tried.len()).expect("there are not so many")
}

async fn beside_readers(store: &dyn Store, readers: usize, number: u32) -> Stored<()> {
    let mut held = Vec::new();
    for _ in 0..readers {
        let mut reader = pairs::reader(store).await?;
        reader.fetch(&pairs::all()).await?;
        held.push(reader);
    }
    pairs::commit(store, number).await
}

/// Counts the connections that are in a transaction once what was dropped had the time to end.
async fn settled(driver: &Driver, address: String) -> usize {
    let left = timeout(at_once(), async {
        while (driver.in_transaction)(address.clone()).await > 0 {
            tokio::task::yield_now().await;
        }
    });
    match left.await {
        Ok(()) => 0,
        Err(_) => (driver.in_transaction)(address).await,
    }
}

/// Waits for what nobody may hold up.
async fn within<T>(step: impl Future<Output = Stored<T>>) -> Stored<T> {
    let held_up = |_| Err(StorageError::Other("it is held up".into()));
    timeout(at_once(), step).await.unwrap_or_else(held_up)
}
