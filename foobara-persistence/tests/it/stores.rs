//! Several stores as one: the suite over two, and how they are committed.

use std::path::Path;

use foobara_core::{App, BuildError, Domain, Fault, FaultKind, Storage as _};
use foobara_persistence::{
    AnyStore, CommittedInPart, Entity, FaultInjecting, Filter, Job, MemoryStore, OutboxMessage, Repositories,
    SqliteConfig, SqliteStore, Step, StorageError, Store, Stores,
};
use foobara_testing::driver_suite::{
    Subject, driver_suite,
    entities::{Capybara, Keeper, Visit, Zoo},
    script::{Script, attempt, run},
};

async fn open_at(folder: &Path) -> SqliteStore {
    SqliteConfig::new(folder.join("zoo.sqlite3"))
        .connections(4)
        .synchronous_normal()
        .open()
        .await
        .expect("it opens")
}

async fn open() -> Subject {
    let folder = tempfile::tempdir().expect("there is a folder");
    let store = open_at(folder.path()).await;
    let kept = [Keeper::model, Visit::model, OutboxMessage::model, Job::model];
    let stores = Stores::new(MemoryStore::new()).keep(kept, store);
    Subject::new(stores).await.keeping(folder)
}

driver_suite!(open);

/// An app that has keepers in one store, and capybaras in the default one.
struct Two {
    keepers: FaultInjecting<AnyStore>,
    capybaras: FaultInjecting<AnyStore>,
    app: App,
}

impl Two {
    async fn new(keepers: impl Store, capybaras: impl Store) -> Self {
        let keepers = FaultInjecting::new(AnyStore::new(keepers));
        let capybaras = FaultInjecting::new(AnyStore::new(capybaras));
        let stores = Stores::new(capybaras.clone()).keep([Keeper::model, Visit::model], keepers.clone());
        let Subject { app, .. } = Subject::new(stores).await;
        Self {
            keepers,
            capybaras,
            app,
        }
    }

    /// Creates one of each, the capybara first.
    async fn fill(&self) -> Result<(), Fault> {
        attempt(&self.app, |cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                cx.write::<Keeper>().create(Keeper::named("a")).await?;
                Ok(())
            })
        })
        .await
    }

    /// Asserts how many of each there are.
    async fn has(&self, keepers: u64, capybaras: u64) {
        run(&self.app, move |cx| {
            Box::pin(async move {
                assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, keepers, "keepers");
                assert_eq!(
                    cx.read::<Capybara>().count(Filter::All).await?,
                    capybaras,
                    "capybaras"
                );
                Ok(())
            })
        })
        .await;
    }
}

#[track_caller]
fn storage_error(failed: Result<(), Fault>) -> StorageError {
    match failed.expect_err("it fails").into_kind() {
        FaultKind::Storage(error) => error,
        other => panic!("not an error of storage: {other:?}"),
    }
}

/// What holds of every two stores.
async fn check(keepers: impl Store, capybaras: impl Store) {
    let two = Two::new(keepers, capybaras).await;

    two.keepers.fail(Step::Commit, 1, || StorageError::Conflict);
    assert!(matches!(storage_error(two.fill().await), StorageError::Conflict));
    assert_eq!(two.capybaras.count(Step::Commit), 0, "the default store is last");
    two.has(0, 0).await;

    two.fill().await.expect("it is filled");
    two.has(1, 1).await;
    undone_in_both(&two).await;

    let next = two.capybaras.count(Step::Commit) + 1;
    two.capybaras.fail(Step::Commit, next, || StorageError::Conflict);
    let renamed = attempt(&two.app, |cx| {
        Box::pin(async move {
            cx.write::<Capybara>().create(Capybara::named("b")).await?;
            cx.write::<Keeper>().create(Keeper::named("b")).await?;
            Ok(())
        })
    });
    let StorageError::Other(error) = storage_error(renamed.await) else {
        panic!("it is no error of one store");
    };
    let error: Box<CommittedInPart> = error.downcast().expect("some of it lasts");
    assert_eq!(
        (error.committed, error.failed.as_str()),
        (
            vec!["the store of `Acme::Zoo::Keeper` and `Acme::Zoo::Visit`".to_owned()],
            "the default store"
        )
    );
    two.has(2, 1).await;
}

/// An attempt, and a run that fails, are undone in both stores.
async fn undone_in_both(two: &Two) {
    run(&two.app, |cx| {
        Box::pin(async move {
            let failing = Script::new(|cx| {
                Box::pin(async move {
                    cx.write::<Capybara>().create(Capybara::named("undone")).await?;
                    cx.write::<Keeper>().create(Keeper::named("undone")).await?;
                    Err(FaultKind::Cancelled.into())
                })
            });
            assert!(cx.sub(failing).attempt().await.is_err());
            assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 1);
            Ok(())
        })
    })
    .await;
    let failed = attempt(&two.app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named("undone")).await?;
            cx.write::<Capybara>().create(Capybara::named("undone")).await?;
            Err(FaultKind::Cancelled.into())
        })
    });
    assert!(failed.await.is_err());
    two.has(1, 1).await;
}

#[tokio::test]
async fn memory_and_sqlite_are_committed_in_the_order_that_is_promised() {
    let folder = tempfile::tempdir().expect("there is a folder");
    check(MemoryStore::new(), open_at(folder.path()).await).await;
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn sqlite_and_postgres_are_committed_in_the_order_that_is_promised() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let database = crate::postgres::Database::create().await;
    let postgres = crate::postgres::open_at(&database).await;
    check(open_at(folder.path()).await, postgres).await;
}

/// A store that was only read, and that refuses, keeps the others from being committed, whatever their order.
#[tokio::test]
async fn what_was_only_read_is_committed_first() {
    let two = Two::new(MemoryStore::new(), MemoryStore::new()).await;
    two.capybaras.fail(Step::Commit, 1, || StorageError::Conflict);
    let refused = attempt(&two.app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named("a")).await?;
            cx.read::<Capybara>().all().await?;
            Ok(())
        })
    });
    assert!(matches!(storage_error(refused.await), StorageError::Conflict));
    assert_eq!(two.keepers.count(Step::Commit), 0);
    two.has(0, 0).await;
}

#[tokio::test]
async fn a_store_that_is_not_used_is_not_begun() {
    let two = Two::new(MemoryStore::new(), MemoryStore::new()).await;
    run(&two.app, |cx| {
        Box::pin(async move { cx.read::<Keeper>().all().await.map(drop) })
    })
    .await;
    assert_eq!(
        (two.keepers.count(Step::Begin), two.capybaras.count(Step::Begin)),
        (1, 0)
    );
}

#[tokio::test]
async fn what_is_kept_by_name_is_not_its_domains() {
    let (domain, keepers) = (MemoryStore::new(), MemoryStore::new());
    let stores = Stores::new(MemoryStore::new())
        .keep_domains([Zoo::META], domain.clone())
        .keep([Keeper::model], keepers.clone());
    let Subject { app, .. } = Subject::new(stores).await;
    run(&app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named("a")).await?;
            cx.write::<Capybara>().create(Capybara::named("a")).await?;
            cx.write::<Capybara>().create(Capybara::named("b")).await?;
            Ok(())
        })
    })
    .await;
    for (store, expected) in [(domain, [0, 2]), (keepers, [1, 0])] {
        let Subject { app, .. } = Subject::new(store).await;
        run(&app, move |cx| {
            Box::pin(async move {
                let keepers = cx.read::<Keeper>().count(Filter::All).await?;
                let capybaras = cx.read::<Capybara>().count(Filter::All).await?;
                assert_eq!([keepers, capybaras], expected);
                Ok(())
            })
        })
        .await;
    }
}

#[test]
fn what_is_kept_twice_or_not_used_is_a_mistake() {
    let keep = |stores: Stores| stores.keep([Keeper::model], MemoryStore::new());
    let twice = keep(keep(Stores::new(MemoryStore::new())));
    assert_eq!(
        twice.mistakes(&[Keeper::model()]),
        ["`Acme::Zoo::Keeper` is kept in 2 stores; name it once"]
    );
    let unused = keep(Stores::new(MemoryStore::new())).keep_domains([Zoo::META], MemoryStore::new());
    let mistakes = [
        "`Acme::Zoo::Keeper` is kept in a store of its own, and no command of the app uses it; leave it out",
        "the domain `Acme::Zoo` is kept in a store of its own, and no command of the app uses it; leave it out",
    ];
    assert_eq!(unused.mistakes(&[]), mistakes);
    assert_eq!(
        keep(Stores::new(MemoryStore::new())).mistakes(&[Keeper::model()]),
        [""; 0]
    );

    let built = App::builder().storage(unused).build();
    let expected = mistakes.map(|mistake| BuildError::BadStorage(mistake.to_owned()));
    assert_eq!(built.err().map(|errors| errors.0), Some(expected.into()));
}
