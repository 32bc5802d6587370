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
mod kept;
mod lost;
mod sessions;

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
