//! What is SQLite's own: other tables refer to one that is made anew, numbers are not assigned twice, and processes end.

use std::{
    env, fs,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use foobara_core::MigrationError;
use foobara_persistence::{Auto, Begin, Change, Datum, Finish, Row, Shape, SqliteStore, Store};
use foobara_types::Kept;

use super::{
    entities::{Entities, attribute, create, entity, leaf, records},
    place::{OnSqlite, Place, Site, fresh, lines, run},
};

fn sized<T: foobara_types::Typed>() -> Entities {
    vec![leaf(vec![attribute::<i64>("id"), attribute::<T>("size")])]
}

#[tokio::test]
async fn rows_that_refer_to_a_table_stay_when_it_is_made_anew() {
    let site = Site::<OnSqlite>::create().await;
    let (before, after) = (sized::<i64>(), sized::<String>());
    site.diff(&before).await;
    site.up(&before).await;
    create(&site.store, before[0], 2).await;
    run(
        &site.store,
        "CREATE TABLE worm (name TEXT, leaf INTEGER REFERENCES leaf (id) ON DELETE CASCADE)",
    )
    .await;
    run(&site.store, "INSERT INTO worm VALUES ('Wim', 1), ('Wum', 2)").await;
    site.diff(&after).await;
    site.up(&after).await;
    assert_eq!(lines(&site.store, "SELECT name FROM worm").await, ["Wim", "Wum"]);
    run(&site.store, "DELETE FROM leaf WHERE id = 1").await;
    assert_eq!(lines(&site.store, "SELECT name FROM worm").await, ["Wum"]);

    let (before, nothing) = (site.catalog().await, Vec::new());
    site.diff(&nothing).await;
    let refused = site.migrations(&nothing).up(None).await;
    assert!(
        matches!(refused, Err(MigrationError::Failed { .. })),
        "{refused:?}"
    );
    assert_eq!(site.catalog().await, before);
}

#[tokio::test]
async fn numbers_of_deleted_records_are_not_assigned_after_a_table_was_made_anew() {
    let of = |size| {
        vec![entity(
            "Leaf",
            "id",
            vec![attribute::<Auto<i64>>("id"), size],
            Kept::PLAIN,
        )]
    };
    let (before, after) = (of(attribute::<i64>("size")), of(attribute::<String>("size")));
    let site = Site::<OnSqlite>::create().await;
    site.diff(&before).await;
    site.up(&before).await;
    create(&site.store, before[0], 3).await;
    run(&site.store, "DELETE FROM leaf").await;
    site.diff(&after).await;
    site.up(&after).await;
    let mut session = site.store.begin(Begin::default()).await.expect("it begins");
    let created = Change::create(Shape::of(after[0]), Row::from([Datum::Null, "x".into()]));
    let applied = session.apply(&[created]).await.expect("it is created");
    assert_eq!(applied[0].assigned, Some(Datum::Int(4)));
    session.finish(Finish::Rollback).await.expect("it ends");
}

const FOLDER: &str = "FOOBARA_TEST_MIGRATES";

/// The process that is killed; without the variable, it does nothing.
#[tokio::test]
async fn a_process_that_migrates() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    let store = SqliteStore::open(folder.join("leaf.sqlite3"))
        .await
        .expect("it opens");
    let migrations = foobara_persistence::migrations(&store, &folder, &sized::<String>());
    let migrations = migrations.expect("there is a schema");
    migrations.up(None).await.expect("it is applied");
}

#[tokio::test]
async fn a_process_that_is_killed_leaves_a_database_that_can_be_migrated() {
    const COUNT: i64 = 20_000;
    let (before, after) = (sized::<i64>(), sized::<String>());
    let expected = fresh::<OnSqlite>(&after).await;
    for milliseconds in (0..100).step_by(9) {
        let site = Site::<OnSqlite>::create().await;
        let store = SqliteStore::open(site.path("leaf.sqlite3"))
            .await
            .expect("it opens");
        let migrations = |entities: &Entities| {
            foobara_persistence::migrations(&store, site.path("").as_ref(), entities)
                .expect("there is a schema")
        };
        site.diff(&before).await;
        migrations(&before).up(None).await.expect("it is applied");
        create(&store, before[0], COUNT).await;
        site.diff(&after).await;
        let mut child = Command::new(env::current_exe().expect("it runs"))
            .args(["--exact", "migrate::sqlite::a_process_that_migrates"])
            .env(FOLDER, site.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_millis(milliseconds));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        migrations(&after).up(None).await.expect("it is completed");
        assert_eq!(lines(&store, OnSqlite::COLUMNS).await, expected);
        assert_eq!(
            records(&store, after[0]).await.len(),
            usize::try_from(COUNT).unwrap()
        );
        assert!(fs::exists(site.path("schema.json")).expect("it is looked for"));
        store.close().await;
    }
}
