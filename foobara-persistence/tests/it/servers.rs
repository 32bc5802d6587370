//! What must hold for every driver whose database is a server: connections are shared, get lost, and run out.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::Poll,
    time::Duration,
};

use foobara_persistence::{
    Begin, Change, Entity, Filter, Finish, Kind, Query, Savepoint, Session, Shape, Sql, StorageError, Store,
};
use foobara_testing::driver_suite::entities::{Capybara, Keeper, Visitor};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

pub(crate) fn keeper(name: &str) -> Change {
    Change::create(Shape::of_entity::<Keeper>(), Keeper::named(name).to_row())
}

pub(crate) fn capybara(id: Option<i64>) -> Change {
    let capybara = Capybara {
        id: id.map_or_else(Default::default, Into::into),
        ..Capybara::named("a")
    };
    Change::create(Shape::of_entity::<Capybara>(), capybara.to_row())
}

pub(crate) fn visitor(email: &str) -> Change {
    Change::create(Shape::of_entity::<Visitor>(), Visitor::of(email).to_row())
}

pub(crate) fn reading() -> Begin {
    let mut begin = Begin::default();
    begin.read_only = true;
    begin
}

pub(crate) async fn begin(store: &dyn Store) -> Box<dyn Session> {
    store.begin(Begin::default()).await.expect("it begins")
}

pub(crate) async fn count<E: Entity>(store: &dyn Store) -> usize {
    let mut reader = store.begin(reading()).await.expect("it begins");
    let query = Query::all(Shape::of_entity::<E>());
    reader.fetch(&query).await.expect("they are found").rows.len()
}

/// Polls a future up to `polls` times, with the time in between for the server to answer, and drops it.
async fn poll_slowly<T>(work: impl Future<Output = T>, polls: usize) -> Option<T> {
    let mut work = pin!(work);
    for _ in 0..polls {
        if let Poll::Ready(done) = poll_fn(|context| Poll::Ready(work.as_mut().poll(context))).await {
            return Some(done);
        }
        tokio::time::sleep(Duration::from_micros(400)).await;
    }
    None
}

/// Drops every step of a session after each number of polls, many times. `open` counts the transactions that the server
/// has open besides.
pub(crate) async fn dropped_steps_leave_no_transaction_open(store: &dyn Store, open: impl AsyncFn() -> i64) {
    for polls in (1..=12).cycle().take(120) {
        drop(poll_slowly(store.begin(Begin::default()), polls).await);

        let mut session = begin(store).await;
        drop(poll_slowly(session.apply(&[keeper("a"), capybara(None), visitor("a")]), polls).await);
        drop(session);

        let mut session = begin(store).await;
        session.apply(&[keeper("a")]).await.expect("nobody has it");
        drop(poll_slowly(session.savepoint(Savepoint::Set), polls).await);
        drop(session);

        let mut session = begin(store).await;
        session.apply(&[keeper("a")]).await.expect("nobody has it");
        drop(poll_slowly(session.finish(Finish::Rollback), polls).await);
    }
    settle(open).await;
    assert_eq!(count::<Keeper>(store).await, 0);
}

/// Waits until the server has noticed which connections are closed.
async fn settle(open: impl AsyncFn() -> i64) {
    for _ in 0..100 {
        if open().await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} transactions are open", open().await);
}

pub(crate) async fn one_that_is_refused_leaves_the_session_usable(store: &dyn Store) {
    let mut session = begin(store).await;
    let refused = session
        .apply(&[keeper("a"), keeper("b"), keeper("a"), keeper("c")])
        .await;
    assert!(matches!(refused, Err(StorageError::Duplicate)), "{refused:?}");
    let refused = session
        .apply(&[visitor("a"), visitor("b"), visitor("a"), visitor("c")])
        .await;
    assert!(
        matches!(&refused, Err(StorageError::Taken(names)) if *names == ["email"]),
        "{refused:?}"
    );
    session
        .apply(&[keeper("d"), visitor("d")])
        .await
        .expect("it goes on");
    session.finish(Finish::Commit).await.expect("it commits");
    // As when they are made one by one: those before the refused one are there, those after it are not.
    assert_eq!(
        (count::<Keeper>(store).await, count::<Visitor>(store).await),
        (3, 3)
    );
}

pub(crate) async fn more_records_than_a_statement_takes_are_created(store: &dyn Store) {
    let mut session = begin(store).await;
    let changes: Vec<Change> = (0..9000).map(|number| capybara(Some(number))).collect();
    let applied = session.apply(&changes).await.expect("they are created");
    assert!(applied.len() == 9000 && applied.iter().all(|applied| applied.assigned.is_none()));
    session.finish(Finish::Commit).await.expect("it commits");
    assert_eq!(count::<Capybara>(store).await, 9000);
}

/// Expects a store with two connections and a patience of 300 ms.
pub(crate) async fn who_finds_no_connection_learns_so(store: &dyn Store, database: &str) {
    let _held = [begin(store).await, begin(store).await];
    let error = store.begin(Begin::default()).await.err().expect("it is refused");
    let StorageError::Unavailable(source) = error else {
        panic!("it is unavailable: {error:?}");
    };
    assert_eq!(
        source.to_string(),
        format!(
            "none of the 2 connections to {database} came free within 300ms; allow more by `connections`, or wait \
             longer by `patience`"
        )
    );
}

/// `cut` closes the other connections from the server's side.
pub(crate) async fn lost_connections_are_replaced(store: &dyn Store, cut: impl AsyncFn()) {
    let mut session = begin(store).await;
    session.apply(&[keeper("a")]).await.expect("it is created");
    cut().await;
    let lost = session.apply(&[keeper("b")]).await;
    assert!(matches!(lost, Err(StorageError::Unavailable(_))), "{lost:?}");
    let lost = session.finish(Finish::Commit).await;
    assert!(lost.is_err(), "nothing is acknowledged that is lost");
    let mut next = begin(store).await;
    next.apply(&[keeper("c")]).await.expect("it works");
    next.finish(Finish::Commit).await.expect("it commits");
    assert_eq!(count::<Keeper>(store).await, 1);
}

pub(crate) async fn statements_change_nothing_where_nothing_is_to_be_changed(store: &dyn Store) {
    let mut session = begin(store).await;
    session.apply(&[keeper("a")]).await.expect("it is created");
    session.finish(Finish::Commit).await.expect("it commits");
    let mut reader = store.begin(reading()).await.expect("it begins");
    let changed = reader.run(&Sql::new("DELETE FROM acme_zoo_keeper")).await;
    assert!(changed.is_err(), "{changed:?}");
    drop(reader);
    let mut reader = store.begin(reading()).await.expect("it begins");
    let sum = Sql::new("SELECT name, salary FROM acme_zoo_keeper").answers([Kind::Text, Kind::Int]);
    assert_eq!(reader.run(&sum).await.expect("it is run").len(), 1);
    let sum = Sql::new("SELECT name FROM acme_zoo_keeper").answers([Kind::Int]);
    let misread = reader.run(&sum).await;
    assert!(matches!(misread, Err(StorageError::Corrupt(_))), "{misread:?}");
}

/// Expects a fresh store with one connection by way of the proxy.
pub(crate) async fn each_step_is_one_round_trip(store: &dyn Store, proxy: &Proxy) {
    let shape = Shape::of_entity::<Keeper>();
    let mut by_key = Query::all(shape);
    by_key.filter = Filter::Keys(vec!["a".into()]);
    // The first time, statements are prepared.
    for expected in [[1, 2, 2, 2, 2, 1], [1, 1, 1, 1, 1, 1]] {
        let mut trips = Vec::new();
        proxy.count().await;
        let mut session = begin(store).await;
        trips.push(proxy.count().await);
        session.apply(&[keeper("a")]).await.expect("it is created");
        trips.push(proxy.count().await);
        session.fetch(&by_key).await.expect("it is found");
        trips.push(proxy.count().await);
        let update = Change::update(shape, Keeper::paid("a", 5).to_row(), Some(0));
        session.apply(&[update]).await.expect("it is updated");
        trips.push(proxy.count().await);
        session
            .apply(&[Change::delete(shape, "a".into())])
            .await
            .expect("it is deleted");
        trips.push(proxy.count().await);
        // The connection is looked at once more after it, when nobody waits for it.
        session.finish(Finish::Commit).await.expect("it commits");
        trips.push(proxy.count().await - 1);
        assert_eq!(trips, expected);
    }
    let mut reader = store.begin(reading()).await.expect("it begins");
    assert_eq!(proxy.count().await, 0);
    reader.fetch(&by_key).await.expect("it is answered");
    assert_eq!(proxy.count().await, 1);
}

/// A way to a server, for one connection at a time, that counts how often the client speaks after the server did.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    trips: Arc<AtomicUsize>,
    _connections: JoinSet<()>,
}

impl Proxy {
    pub(crate) async fn to(host: &str, port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("there is a port");
        let own = listener.local_addr().expect("it has one").port();
        let trips = Arc::new(AtomicUsize::new(0));
        let (address, counted) = ((host.to_owned(), port), Arc::clone(&trips));
        let mut connections = JoinSet::new();
        connections.spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect((address.0.as_str(), address.1)).await;
                // Either side may go away.
                let _ = pass(client, server.expect("the server is there"), &counted).await;
            }
        });
        Self {
            port: own,
            trips,
            _connections: connections,
        }
    }

    /// Returns how many round trips there were since this was last asked.
    async fn count(&self) -> usize {
        // What comes after a session is given back, comes by itself.
        tokio::time::sleep(Duration::from_millis(30)).await;
        self.trips.swap(0, Ordering::Relaxed)
    }
}

async fn pass(mut client: TcpStream, mut server: TcpStream, trips: &AtomicUsize) -> std::io::Result<()> {
    let (mut asked, mut answered) = ([0; 4096], [0; 4096]);
    let mut is_server_next = false;
    loop {
        tokio::select! {
            size = client.read(&mut asked) => {
                let size = size?;
                if size == 0 {
                    return Ok(());
                }
                trips.fetch_add(usize::from(!is_server_next), Ordering::Relaxed);
                is_server_next = true;
                server.write_all(&asked[..size]).await?;
            }
            size = server.read(&mut answered) => {
                let size = size?;
                if size == 0 {
                    return Ok(());
                }
                is_server_next = false;
                client.write_all(&answered[..size]).await?;
            }
        }
    }
}
