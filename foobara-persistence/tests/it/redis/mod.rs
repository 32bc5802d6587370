//! Records in Redis: the suite, and what is special to this driver.

#![expect(
    clippy::disallowed_methods,
    reason = "sessions beside each other, and a server, are no work of an app"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicUsize, Ordering},
    },
    time::Duration,
};

use foobara_core::{Storage, StorageError};
use foobara_persistence::{
    Aggregate, Begin, Change, Entity, Filter, Finish, Function, Query, RedisConfig, RedisStore, Row,
    Savepoint, Select, Session, Shape, Store,
};
use foobara_testing::driver_suite::{
    Subject, driver_suite,
    entities::{Capybara, Keeper, Visitor},
    poll_and_drop,
};
use redis::{Client, Commands, Connection};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{TcpListener, TcpStream},
};

use crate::stalls;

mod counted;
mod lost;

fn url() -> String {
    std::env::var("REDIS_URL").expect("set REDIS_URL, or run `cargo xtask test`, which starts Redis")
}

fn connect() -> Connection {
    let client = Client::open(url()).expect("it is a URL");
    client.get_connection().expect("the server is there")
}

/// Keys of a test of its own, which are deleted at its end.
struct Place {
    prefix: String,
}

impl Place {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let (process, number) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let place = Self {
            prefix: format!("test-{process}-{number}:"),
        };
        place.clear();
        place
    }

    fn config(&self) -> RedisConfig {
        self.config_at(url())
    }

    fn config_at(&self, url: String) -> RedisConfig {
        RedisConfig::new(url).prefix(&self.prefix)
    }

    async fn open(&self) -> RedisStore {
        self.config().open().await.expect("it opens")
    }

    /// Returns the names of all keys, without the prefix.
    fn keys(&self) -> Vec<String> {
        let mut connection = connect();
        let found = connection
            .scan_match(format!("{}*", self.prefix))
            .expect("it scans");
        let mut keys: Vec<String> = found
            .map(|key: Result<String, _>| key.expect("it is text"))
            .collect();
        keys.iter_mut()
            .for_each(|key| drop(key.drain(..self.prefix.len())));
        keys.sort();
        keys
    }

    fn clear(&self) {
        let names: Vec<String> = self
            .keys()
            .iter()
            .map(|key| format!("{}{key}", self.prefix))
            .collect();
        if !names.is_empty() {
            let _: () = connect().del(names).expect("it deletes");
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.clear();
    }
}

async fn open() -> Subject {
    let place = Place::new();
    Subject::new(place.open().await).await.keeping(place)
}

driver_suite!(open);

#[tokio::test]
async fn what_is_taken_is_refused() {
    let place = Place::new();
    stalls::what_is_taken_is_refused(&place.open().await).await;
}

#[tokio::test]
async fn what_is_undone_takes_nothing() {
    let place = Place::new();
    stalls::what_is_undone_takes_nothing(&place.open().await).await;
}

fn keeper(name: &str) -> Change {
    Change::create(Shape::of_entity::<Keeper>(), Keeper::named(name).to_row())
}

fn pay(name: &str, salary: i64) -> Change {
    let keeper = Keeper::paid(name, salary);
    Change::update(Shape::of_entity::<Keeper>(), keeper.to_row(), None)
}

fn capybara(name: &str) -> Change {
    Change::create(Shape::of_entity::<Capybara>(), Capybara::named(name).to_row())
}

fn visitor(email: &str) -> Change {
    Change::create(Shape::of_entity::<Visitor>(), Visitor::of(email).to_row())
}

fn query(shape: &'static Shape, filter: Filter) -> Query {
    let mut query = Query::all(shape);
    query.filter = filter;
    query
}

async fn find(session: &mut dyn Session, name: &str) -> Vec<Row> {
    let query = query(Shape::of_entity::<Keeper>(), Filter::Keys(vec![name.into()]));
    session.fetch(&query).await.expect("it is looked for").rows
}

async fn keepers(store: &RedisStore) -> Vec<String> {
    let mut read = Begin::default();
    read.read_only = true;
    let mut session = store.begin(read).await.expect("it begins");
    let all = Query::all(Shape::of_entity::<Keeper>());
    let rows = session.fetch(&all).await.expect("they are found").rows;
    let name = |row| Keeper::from_row(row).expect("it fits").name;
    rows.into_iter().map(name).collect()
}

async fn commit(store: &RedisStore, changes: &[Change]) {
    let mut session = stalls::begin(store).await;
    session.apply(changes).await.expect("they are made");
    session.finish(Finish::Commit).await.expect("it commits");
}

async fn assert_conflict(session: Box<dyn Session>) {
    match session.finish(Finish::Commit).await {
        Err(StorageError::Conflict) => {}
        other => panic!("no conflict: {other:?}"),
    }
}

#[tokio::test]
async fn of_sessions_that_change_a_record_one_is_committed() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("a")]).await;
    let (mut one, mut other) = (stalls::begin(&store).await, stalls::begin(&store).await);
    stalls::done(&mut *one, pay("a", 1)).await;
    stalls::done(&mut *other, pay("a", 2)).await;
    one.finish(Finish::Commit).await.expect("it commits");
    assert_conflict(other).await;
    let mut last = stalls::begin(&store).await;
    assert_eq!(find(&mut *last, "a").await, [Keeper::paid("a", 1).to_row()]);
}

#[tokio::test]
async fn what_a_session_relies_on_is_as_it_read_it() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("read"), keeper("other")]).await;
    let change: [(&str, Vec<Change>); 3] = [
        ("read", vec![pay("read", 1)]),
        (
            "read",
            vec![
                Change::delete(Shape::of_entity::<Keeper>(), "read".into()),
                keeper("read"),
            ],
        ),
        ("missing", vec![keeper("missing")]),
    ];
    for (read, changes) in change {
        let mut session = stalls::begin(&store).await;
        find(&mut *session, read).await;
        stalls::done(&mut *session, pay("other", 7)).await;
        commit(&store, &changes).await;
        assert_conflict(session).await;
    }
}

#[tokio::test]
async fn a_session_that_changes_nothing_saw_one_state() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("a"), keeper("b")]).await;
    let mut session = stalls::begin(&store).await;
    find(&mut *session, "a").await;
    commit(&store, &[pay("a", 1), pay("b", 1)]).await;
    find(&mut *session, "b").await;
    assert_conflict(session).await;
}

#[tokio::test]
async fn a_session_that_read_an_entity_conflicts_with_new_records() {
    let place = Place::new();
    let store = place.open().await;
    let mut session = stalls::begin(&store).await;
    let all = Query::all(Shape::of_entity::<Keeper>());
    assert_eq!(session.fetch(&all).await.expect("it is read").rows, []);
    stalls::done(&mut *session, capybara("a")).await;
    commit(&store, &[keeper("new")]).await;
    assert_conflict(session).await;
}

#[tokio::test]
async fn sessions_that_create_different_records_do_not_conflict() {
    let place = Place::new();
    let store = place.open().await;
    let (mut one, mut other) = (stalls::begin(&store).await, stalls::begin(&store).await);
    stalls::done(&mut *one, keeper("a")).await;
    stalls::done(&mut *one, visitor("a")).await;
    stalls::done(&mut *other, keeper("b")).await;
    stalls::done(&mut *other, visitor("b")).await;
    one.finish(Finish::Commit).await.expect("it commits");
    other.finish(Finish::Commit).await.expect("it commits");
    assert_eq!(keepers(&store).await, ["a", "b"]);
}

#[tokio::test]
async fn a_key_that_was_not_looked_at_is_refused_with_the_commit() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("a")]).await;
    let mut session = stalls::begin(&store).await;
    stalls::done(&mut *session, keeper("a")).await;
    stalls::done(&mut *session, keeper("b")).await;
    let refused = session.finish(Finish::Commit).await;
    assert!(matches!(refused, Err(StorageError::Duplicate)), "{refused:?}");
    assert_eq!(keepers(&store).await, ["a"]);
}

#[tokio::test]
async fn a_key_that_was_created_and_undone_is_looked_at_again() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[keeper("a")]).await;
    let mut session = stalls::begin(&store).await;
    session.savepoint(Savepoint::Set).await.unwrap();
    stalls::done(&mut *session, keeper("a")).await;
    session.savepoint(Savepoint::RollBack).await.unwrap();
    assert_eq!(find(&mut *session, "a").await.len(), 1);
    stalls::done(&mut *session, pay("a", 5)).await;
    session.finish(Finish::Commit).await.expect("it commits");
}

#[tokio::test]
async fn a_value_that_was_free_and_is_not_any_more_is_taken() {
    let place = Place::new();
    let store = place.open().await;
    let mut session = stalls::begin(&store).await;
    stalls::done(&mut *session, visitor("a")).await;
    commit(&store, &[visitor("a")]).await;
    match session.finish(Finish::Commit).await {
        Err(StorageError::Taken(names)) => assert_eq!(names, ["email"]),
        other => panic!("not taken: {other:?}"),
    }
}

#[tokio::test]
async fn records_are_found_by_values_that_are_unique_without_reading_the_others() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[visitor("a"), visitor("b")]).await;
    let mut session = stalls::begin(&store).await;
    for (email, expected) in [("a", 1), ("b", 1), ("c", 0)] {
        let query = query(Shape::of_entity::<Visitor>(), Filter::equal("email", email));
        assert_eq!(
            session.fetch(&query).await.unwrap().rows.len(),
            expected,
            "{email}"
        );
    }
    stalls::done(&mut *session, keeper("k")).await;
    commit(&store, &[visitor("d")]).await;
    session
        .finish(Finish::Commit)
        .await
        .expect("nobody is in the way");

    let mut session = stalls::begin(&store).await;
    let absent = query(Shape::of_entity::<Visitor>(), Filter::equal("email", "e"));
    assert_eq!(session.fetch(&absent).await.unwrap().rows, []);
    stalls::done(&mut *session, keeper("l")).await;
    commit(&store, &[visitor("e")]).await;
    assert_conflict(session).await;
}

#[tokio::test]
async fn sessions_that_are_dropped_leave_nothing_but_a_number() {
    let place = Place::new();
    let store = place.open().await;
    for polls in 0..12 {
        let mut session = stalls::begin(&store).await;
        drop(poll_and_drop(session.apply(&[keeper("a"), visitor("a")]), polls).await);
        drop(session);
        let mut session = stalls::begin(&store).await;
        stalls::done(&mut *session, visitor("a")).await;
        session.finish(Finish::Rollback).await.unwrap();
    }
    assert_eq!(place.keys(), ["acme_zoo_visitor.last_key"]);
}

#[tokio::test]
async fn what_is_deleted_leaves_nothing_but_stamps() {
    let place = Place::new();
    let store = place.open().await;
    commit(&store, &[visitor("a"), keeper("a")]).await;
    let expected = [
        ".commits",
        "acme_zoo_keeper",
        "acme_zoo_keeper.changed",
        "acme_zoo_keeper:a",
        "acme_zoo_visitor",
        "acme_zoo_visitor.changed",
        "acme_zoo_visitor.last_key",
        "acme_zoo_visitor.unique.email:[\"a\"]",
        "acme_zoo_visitor:1",
    ];
    assert_eq!(place.keys(), expected);
    let delete = [
        Change::delete(Shape::of_entity::<Visitor>(), 1.into()),
        Change::delete(Shape::of_entity::<Keeper>(), "a".into()),
    ];
    commit(&store, &delete).await;
    let expected = [
        ".commits",
        "acme_zoo_keeper.changed",
        "acme_zoo_visitor.changed",
        "acme_zoo_visitor.last_key",
    ];
    assert_eq!(place.keys(), expected);
}

#[tokio::test]
async fn numbers_beyond_double_precision_are_exact() {
    let place = Place::new();
    let store = place.open().await;
    let given = i64::MAX - 2;
    let change = |id: Option<i64>| Change::create(stalls::shape(), stalls::row(id, "a", id, None));
    commit(&store, &[change(Some(given))]).await;
    for expected in [i64::MAX - 1, i64::MAX] {
        let mut session = stalls::begin(&store).await;
        let applied = session.apply(&[change(None)]).await.unwrap().remove(0);
        assert_eq!(applied.assigned, Some(expected.into()));
        session.finish(Finish::Commit).await.unwrap();
    }
    let mut session = stalls::begin(&store).await;
    let expected = [
        stalls::row(Some(given), "a", Some(given), None),
        stalls::row(Some(i64::MAX - 1), "a", None, None),
        stalls::row(Some(i64::MAX), "a", None, None),
    ];
    assert_eq!(stalls::all(&mut *session).await, expected);
    let none_left = session.apply(&[change(None)]).await;
    assert!(matches!(none_left, Err(StorageError::Other(_))), "{none_left:?}");
}

#[tokio::test]
async fn numbers_are_compared_beyond_double_precision() {
    let place = Place::new();
    let store = place.open().await;
    let change = |id: Option<i64>| Change::create(stalls::shape(), stalls::row(id, "a", None, None));
    let limit = 1 << 53;
    commit(&store, &[change(Some(limit))]).await;
    commit(&store, &[change(Some(limit + 1))]).await;
    for expected in [limit + 2, limit + 5] {
        let mut session = stalls::begin(&store).await;
        if expected > limit + 2 {
            stalls::done(&mut *session, change(Some(expected - 1))).await;
        }
        let applied = session.apply(&[change(None)]).await.unwrap().remove(0);
        assert_eq!(applied.assigned, Some(expected.into()));
        session.finish(Finish::Commit).await.unwrap();
    }
}

/// More than a page, so that others write between two of them.
#[tokio::test]
async fn an_entity_is_read_as_it_is_at_one_time() {
    let place = Place::new();
    let store = place.open().await;
    let all: Vec<Change> = (0..1100).map(|number| keeper(&format!("{number:04}"))).collect();
    commit(&store, &all).await;
    let writer = {
        let store = store.clone();
        tokio::spawn(async move {
            for moved in 1..60 {
                commit(&store, &[pay("0000", 100 - moved), pay("1099", 100 + moved)]).await;
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
        })
    };
    let mut sum = Query::all(Shape::of_entity::<Keeper>());
    let salary = Aggregate {
        function: Function::Sum,
        column: 1,
    };
    sum.select = Select::Figures(vec![salary]);
    let mut read = Begin::default();
    read.read_only = true;
    while !writer.is_finished() {
        let mut session = store.begin(read).await.expect("it begins");
        let rows = session.fetch(&sum).await.expect("it is computed").rows;
        assert_eq!(rows, [Row::from([110_000.into()])]);
    }
    writer.await.expect("it does not panic");
}

#[tokio::test]
async fn records_expire_with_all_that_belongs_to_them() {
    let place = Place::new();
    let lifetime = Duration::from_millis(200);
    let store = place
        .config()
        .expire_after::<Visitor>(lifetime)
        .open()
        .await
        .unwrap();
    let all = Query::all(Shape::of_entity::<Visitor>());
    commit(&store, &[visitor("a"), keeper("stays")]).await;
    let mut session = stalls::begin(&store).await;
    assert_eq!(session.fetch(&all).await.unwrap().rows.len(), 1);
    tokio::time::sleep(lifetime * 2).await;
    let mut session = stalls::begin(&store).await;
    assert_eq!(session.fetch(&all).await.unwrap().rows, []);
    stalls::done(&mut *session, visitor("a")).await;
    session.finish(Finish::Commit).await.unwrap();
    assert_eq!(keepers(&store).await, ["stays"]);
    let mut connection = connect();
    let index: Vec<String> = connection
        .zrange(format!("{}acme_zoo_visitor", place.prefix), 0, -1)
        .unwrap();
    assert_eq!(index, ["2"], "the first is taken out when another is written");
}

#[tokio::test]
async fn prefixes_are_apart() {
    let (here, there) = (Place::new(), Place::new());
    let (one, other) = (here.open().await, there.open().await);
    commit(&one, &[keeper("a")]).await;
    assert_eq!(keepers(&other).await, [""; 0]);
    commit(&other, &[keeper("a")]).await;
}

#[tokio::test]
async fn keys_of_others_are_not_overwritten() {
    let place = Place::new();
    let _: () = connect()
        .set(format!("{}acme_zoo_keeper", place.prefix), "mine")
        .unwrap();
    let refused = Storage::prepare(&place.open().await, &[Keeper::model()]).await;
    let Err(StorageError::Other(reason)) = refused else {
        panic!("{refused:?}")
    };
    let expected = format!(
        "the key `{}acme_zoo_keeper` is a string of somebody else; choose another prefix",
        place.prefix
    );
    assert_eq!(reason.to_string(), expected);
}

#[tokio::test]
async fn what_others_wrote_is_looked_at() {
    let place = Place::new();
    let store = place.open().await;
    let name = format!("{}acme_zoo_keeper:a", place.prefix);
    let cases: [(&[(&str, &str)], &str); 3] = [
        (
            &[("name", "a")],
            "there is no stamp; this was written by somebody else",
        ),
        (
            &[("@", "1"), ("name", "a"), ("version", "0")],
            "there is no `salary`; migrate it, or make the attribute optional",
        ),
        (
            &[("@", "1"), ("name", "a"), ("version", "0"), ("salary", "canary")],
            "`salary` does not hold this value",
        ),
    ];
    for (fields, expected) in cases {
        let _: () = connect().hset_multiple(&name, fields).unwrap();
        let mut session = stalls::begin(&store).await;
        let query = query(Shape::of_entity::<Keeper>(), Filter::Keys(vec!["a".into()]));
        match session.fetch(&query).await {
            Err(StorageError::Corrupt(what)) => assert_eq!(what, format!("{name}: {expected}")),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let config = RedisConfig::new("redis://127.0.0.1:1").patience(Duration::from_millis(100));
    let error = config.open().await.unwrap_err();
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
    let error = RedisStore::open("no url").await.unwrap_err();
    assert!(matches!(error, StorageError::Other(_)), "{error:?}");
}

#[test]
fn passwords_are_not_shown() {
    let config = RedisConfig::new("redis://user:canary@127.0.0.1");
    assert!(!format!("{config:?}").contains("canary"));
}
