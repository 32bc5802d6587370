//! What the zoo has acknowledged outlives its process, whenever that is killed.

#![cfg(all(unix, feature = "cli", feature = "http", feature = "mcp", feature = "sqlite"))]

use std::{collections::BTreeMap, io, path::Path, thread, time::Duration};

use foobara::{
    Filter, SqliteStore,
    ports::{Random, SeededRandom},
    prelude::*,
};
use serde_json::{Value, json};

#[path = "support/connection.rs"]
mod connection;
#[path = "../examples/zoo/domain.rs"]
mod domain;
#[path = "../examples/zoo/entities.rs"]
mod entities;
#[path = "support/server.rs"]
mod server;
#[path = "support/zoo.rs"]
mod zoo;

use connection::Connection;
use domain::Zoo;
use entities::{Capybara, Safe};
use server::Server;

const ROUNDS: i64 = 10;
const CLIENTS: i64 = 4;

/// Reads every capybara, as the zoo itself never does.
#[derive(Debug, Command)]
#[command(domain = Zoo, reads(Capybara, Safe))]
struct Census;

impl Execute for Census {
    type Output = Vec<Capybara>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let safes = cx.read::<Safe>().count(Filter::All).await?;
        assert_eq!(safes, 0, "nobody has asked for one");
        Ok(cx.read::<Capybara>().all().await?)
    }
}

/// Capybaras by primary key: the name and the age.
type Capybaras = BTreeMap<i64, (String, i64)>;

/// What a client knows of its requests.
#[derive(Default)]
struct Record {
    /// What it asked for, whatever came of it.
    sent: Vec<(String, i64)>,
    /// What was answered with 200 and a whole body.
    acknowledged: Capybaras,
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = folder.path().join("zoo.sqlite");
    let random = SeededRandom::new(7);
    let mut all = Record::default();
    for round in 0..ROUNDS {
        let server = Server::start(&database);
        check(&stored(&database), &all, round * CLIENTS);
        let moment = Duration::from_millis(50 + random.bits() % 351);
        let before = all.acknowledged.len();
        for record in kill_amid_clients(server, round, moment) {
            all.sent.extend(record.sent);
            all.acknowledged.extend(record.acknowledged);
        }
        assert_ne!(
            all.acknowledged.len(),
            before,
            "nothing was acknowledged within {moment:?}"
        );
    }
    let _reopened = Server::start(&database);
    check(&stored(&database), &all, ROUNDS * CLIENTS);
}

/// Kills the server `moment` after clients have begun to create capybaras, and returns what they know.
fn kill_amid_clients(mut server: Server, round: i64, moment: Duration) -> Vec<Record> {
    let address = server.address().to_owned();
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let address = &address;
                scope.spawn(move || create_until_killed(address, &format!("{round}-{client}")))
            })
            .collect();
        // The moment is what is tried out; nothing waits for something else here.
        thread::sleep(moment);
        server.process.kill().expect("it still ran");
        let status = server.process.wait().expect("it has ended");
        assert_eq!(status.code(), None, "ended by the signal");
        clients
            .into_iter()
            .map(|client| client.join().expect("a client ends with the server"))
            .collect()
    })
}

fn create_until_killed(address: &str, client: &str) -> Record {
    let mut record = Record::default();
    let Ok(mut connection) = Connection::open(address) else {
        return record;
    };
    for age in 0.. {
        // Long enough to make rows span the pages of a file.
        let name = format!("{client}-{age} {}", "capybara ".repeat(100));
        record.sent.push((name.clone(), age));
        let Ok((status, body)) = create(&mut connection, &name, age) else {
            break;
        };
        assert_eq!(status, 200, "{body}");
        let created: Value = serde_json::from_str(&body).expect("an answer is JSON");
        let id = created["id"].as_i64().expect("a capybara has an id");
        assert_eq!(created, json!({ "id": id, "name": name, "age": age }));
        record.acknowledged.insert(id, (name, age));
    }
    record
}

fn create(connection: &mut Connection, name: &str, age: i64) -> io::Result<(u16, String)> {
    let body = json!({ "name": name, "age": age }).to_string();
    let length = body.len();
    connection.send(&format!(
        "POST /run/CreateCapybara HTTP/1.1\r\nhost: zoo\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    ))?;
    connection.receive()
}

/// Everything acknowledged is stored as it was sent, everything else stored was sent, and there is no more of that than
/// there were requests in flight at the kills.
#[track_caller]
fn check(stored: &Capybaras, record: &Record, in_flight: i64) {
    let mut rest = stored.clone();
    rest.retain(|id, _| !record.acknowledged.contains_key(id));
    let mut lost = record.acknowledged.clone();
    lost.retain(|id, capybara| stored.get(id) != Some(capybara));
    assert_eq!(
        lost,
        Capybaras::new(),
        "acknowledged and not stored, or stored otherwise"
    );
    let foreign: Vec<_> = rest
        .values()
        .filter(|capybara| !record.sent.contains(capybara))
        .collect();
    assert_eq!(foreign, Vec::<&(String, i64)>::new(), "stored and never sent");
    let most = usize::try_from(in_flight).expect("a few");
    assert!(rest.len() <= most, "{} stored, {most} in flight", rest.len());
}

#[tokio::main(flavor = "current_thread")]
async fn stored(database: &Path) -> Capybaras {
    let store = SqliteStore::open(database).await.expect("the file can be opened");
    let app = App::builder()
        .domain::<Zoo>(commands![Census])
        .storage(store.clone());
    let app = app.build().expect("the app is whole");
    let capybaras = app.run(Census).await.expect("every row is a capybara");
    store.close().await;
    let entry = |capybara: Capybara| {
        assert!(capybara.keeper.is_none());
        let id = foobara::Entity::key(&capybara).expect("what is stored has a key");
        (id, (capybara.name, capybara.age))
    };
    capybaras.into_iter().map(entry).collect()
}
