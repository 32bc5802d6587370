//! What callbacks are told, on every kind of store that they go around.

use std::{
    error::Error as _,
    fmt::Debug,
    sync::{Arc, Mutex},
};

use foobara_core::{App, BuildError, Fault, FaultKind, Storage};
use foobara_persistence::{
    AnyStore, Entity, FaultInjecting, Filter, Key, MemoryStore, RecordEvent, Refused, Repositories, Settled,
    Sql, SqliteConfig, Step, StorageError, Store, Stores, Watched,
};
use foobara_testing::driver_suite::{
    Subject, driver_suite,
    entities::{Capybara, Keeper, Letter, Visit, Visitor},
    script::{Script, app, attempt, run, stop},
};
use tempfile::TempDir;
use tokio::task::JoinSet;

/// What callbacks were told, a line each.
#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Diary {
    fn note(&self, line: String) {
        self.0.lock().expect("nobody panics in between").push(line);
    }

    /// Returns what was noted since it was read last.
    fn read(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("nobody panics in between"))
    }
}

/// A record as it is called in a diary.
trait Named: Entity + Debug {
    fn name(&self) -> String;
}

impl Named for Capybara {
    fn name(&self) -> String {
        let age = self.age.map_or_else(String::new, |age| age.to_string());
        format!("{}{age}", self.name)
    }
}

impl Named for Visit {
    fn name(&self) -> String {
        format!("visit {}", self.id.get().expect("it was created"))
    }
}

impl Named for Letter {
    fn name(&self) -> String {
        format!("{} v{}", self.subject, self.version)
    }
}

fn noted<E: Named>(event: &RecordEvent<'_, E>) -> String {
    match event {
        RecordEvent::Loaded(record) => format!("loaded {}", record.name()),
        RecordEvent::Created(record) => format!("created {}", record.name()),
        RecordEvent::Deleted(record) => format!("deleted {}", record.name()),
        RecordEvent::Updated(change) => {
            let names = change.attributes.join(", ");
            format!(
                "updated {} to {}: {names}",
                change.before.name(),
                change.after.name()
            )
        }
        RecordEvent::Hidden(change) => format!("hidden {}", change.after.name()),
        RecordEvent::Restored(change) => format!("restored {}", change.after.name()),
        other => panic!("nobody knows {other:?}"),
    }
}

fn settled<E: Named>(settled: Settled<E>) -> String {
    let name = |record: Option<E>| record.map_or_else(|| "nothing".to_owned(), |record| record.name());
    match settled {
        Settled::Persisted { before, after } => format!("persisted {} as {}", name(before), name(after)),
        Settled::Reverted { before, after } => format!("reverted {} from {}", name(before), name(after)),
        other => panic!("nobody knows {other:?}"),
    }
}

/// Notes all there is of an entity; a record that is called `no` is refused.
fn watching<E: Named>(storage: Watched<AnyStore>, diary: &Diary) -> Watched<AnyStore> {
    let (within, after) = (diary.clone(), diary.clone());
    storage
        .on::<E>(move |event| {
            let line = noted(&event);
            let is_refused = line.ends_with(" no");
            within.note(line);
            if is_refused {
                Err("no means no".into())
            } else {
                Ok(())
            }
        })
        .after::<E>(move |record| after.note(settled(record)))
}

/// An app whose callbacks keep a diary.
struct Zoo {
    app: App,
    diary: Diary,
    _folder: TempDir,
}

impl Zoo {
    async fn over(store: impl Store, folder: TempDir) -> Self {
        let diary = Diary::default();
        let storage = Watched::new(AnyStore::new(store));
        let storage = watching::<Capybara>(storage, &diary);
        let storage = watching::<Visit>(storage, &diary);
        let app = app(watching::<Letter>(storage, &diary));
        app.prepare().await.expect("there is room");
        Self {
            app,
            diary,
            _folder: folder,
        }
    }

    /// Returns one in memory, one in SQLite, and one in both.
    async fn each() -> [Self; 3] {
        let [one, two, three] = [(); 3].map(|()| tempfile::tempdir().expect("there is a folder"));
        let on_disk = |folder: &TempDir| SqliteConfig::new(folder.path().join("zoo.sqlite3")).open();
        let sqlite = on_disk(&two).await.expect("it opens");
        let part = on_disk(&three).await.expect("it opens");
        let both = Stores::new(MemoryStore::new()).keep([Letter::model, Visit::model], part);
        [
            Self::over(MemoryStore::new(), one).await,
            Self::over(sqlite, two).await,
            Self::over(both, three).await,
        ]
    }
}

macro_rules! in_run {
    ($zoo:expr, $cx:ident, $body:block) => {
        run(&$zoo.app, |$cx| {
            Box::pin(async move {
                $body
                Ok(())
            })
        })
        .await
    };
}

/// Takes the refusal out of an error of storage.
fn refusal(error: &StorageError) -> &Refused {
    let source = error.source().expect("there is a source");
    source.downcast_ref().expect("a callback refused it")
}

fn storage_error(failed: Result<(), Fault>) -> StorageError {
    match failed.expect_err("it fails").into_kind() {
        FaultKind::Storage(error) => error,
        other => panic!("not an error of storage: {other:?}"),
    }
}

#[tokio::test]
async fn what_a_run_does_is_told_in_its_order() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            let a = cx
                .write::<Capybara>()
                .create(Capybara::aged("a", Some(1)))
                .await?;
            cx.write::<Capybara>()
                .update(&Capybara {
                    age: Some(2),
                    is_tame: true,
                    ..a
                })
                .await?;
            let a = cx.read::<Capybara>().load(1).await?;
            cx.write::<Capybara>()
                .put(Capybara {
                    age: None,
                    ..a.clone()
                })
                .await?;
            cx.write::<Capybara>().put(Capybara::named("b")).await?;
            cx.write::<Capybara>().delete(1).await?;
        });
        assert_eq!(
            zoo.diary.read(),
            [
                "created a1",
                "updated a1 to a2: age, is_tame",
                "loaded a2",
                "updated a2 to a: age",
                "created b",
                "deleted a",
                "persisted nothing as b",
            ]
        );
    }
}

#[tokio::test]
async fn a_record_that_was_not_seen_is_told_as_it_was() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            let names = ["a", "b", "c"].map(Capybara::named);
            cx.write::<Capybara>().create_many(names.into()).await?;
        });
        drop(zoo.diary.read());
        in_run!(zoo, cx, {
            let id = |id: i64| id.into();
            cx.write::<Capybara>()
                .update(&Capybara {
                    id: id(1),
                    ..Capybara::named("A")
                })
                .await?;
            cx.write::<Capybara>()
                .put(Capybara {
                    id: id(2),
                    ..Capybara::named("B")
                })
                .await?;
            cx.write::<Capybara>().delete(3).await?;
            let gone = cx.write::<Capybara>().delete(4).await;
            assert!(gone.is_err());
        });
        assert_eq!(
            zoo.diary.read(),
            [
                "updated a to A: name",
                "updated b to B: name",
                "deleted c",
                "persisted a as A",
                "persisted b as B",
                "persisted c as nothing",
            ]
        );
    }
}

#[tokio::test]
async fn steps_with_many_records_and_what_follows_them_tell_of_each() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            let names = ["a", "b"].map(Capybara::named);
            cx.write::<Capybara>().create_many(names.into()).await?;
            cx.write::<Keeper>().create(Keeper::named("k")).await?;
            cx.write::<Visitor>().create(Visitor::of("v")).await?;
            let guide = Some(Key::new("k".to_owned()));
            cx.write::<Visit>()
                .create(Visit {
                    guide,
                    ..Visit::of(1)
                })
                .await?;
            cx.write::<Visit>()
                .create(Visit {
                    after: Some(Key::new(1)),
                    ..Visit::of(1)
                })
                .await?;
        });
        drop(zoo.diary.read());
        in_run!(zoo, cx, {
            cx.write::<Capybara>().delete_all_by(Filter::All).await?;
            cx.write::<Keeper>().delete("k".to_owned()).await?;
        });
        in_run!(zoo, cx, {
            cx.write::<Visitor>().delete(1).await?;
        });
        let mut told = zoo.diary.read();
        // What belongs to the visitor is deleted before it, the visits in the order in which they depend on each other.
        told[8..10].sort();
        assert_eq!(
            told,
            [
                "loaded a",
                "loaded b",
                "deleted a",
                "deleted b",
                "updated visit 1 to visit 1: guide, version",
                "persisted a as nothing",
                "persisted b as nothing",
                "persisted visit 1 as visit 1",
                "deleted visit 1",
                "deleted visit 2",
                "persisted visit 2 as nothing",
                "persisted visit 1 as nothing",
            ]
        );
    }
}

#[tokio::test]
async fn what_is_hidden_and_shown_again_is_told() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            cx.write::<Letter>().create(Letter::about("a")).await?;
        });
        in_run!(zoo, cx, {
            cx.write::<Letter>().delete(1).await?;
            cx.write::<Letter>().restore(1).await?;
            cx.write::<Letter>().archive(1).await?;
            cx.write::<Letter>().hard_delete(1).await?;
        });
        assert_eq!(
            zoo.diary.read(),
            [
                "created a v0",
                "persisted nothing as a v0",
                "hidden a v1",
                "restored a v2",
                "hidden a v3",
                "deleted a v3",
                "persisted a v0 as nothing",
            ]
        );
    }
}

#[tokio::test]
async fn what_a_callback_refuses_is_undone_with_its_run() {
    for zoo in Zoo::each().await {
        let refused = attempt(&zoo.app, |cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                let names = ["b", "no", "c"].map(Capybara::named);
                cx.write::<Capybara>().create_many(names.into()).await?;
                Ok(())
            })
        });
        let error = storage_error(refused.await);
        let refused = refusal(&error);
        assert_eq!(
            (refused.to_string().as_str(), refused.reason.to_string().as_str()),
            (
                "a callback refused that a record of Acme::Zoo::Capybara is created",
                "no means no"
            )
        );
        assert_eq!(
            zoo.diary.read(),
            [
                "created a",
                "created b",
                "created no",
                "reverted nothing from a",
                "reverted nothing from b",
                "reverted nothing from no",
            ]
        );
        in_run!(zoo, cx, {
            assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 0);
        });
    }
}

#[tokio::test]
async fn what_a_callback_refuses_is_undone_with_its_attempt() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            cx.write::<Capybara>().create(Capybara::named("a")).await?;
            let refused: Result<(), Fault> = cx
                .attempt(async {
                    cx.write::<Capybara>().create(Capybara::named("b")).await?;
                    cx.write::<Capybara>().create(Capybara::named("no")).await?;
                    Ok(())
                })
                .await;
            assert_eq!(refusal(&storage_error(refused)).event, "created");
            let failed: Result<(), Fault> = cx
                .attempt(async {
                    cx.write::<Capybara>().create(Capybara::named("c")).await?;
                    Err(stop())
                })
                .await;
            assert!(failed.is_err());
            cx.write::<Capybara>().create(Capybara::named("d")).await?;
        });
        assert_eq!(
            zoo.diary.read(),
            [
                "created a",
                "created b",
                "created no",
                "reverted nothing from b",
                "reverted nothing from no",
                "created c",
                "reverted nothing from c",
                "created d",
                "persisted nothing as a",
                "persisted nothing as d",
            ]
        );
    }
}

#[tokio::test]
async fn a_run_that_ignores_a_refusal_does_nothing_more() {
    for zoo in Zoo::each().await {
        let ignored = attempt(&zoo.app, |cx| {
            Box::pin(async move {
                assert!(
                    cx.write::<Capybara>()
                        .create(Capybara::named("no"))
                        .await
                        .is_err()
                );
                assert!(cx.read::<Keeper>().all().await.is_err());
                Ok(())
            })
        });
        let error = storage_error(ignored.await);
        assert_eq!(
            error.source().map(ToString::to_string).as_deref(),
            Some("a callback refused what was done; it can only be rolled back")
        );
        assert_eq!(zoo.diary.read(), ["created no", "reverted nothing from no"]);
    }
}

#[tokio::test]
async fn what_is_fetched_can_be_refused() {
    let store = MemoryStore::new();
    run(&app(store.clone()), |cx| {
        Box::pin(async move {
            cx.write::<Capybara>()
                .create(Capybara::named("no"))
                .await
                .map(drop)
        })
    })
    .await;
    let folder = tempfile::tempdir().expect("there is a folder");
    let zoo = Zoo::over(store, folder).await;
    let fetched = attempt(&zoo.app, |cx| {
        Box::pin(async move {
            // Figures are no records.
            assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 1);
            assert_eq!(cx.read::<Capybara>().query().max("name").await?, "no".into());
            cx.read::<Capybara>().all().await.map(drop)
        })
    });
    assert_eq!(refusal(&storage_error(fetched.await)).event, "loaded");
    assert_eq!(zoo.diary.read(), ["loaded no"]);
}

#[tokio::test]
async fn a_record_is_persisted_once_from_first_to_last() {
    for zoo in Zoo::each().await {
        in_run!(zoo, cx, {
            cx.write::<Capybara>()
                .create(Capybara::aged("a", Some(1)))
                .await?;
        });
        drop(zoo.diary.read());
        in_run!(zoo, cx, {
            let a = Capybara {
                id: 1.into(),
                ..Capybara::named("a")
            };
            for age in [2, 3] {
                cx.write::<Capybara>()
                    .update(&Capybara {
                        age: Some(age),
                        ..a.clone()
                    })
                    .await?;
            }
            let b = cx.write::<Capybara>().create(Capybara::named("b")).await?;
            cx.write::<Capybara>().delete(b.id()).await?;
        });
        in_run!(zoo, cx, {
            let a = cx.read::<Capybara>().load(1).await?;
            cx.write::<Capybara>()
                .update(&Capybara {
                    age: Some(9),
                    ..a.clone()
                })
                .await?;
            cx.write::<Capybara>().update(&a).await?;
        });
        let told = zoo.diary.read();
        let persisted: Vec<_> = told.iter().filter(|line| line.starts_with("persisted")).collect();
        assert_eq!(persisted, ["persisted a1 as a3"]);
    }
}

#[tokio::test]
async fn a_run_that_fails_is_reverted() {
    for zoo in Zoo::each().await {
        let failed = attempt(&zoo.app, |cx| {
            Box::pin(async move {
                let a = cx.write::<Capybara>().create(Capybara::named("a")).await?;
                cx.write::<Capybara>()
                    .update(&Capybara { age: Some(1), ..a })
                    .await?;
                Err(stop())
            })
        });
        assert!(failed.await.is_err());
        assert_eq!(
            zoo.diary.read(),
            ["created a", "updated a to a1: age", "reverted nothing from a1"]
        );
    }
}

#[tokio::test]
async fn nothing_is_persisted_before_the_commit_is_acknowledged() {
    let conflict = || StorageError::Conflict;
    let gone = || StorageError::Unavailable("gone".into());
    let folder = || tempfile::tempdir().expect("there is a folder");
    for (is_lost, error, expected) in [
        (
            false,
            conflict as fn() -> StorageError,
            Some("reverted nothing from a"),
        ),
        (false, gone, None),
        (true, gone, None),
    ] {
        let store = FaultInjecting::new(MemoryStore::new());
        let zoo = Zoo::over(store.clone(), folder()).await;
        let nth = store.count(Step::Commit) + 1;
        if is_lost {
            store.lose(Step::Commit, nth, error);
        } else {
            store.fail(Step::Commit, nth, error);
        }
        let created = attempt(&zoo.app, |cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                Ok(())
            })
        });
        assert!(created.await.is_err());
        let expected: Vec<&str> = ["created a"].into_iter().chain(expected).collect();
        assert_eq!(zoo.diary.read(), expected);
    }
}

#[tokio::test]
async fn a_run_that_is_planned_is_told_as_one_that_is_undone() {
    for zoo in Zoo::each().await {
        let body = Script::new(|cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                Ok(())
            })
        });
        zoo.app.plan(body).await.expect("it is planned");
        assert_eq!(zoo.diary.read(), ["created a", "reverted nothing from a"]);
        let body = Script::new(|cx| {
            Box::pin(async move {
                cx.write::<Capybara>().create(Capybara::named("no")).await?;
                Ok(())
            })
        });
        assert!(zoo.app.plan(body).await.is_err());
        assert_eq!(zoo.diary.read(), ["created no", "reverted nothing from no"]);
    }
}

#[tokio::test]
async fn a_panic_of_a_callback_is_one_of_the_run() {
    let store = MemoryStore::new();
    let panicking = Watched::new(store.clone()).on::<Capybara>(|_| panic!("on purpose"));
    let panicking = app(panicking);
    let mut runs = JoinSet::new();
    runs.spawn(async move {
        attempt(&panicking, |cx| {
            Box::pin(async move {
                cx.write::<Keeper>().create(Keeper::named("a")).await?;
                cx.write::<Capybara>().create(Capybara::named("a")).await?;
                Ok(())
            })
        })
        .await
    });
    let ended = runs.join_next().await.expect("there is one");
    assert!(ended.expect_err("it panics").is_panic());
    run(&app(store), |cx| {
        Box::pin(async move {
            assert_eq!(cx.read::<Capybara>().count(Filter::All).await?, 0);
            assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 0);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn statements_tell_nothing() {
    let [_, zoo, _] = Zoo::each().await;
    in_run!(zoo, cx, {
        let text = "INSERT INTO acme_zoo_capybara (name, is_tame, tags) VALUES ('a', 0, '[]')";
        cx.write::<Capybara>().run(Sql::new(text)).await?;
    });
    assert_eq!(zoo.diary.read(), [""; 0]);
}

/// Returns how many looks it takes to change a keeper, and to delete three capybaras.
async fn looks(app: &App, store: &FaultInjecting<MemoryStore>) -> [usize; 2] {
    run(app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named("a")).await?;
            let names = ["a", "b", "c"].map(Capybara::named);
            cx.write::<Capybara>().create_many(names.into()).await?;
            Ok(())
        })
    })
    .await;
    let start = store.count(Step::Fetch);
    run(app, |cx| {
        Box::pin(async move { cx.write::<Keeper>().update(&Keeper::paid("a", 1)).await.map(drop) })
    })
    .await;
    let middle = store.count(Step::Fetch);
    run(app, |cx| {
        Box::pin(cx.write::<Capybara>().delete_many(vec![1, 2, 3]))
    })
    .await;
    [middle - start, store.count(Step::Fetch) - middle]
}

#[tokio::test]
async fn only_records_that_callbacks_are_about_are_looked_at() {
    let [plain, idle, watched] = [(); 3].map(|()| FaultInjecting::new(MemoryStore::new()));
    let [keeper, capybaras] = looks(&app(plain.clone()), &plain).await;
    let storage = Watched::new(idle.clone());
    assert_eq!(looks(&app(storage), &idle).await, [keeper, capybaras]);
    let storage = Watched::new(watched.clone()).on::<Capybara>(|_| Ok(()));
    assert_eq!(looks(&app(storage), &watched).await, [keeper, capybaras + 1]);
}

#[test]
fn callbacks_about_what_no_command_uses_are_a_mistake() {
    let storage = Watched::new(MemoryStore::new())
        .on::<Capybara>(|_| Ok(()))
        .after::<Capybara>(|_| {});
    assert_eq!(
        storage.mistakes(&[Keeper::model()]),
        ["callbacks are about `Acme::Zoo::Capybara`, and no command of the app uses it; leave them out"]
    );
    assert_eq!(storage.mistakes(&[Keeper::model(), Capybara::model()]), [""; 0]);
    let errors = App::builder()
        .storage(storage)
        .build()
        .expect_err("it has a mistake");
    let text = "callbacks are about `Acme::Zoo::Capybara`, and no command of the app uses it; leave them out";
    assert_eq!(errors.0, [BuildError::BadStorage(text.to_owned())]);
}

mod suite {
    use super::*;

    async fn open() -> Subject {
        let mut subject = Subject::new(MemoryStore::new()).await;
        let store = AnyStore::from(Arc::clone(&subject.store));
        let storage = watching::<Letter>(
            watching::<Visit>(Watched::new(store), &Diary::default()),
            &Diary::default(),
        );
        subject.app = app(watching::<Capybara>(storage, &Diary::default()));
        subject
    }

    driver_suite!(@all open);
}
