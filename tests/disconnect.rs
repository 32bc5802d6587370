//! A caller that goes away leaves nothing half done: a run that a connector has begun finishes, any other is undone.

#![cfg(all(feature = "http", feature = "sqlite"))]

use std::{
    collections::{BTreeMap, BTreeSet},
    future::poll_fn,
    net::SocketAddr,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::Duration,
};

use foobara::{
    Auto, Call, ErrorCollection, Event, Exposure, MemoryStore, NoCredentials, SqliteConfig, State, Storage,
    Transition, When, http::HttpServer, prelude::*,
};
use foobara_core::RawInputs;
use serde_json::json;
use tempfile::TempDir;
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    sync::{Semaphore, oneshot},
    task::JoinSet,
};

const CLIENTS: i64 = 100;

#[derive(Domain)]
struct Zoo;

/// One of two that have the number of the pair in common.
#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct Twin {
    #[entity(key)]
    id: Auto<i64>,
    pair: i64,
}

/// Creates one twin, takes its time, and creates the other.
#[derive(Debug, Command)]
#[command(domain = Zoo, writes(Twin))]
struct CreateTwins {
    pair: i64,
}

impl Execute for CreateTwins {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let twin = Twin {
            id: Auto::unassigned(),
            pair: self.pair,
        };
        cx.write::<Twin>().create(twin.clone()).await?;
        cx.sleep(Duration::from_millis(50)).await?;
        cx.write::<Twin>().create(twin).await?;
        Ok(())
    }
}

/// Reads every twin.
#[derive(Debug, Command)]
#[command(domain = Zoo, reads(Twin))]
struct Twins;

impl Execute for Twins {
    type Output = Vec<Twin>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.read::<Twin>().all().await?)
    }
}

/// The app, and what is seen of its runs.
struct Nursery {
    app: App,
    /// One permit for each pair whose run has begun to execute.
    begun: Arc<Vec<Semaphore>>,
    seen: Arc<Mutex<Seen>>,
}

/// What is seen of the runs that create twins.
#[derive(Default)]
struct Seen {
    /// How many came as far as the commit.
    committing: usize,
    /// How many ended how.
    ended: BTreeMap<&'static str, usize>,
}

impl Seen {
    fn note(&mut self, event: &Event<'_>) {
        match (event.when, event.state()) {
            (When::Before, _) if event.transition == Transition::CommitTransaction => self.committing += 1,
            (When::After, state @ (State::Succeeded | State::Failed | State::Errored)) => {
                *self.ended.entry(state.as_str()).or_default() += 1;
            }
            _ => {}
        }
    }
}

impl Nursery {
    async fn on(storage: impl Storage) -> Self {
        let begun = Arc::new((0..CLIENTS).map(|_| Semaphore::new(0)).collect::<Vec<_>>());
        let seen = Arc::new(Mutex::new(Seen::default()));
        let hook = {
            let (begun, seen) = (Arc::clone(&begun), Arc::clone(&seen));
            move |event: &Event<'_>| {
                lock(&seen).note(event);
                let is_first = (event.when, event.transition) == (When::Before, Transition::RunExecute);
                if let Some(command) = event.input::<CreateTwins>().filter(|_| is_first)
                    && let Some(permits) = index(command.pair).and_then(|index| begun.get(index))
                {
                    permits.add_permits(1);
                }
                Ok(())
            }
        };
        let app = App::builder()
            .domain::<Zoo>(commands![CreateTwins, Twins])
            .storage(storage)
            .hook_command::<CreateTwins>(hook);
        let app = app.build().expect("the app is whole");
        app.prepare().await.expect("the storage is there");
        Self { app, begun, seen }
    }

    fn exposure(&self) -> Exposure {
        let exposure = Exposure::of(&self.app).all().build();
        exposure.expect("the names differ")
    }

    /// Returns how many twins each pair has.
    async fn pairs(&self) -> BTreeMap<i64, usize> {
        let mut pairs = BTreeMap::new();
        for twin in self.app.run(Twins).await.expect("every row is a twin") {
            *pairs.entry(twin.pair).or_default() += 1;
        }
        pairs
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

fn index(pair: i64) -> Option<usize> {
    usize::try_from(pair).ok()
}

/// A SQLite file. Units that write queue for it, a hundred of them for longer than the five seconds that are usual.
async fn sqlite(connections: u32) -> (TempDir, impl Storage) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = SqliteConfig::new(folder.path().join("twins.sqlite"))
        .connections(connections)
        .patience(Duration::from_secs(60));
    let store = config.open().await;
    (folder, store.expect("the file can be opened"))
}

/// Lets clients ask for pairs and go away while their runs have begun, and looks at what has become of each.
async fn disconnect_from(nursery: Nursery) {
    let server = HttpServer::new("twins").mount("", nursery.exposure());
    let server = server.bind("127.0.0.1:0").await.expect("a free port");
    let address = server.address();
    let (stop, stopped) = oneshot::channel::<()>();
    let mut clients = JoinSet::new();
    for pair in 0..CLIENTS {
        let begun = Arc::clone(&nursery.begun);
        clients.spawn(async move { ask_and_leave(address, pair, &begun).await });
    }
    let all_left = async {
        clients.join_all().await;
        stop.send(()).expect("the server still runs");
    };
    let shutdown = async { stopped.await.unwrap_or_default() };
    let (served, ()) = tokio::join!(server.run(shutdown), all_left);
    served.expect("the server ends well");
    nursery.app.ports().spawner.idle().await;

    assert_eq!(lock(&nursery.seen).ended, BTreeMap::from([("succeeded", 100)]));
    assert_eq!(
        nursery.pairs().await,
        (0..CLIENTS).map(|pair| (pair, 2)).collect()
    );
}

/// Sends a request, and breaks the connection 3 ms after its run has begun.
async fn ask_and_leave(address: SocketAddr, pair: i64, begun: &[Semaphore]) {
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    // The server is told of the end at once, and by a reset.
    stream.set_zero_linger().expect("an option of every socket");
    let body = json!({ "pair": pair }).to_string();
    let length = body.len();
    let request = format!(
        "POST /run/CreateTwins HTTP/1.1\r\nhost: zoo\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    stream
        .write_all(request.as_bytes())
        .await
        .expect("the server reads");
    let begun = index(pair).and_then(|index| begun.get(index));
    let permit = begun.expect("one for each pair").acquire().await;
    permit.expect("never closed").forget();
    // Not to wait for something: this is when clients go away.
    tokio::time::sleep(Duration::from_millis(3)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_on_sqlite_finish_when_their_clients_disconnect() {
    let (_folder, store) = sqlite(8).await;
    disconnect_from(Nursery::on(store).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_in_memory_finish_when_their_clients_disconnect() {
    disconnect_from(Nursery::on(MemoryStore::new()).await).await;
}

/// Polls a future so many times at most, whenever it asks to be.
async fn poll_at_most<F: Future>(most: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut polls = 0;
    poll_fn(|context| {
        if polls == most {
            return Poll::Ready(None);
        }
        polls += 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if polls == most => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

async fn call(exposure: &Exposure, pair: i64) -> Result<Vec<u8>, ErrorCollection> {
    let inputs = RawInputs::json(json!({ "pair": pair }).to_string());
    exposure
        .call(Call::new("CreateTwins", inputs, &NoCredentials))
        .await
}

/// Runs twenty more at once; they need every connection that the pool has.
async fn twenty_more(nursery: &Nursery) {
    let exposure = nursery.exposure();
    let before: usize = nursery.pairs().await.len();
    let mut calls = JoinSet::new();
    for pair in 1000..1020 {
        let exposure = exposure.clone();
        calls.spawn(async move { call(&exposure, pair).await });
    }
    let answers = calls.join_all().await;
    assert_eq!(answers, vec![Ok(b"null".to_vec()); 20]);
    let mut pairs = nursery.pairs().await;
    assert_eq!(pairs.len(), before + 20);
    pairs.retain(|_, twins| *twins != 2);
    assert_eq!(pairs, BTreeMap::new(), "pairs that are not whole");
}

/// How often it is tried: answers of SQLite come when they come, and so each try meets other places.
const TRIES: usize = 5;

/// Drops calls after 0, 1, 2, … polls, until one comes back before.
async fn drop_calls(nursery: Nursery) {
    let exposure = nursery.exposure();
    let mut expected = BTreeMap::new();
    let mut unused = 0..1000;
    for _ in 0..TRIES {
        for polls in 0.. {
            let pair = unused.next().expect("a call comes back before");
            let answer = poll_at_most(polls, call(&exposure, pair)).await;
            nursery.app.ports().spawner.idle().await;
            // The first poll begins the run.
            if polls > 0 {
                expected.insert(pair, 2);
            }
            assert_eq!(nursery.pairs().await, expected, "after {polls} polls");
            if let Some(answer) = answer {
                assert_eq!(answer, Ok(b"null".to_vec()));
                assert!(polls > 1, "there was nothing to wait for");
                break;
            }
        }
    }
    twenty_more(&nursery).await;
}

/// As [`drop_calls`], of runs that no connector keeps.
async fn drop_runs(nursery: Nursery) {
    // Dropped during the commit, a run may have been in time.
    let mut in_time = BTreeSet::new();
    let mut unused = 0..1000;
    for _ in 0..TRIES {
        for polls in 0.. {
            let pair = unused.next().expect("a run comes back before");
            let committing = lock(&nursery.seen).committing;
            let outcome = poll_at_most(polls, nursery.app.run(CreateTwins { pair })).await;
            if lock(&nursery.seen).committing > committing {
                in_time.insert(pair);
            }
            let mut pairs = nursery.pairs().await;
            let twins = pairs.get(&pair).copied();
            pairs.retain(|pair, twins| *twins != 2 || !in_time.contains(pair));
            assert_eq!(
                pairs,
                BTreeMap::new(),
                "neither whole nor undone after {polls} polls"
            );
            if let Some(outcome) = outcome {
                assert!(outcome.is_ok(), "{outcome:?}");
                assert_eq!(twins, Some(2));
                assert!(polls > 1, "there was nothing to wait for");
                break;
            }
        }
    }
    twenty_more(&nursery).await;
}

#[tokio::test]
async fn calls_on_sqlite_finish_wherever_they_are_dropped() {
    let (_folder, store) = sqlite(2).await;
    drop_calls(Nursery::on(store).await).await;
}

#[tokio::test]
async fn calls_in_memory_finish_wherever_they_are_dropped() {
    drop_calls(Nursery::on(MemoryStore::new()).await).await;
}

#[tokio::test]
async fn runs_on_sqlite_are_undone_wherever_they_are_dropped() {
    let (_folder, store) = sqlite(2).await;
    drop_runs(Nursery::on(store).await).await;
}

#[tokio::test]
async fn runs_in_memory_are_undone_wherever_they_are_dropped() {
    drop_runs(Nursery::on(MemoryStore::new()).await).await;
}
