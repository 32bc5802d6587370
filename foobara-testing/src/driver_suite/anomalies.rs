//! What sessions beside each other may notice of each other, and what they must not.

#![expect(
    clippy::disallowed_methods,
    reason = "these are sessions beside each other, and no runs"
)]

use std::{sync::Arc, time::Duration};

use foobara_persistence::{Begin, Change, Entity, Finish, Isolation, Query, Session, Shape, Store, Stored};
use tokio::{sync::Barrier, time::timeout};

use super::entities::Keeper;

/// Something that could not happen if sessions ran one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anomaly {
    /// A session sees what another one has not committed.
    DirtyRead,
    /// A session sees a record change between two looks.
    UnrepeatableRead,
    /// Of two sessions that count a record up, one overwrites what the other did.
    LostUpdate,
    /// Two sessions look at two records and each changes one, so that what both relied on does not hold any more.
    WriteSkew,
}

impl Anomaly {
    /// All of them, from the worst to the most subtle.
    pub const ALL: [Self; 4] = [
        Self::DirtyRead,
        Self::UnrepeatableRead,
        Self::LostUpdate,
        Self::WriteSkew,
    ];

    /// Returns whether it must not happen at a level of isolation.
    pub fn is_kept_out_by(self, isolation: Isolation) -> bool {
        let least = match self {
            Self::DirtyRead => Isolation::ReadCommitted,
            Self::UnrepeatableRead | Self::LostUpdate => Isolation::Snapshot,
            Self::WriteSkew => Isolation::Serializable,
        };
        isolation >= least
    }

    /// Tries to make it happen, and returns whether it did.
    ///
    /// # Panics
    ///
    /// When a step fails for another reason than a conflict.
    pub async fn happens(self, store: &Arc<dyn Store>, isolation: Isolation) -> bool {
        put(store, &[Keeper::paid("a", 1), Keeper::paid("b", 1)]).await;
        match self {
            Self::DirtyRead => dirty_read(store, isolation).await,
            Self::UnrepeatableRead => unrepeatable_read(store, isolation).await,
            Self::LostUpdate => lost_update(store, isolation).await,
            Self::WriteSkew => write_skew(store, isolation).await,
        }
    }
}

/// How long a session waits for the other one to come as far, which it cannot while it waits itself.
const PATIENCE: Duration = Duration::from_millis(150);

async fn dirty_read(store: &Arc<dyn Store>, isolation: Isolation) -> bool {
    let mut writer = begin(store, isolation).await.expect("it begins");
    pay(&mut *writer, "a", 100).await.expect("nobody else is there");
    let reader = {
        let store = Arc::clone(store);
        tokio::spawn(async move {
            let mut reader = begin(&store, isolation).await?;
            salary(&mut *reader, "a").await
        })
    };
    tokio::time::sleep(PATIENCE).await;
    writer.finish(Finish::Rollback).await.expect("it is undone");
    let seen = reader.await.expect("it does not panic");
    seen.is_ok_and(|salary| salary == 100)
}

async fn unrepeatable_read(store: &Arc<dyn Store>, isolation: Isolation) -> bool {
    let mut reader = begin(store, isolation).await.expect("it begins");
    let before = salary(&mut *reader, "a").await.expect("it is there");
    let writer = {
        let store = Arc::clone(store);
        tokio::spawn(async move {
            let mut writer = begin(&store, isolation).await?;
            pay(&mut *writer, "a", 100).await?;
            writer.finish(Finish::Commit).await
        })
    };
    tokio::time::sleep(PATIENCE).await;
    let after = salary(&mut *reader, "a").await;
    drop(reader.finish(Finish::Rollback).await);
    // Whether it had to wait, or was refused, is its own affair.
    drop(writer.await.expect("it does not panic"));
    after.is_ok_and(|after| after != before)
}

async fn lost_update(store: &Arc<dyn Store>, isolation: Isolation) -> bool {
    let raised = both(store, isolation, async |session, _, barrier| {
        let before = salary(session, "a").await?;
        meet(barrier).await;
        pay(session, "a", before + 1).await
    });
    let raises = raised.await;
    let mut reader = begin(store, isolation).await.expect("it begins");
    salary(&mut *reader, "a").await.expect("it is there") != 1 + raises
}

async fn write_skew(store: &Arc<dyn Store>, isolation: Isolation) -> bool {
    let left = both(store, isolation, async |session, name, barrier| {
        let on_duty = salary(session, "a").await? + salary(session, "b").await?;
        meet(barrier).await;
        if on_duty > 1 {
            pay(session, name, 0).await
        } else {
            Ok(())
        }
    });
    left.await;
    let mut reader = begin(store, isolation).await.expect("it begins");
    let a = salary(&mut *reader, "a").await.expect("it is there");
    a + salary(&mut *reader, "b").await.expect("it is there") == 0
}

/// Does the same in two sessions at once, and returns how many of them were committed.
async fn both<F>(store: &Arc<dyn Store>, isolation: Isolation, work: F) -> i64
where
    F: for<'a> AsyncFn(&'a mut dyn Session, &'static str, &'a Barrier) -> Stored<()>,
{
    let barrier = Barrier::new(2);
    let one = async |name| -> Stored<()> {
        let mut session = begin(store, isolation).await?;
        work(&mut *session, name, &barrier).await?;
        session.finish(Finish::Commit).await
    };
    let (a, b) = tokio::join!(one("a"), one("b"));
    i64::from(a.is_ok()) + i64::from(b.is_ok())
}

async fn meet(barrier: &Barrier) {
    let _ = timeout(PATIENCE, barrier.wait()).await;
}

async fn begin(store: &Arc<dyn Store>, isolation: Isolation) -> Stored<Box<dyn Session>> {
    let mut how = Begin::default();
    how.isolation = Some(isolation);
    store.begin(how).await
}

async fn salary(session: &mut dyn Session, name: &str) -> Stored<i64> {
    let mut query = Query::all(Shape::of_entity::<Keeper>());
    query.filter = foobara_persistence::Filter::Keys(vec![name.into()]);
    let rows = session.fetch(&query).await?.rows;
    let keeper = rows
        .into_iter()
        .next()
        .map(Keeper::from_row)
        .expect("it is there")?;
    Ok(keeper.salary)
}

async fn pay(session: &mut dyn Session, name: &str, salary: i64) -> Stored<()> {
    let row = Keeper::paid(name, salary).to_row();
    session
        .apply(&[Change::update(Shape::of_entity::<Keeper>(), row, None)])
        .await?;
    Ok(())
}

async fn put(store: &Arc<dyn Store>, keepers: &[Keeper]) {
    let shape = Shape::of_entity::<Keeper>();
    let changes: Vec<Change> = keepers
        .iter()
        .map(|keeper| Change::put(shape, keeper.to_row()))
        .collect();
    let mut session = store.begin(Begin::default()).await.expect("it begins");
    session.apply(&changes).await.expect("there is room");
    session.finish(Finish::Commit).await.expect("it is committed");
}
