use std::path::Path;

use foobara_core::{Storage, StorageError};
use foobara_persistence::{
    Begin, Change, Entity, Filter, Finish, Query, Repositories, Shape, SqliteConfig, SqliteStore, Store,
};
use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};
use tokio::task::JoinSet;

use foobara_testing::driver_suite::{
    Subject, driver_suite,
    entities::{Capybara, Keeper, Visitor},
    poll_and_drop,
    script::{app, refused, run},
};

async fn open_at(path: &Path) -> SqliteStore {
    let store = SqliteConfig::new(path)
        .connections(4)
        .synchronous_normal()
        .open()
        .await
        .expect("it opens");
    Storage::prepare(&store, &[Capybara::model(), Keeper::model(), Visitor::model()])
        .await
        .expect("there is room");
    store
}

async fn open() -> Subject {
    let folder = tempfile::tempdir().expect("there is a folder");
    let store = open_at(&folder.path().join("zoo.sqlite3")).await;
    Subject::new(store).await.keeping(folder)
}

driver_suite!(open);

#[tokio::test]
async fn what_was_committed_is_there_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zoo.sqlite3");
    for expected in 0..3 {
        let store = open_at(&path).await;
        run(&app(store.clone()), move |cx| {
            Box::pin(async move {
                assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, expected);
                cx.write::<Keeper>()
                    .create(Keeper::named(&expected.to_string()))
                    .await?;
                Ok(())
            })
        })
        .await;
        store.close().await;
    }
}

fn keeper(name: &str) -> Change {
    Change::create(Shape::of_entity::<Keeper>(), Keeper::named(name).to_row())
}

/// What must hold whatever was dropped: every connection of the pool works, and nothing half-done is seen.
async fn assert_clean(store: &SqliteStore, expected: &[&str]) {
    let query = Query::all(Shape::of_entity::<Keeper>());
    let mut read = Begin::default();
    read.read_only = true;
    let mut readers = Vec::new();
    for _ in 0..4 {
        let mut reader = store.begin(read).await.expect("a connection is left");
        let rows = reader.fetch(&query).await.expect("it works").rows;
        let names: Vec<String> = rows
            .into_iter()
            .map(|row| Keeper::from_row(row).expect("it fits").name)
            .collect();
        assert_eq!(names, expected);
        readers.push(reader);
    }
    drop(readers);
    for _ in 0..4 {
        let mut writer = store
            .begin(Begin::default())
            .await
            .expect("nobody holds the file");
        writer.apply(&[keeper("probe")]).await.expect("it works");
        writer.finish(Finish::Rollback).await.expect("it rolls back");
    }
}

#[tokio::test]
async fn a_begin_that_is_dropped_leaves_the_pool_clean() {
    let folder = tempfile::tempdir().unwrap();
    let store = open_at(&folder.path().join("zoo.sqlite3")).await;
    for polls in (1..=12).cycle().take(120) {
        if let Some(begun) = poll_and_drop(store.begin(Begin::default()), polls).await {
            drop(begun.expect("it begins"));
        }
    }
    assert_clean(&store, &[]).await;
}

/// Another process writes, so that the transaction is begun for sure, and after nobody waits for it any more.
#[tokio::test]
async fn a_begin_that_is_dropped_while_it_waits_leaves_the_pool_clean() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zoo.sqlite3");
    let store = open_at(&path).await;
    let other = open_at(&path).await;
    for polls in 1..=12 {
        let holder = other.begin(Begin::default()).await.expect("it begins");
        let begun = poll_and_drop(store.begin(Begin::default()), polls).await;
        assert!(begun.is_none());
        holder.finish(Finish::Rollback).await.expect("it rolls back");
        assert_clean(&store, &[]).await;
    }
}

#[tokio::test]
async fn a_change_that_is_dropped_leaves_the_pool_clean() {
    let folder = tempfile::tempdir().unwrap();
    let store = open_at(&folder.path().join("zoo.sqlite3")).await;
    let changes: Vec<Change> = (0..100).map(|number| keeper(&number.to_string())).collect();
    for polls in (1..=40).cycle().take(120) {
        let mut writer = store.begin(Begin::default()).await.expect("it begins");
        writer.apply(&[keeper("first")]).await.expect("it is created");
        let _ = poll_and_drop(writer.apply(&changes), polls).await;
    }
    assert_clean(&store, &[]).await;
}

#[tokio::test]
async fn a_commit_that_is_dropped_is_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open_at(&folder.path().join("zoo.sqlite3")).await;
    let query = Query::all(Shape::of_entity::<Keeper>());
    for polls in (0..=8).cycle().take(90) {
        let mut writer = store.begin(Begin::default()).await.expect("it begins");
        let count = writer.fetch(&query).await.expect("it works").rows.len();
        assert_eq!(count % 2, 0, "both or neither");
        writer
            .apply(&[keeper(&format!("{count}")), keeper(&format!("{count} too"))])
            .await
            .expect("they are created");
        let acknowledged = poll_and_drop(writer.finish(Finish::Commit), polls)
            .await
            .is_some();

        let mut next = store.begin(Begin::default()).await.expect("it begins");
        let after = next.fetch(&query).await.expect("it works").rows.len();
        assert!(
            after == count + 2 || (after == count && !acknowledged),
            "{count} {after} {acknowledged}"
        );
    }
}

#[tokio::test]
async fn a_reader_does_not_see_what_is_not_committed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open_at(&folder.path().join("zoo.sqlite3")).await;
    let mut writer = store.begin(Begin::default()).await.unwrap();
    writer.apply(&[keeper("a")]).await.unwrap();
    let query = Query::all(Shape::of_entity::<Keeper>());
    let mut read = Begin::default();
    read.read_only = true;
    let mut reader = store.begin(read).await.unwrap();
    assert_eq!(reader.fetch(&query).await.unwrap().rows.len(), 0);
    writer.finish(Finish::Commit).await.unwrap();
    assert_eq!(reader.fetch(&query).await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn writers_that_wait_too_long_learn_whether_this_process_or_another_holds_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let patience = std::time::Duration::from_secs(1);
    let path = folder.path().join("zoo.sqlite3");
    let one = SqliteConfig::new(&path).patience(patience).open().await.unwrap();
    let another = SqliteConfig::new(&path).patience(patience).open().await.unwrap();
    let _held = one.begin(Begin::default()).await.unwrap();
    assert!(matches!(
        one.begin(Begin::default()).await.err(),
        Some(StorageError::Unavailable(_))
    ));
    assert!(matches!(
        another.begin(Begin::default()).await.err(),
        Some(StorageError::Conflict)
    ));
}

#[tokio::test]
async fn what_cannot_be_opened_is_unavailable() {
    let folder = tempfile::tempdir().unwrap();
    let error = SqliteStore::open(folder.path().join("missing").join("zoo.sqlite3"))
        .await
        .unwrap_err();
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
}

#[tokio::test]
async fn what_others_wrote_into_the_file_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zoo.sqlite3");
    let store = open_at(&path).await;
    let mut connection = SqliteConnectOptions::new()
        .filename(&path)
        .connect()
        .await
        .unwrap();
    let insert = "INSERT INTO acme_zoo_capybara (name, age, is_tame, tags) VALUES ('a', 256, 0, '[]'), ('b', 1, 0, '[')";
    sqlx::raw_sql(insert).execute(&mut connection).await.unwrap();
    run(&app(store), |cx| {
        Box::pin(async move {
            let error = refused(cx.read::<Capybara>().find(1).await);
            assert_eq!(
                error.to_string(),
                "what is stored does not fit the entity: age: a whole number that is no u8"
            );
            let error = refused(cx.read::<Capybara>().find(2).await);
            assert!(
                matches!(&error, StorageError::Corrupt(what) if what.starts_with("tags: ")),
                "{error}"
            );
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn many_runs_share_few_connections() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteConfig::new(folder.path().join("zoo.sqlite3"))
        .connections(2)
        .synchronous_normal();
    let store = store.open().await.unwrap();
    Storage::prepare(&store, &[Keeper::model()]).await.unwrap();
    let app = app(store);
    let mut runs = JoinSet::new();
    for number in 0..200 {
        let app = app.clone();
        runs.spawn(async move {
            run(&app, move |cx| {
                Box::pin(async move {
                    cx.write::<Keeper>()
                        .create(Keeper::named(&number.to_string()))
                        .await?;
                    Ok(())
                })
            })
            .await;
        });
    }
    while let Some(done) = runs.join_next().await {
        done.unwrap();
    }
}
