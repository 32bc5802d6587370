//! W4 in SQLite by hand, in each way in which a driver could reach it: what is won by another way than that of sqlx, which
//! sends every statement to a thread of its own. `docs/decisions/0023` says what follows from it.

use std::{path::PathBuf, sync::mpsc, thread};

use criterion::{Criterion, criterion_group, criterion_main};
use rusqlite::{Connection, Result, Row};
use sqlx::{
    ConnectOptions as _, Row as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::oneshot,
};

const TITLE: &str = "The Left Hand of Darkness";
const PAGES: i64 = 304;

const TABLE: &str =
    "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL, pages INTEGER NOT NULL) STRICT";
const BEGIN: &str = "BEGIN IMMEDIATE";
const INSERT: &str = "INSERT INTO book (title, pages) VALUES (?, ?) RETURNING id";
const BEGIN_AND_INSERT: &str = "BEGIN IMMEDIATE; INSERT INTO book (title, pages) VALUES (?, ?) RETURNING id";
const SELECT: &str = "SELECT title, pages FROM book WHERE id = ?";
const UPDATE: &str = "UPDATE book SET title = ?, pages = ? WHERE id = ?";
const COMMIT: &str = "COMMIT";

fn transactions(criterion: &mut Criterion) {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("there is room");
    let mut group = criterion.benchmark_group("a transaction");

    let mut connection = runtime.block_on(by_sqlx("five")).expect("it opens");
    group.bench_function("sqlx, five statements", |bencher| {
        bencher.iter(|| {
            runtime
                .block_on(five_statements(&mut connection))
                .expect("it writes")
        });
    });

    let mut connection = runtime.block_on(by_sqlx("four")).expect("it opens");
    group.bench_function("sqlx, the first begins", |bencher| {
        bencher.iter(|| {
            runtime
                .block_on(four_statements(&mut connection))
                .expect("it writes")
        });
    });

    let writer = Writer::spawn(open("steps").expect("it opens"));
    group.bench_function("four steps on a thread", |bencher| {
        bencher.iter(|| runtime.block_on(steps(&writer)).expect("it writes"));
    });

    let writer = Writer::spawn(open("closure").expect("it opens"));
    group.bench_function("one closure on a thread", |bencher| {
        bencher.iter(|| runtime.block_on(writer.run(add)).expect("it writes"));
    });

    let connection = open("inline").expect("it opens");
    group.bench_function("here", |bencher| {
        bencher.iter(|| add(&connection).expect("it writes"))
    });

    let connection = open("group").expect("it opens");
    group.bench_function("here, 64 to a commit", |bencher| {
        bencher.iter(|| group_commit(&connection).expect("it writes"));
    });
}

fn reads(criterion: &mut Criterion) {
    let runtime: Runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("there is room");
    let mut group = criterion.benchmark_group("a read");

    let mut connection = runtime.block_on(by_sqlx("read")).expect("it opens");
    runtime
        .block_on(five_statements(&mut connection))
        .expect("it writes");
    group.bench_function("sqlx", |bencher| {
        bencher.iter(|| {
            runtime
                .block_on(pages_by_sqlx(&mut connection, 1))
                .expect("it reads")
        });
    });

    let connection = open("read_here").expect("it opens");
    add(&connection).expect("it writes");
    group.bench_function("here", |bencher| {
        bencher.iter(|| pages(&connection, 1).expect("it reads"))
    });
}

criterion_group!(benches, transactions, reads);
criterion_main!(benches);

/// Returns the path of a file that is not there any more.
fn fresh(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join("foobara-benches");
    std::fs::create_dir_all(&folder).expect("there is room for files");
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("way_{name}.sqlite3{ending}")));
    }
    folder.join(format!("way_{name}.sqlite3"))
}

async fn by_sqlx(name: &str) -> sqlx::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(fresh(name))
        .create_if_missing(true);
    let options = options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal);
    let mut connection = options.connect().await?;
    sqlx::query(TABLE).execute(&mut connection).await?;
    Ok(connection)
}

async fn five_statements(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::query(BEGIN).execute(&mut *connection).await?;
    read_and_update(connection, INSERT).await
}

async fn four_statements(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    read_and_update(connection, BEGIN_AND_INSERT).await
}

async fn read_and_update(connection: &mut SqliteConnection, insert: &'static str) -> sqlx::Result<()> {
    let created = sqlx::query(insert)
        .bind(TITLE)
        .bind(PAGES)
        .fetch_one(&mut *connection);
    let id: i64 = created.await?.try_get(0)?;
    let (title, pages) = pages_by_sqlx(connection, id).await?;
    let update = sqlx::query(UPDATE).bind(title).bind(pages + 1).bind(id);
    update.execute(&mut *connection).await?;
    sqlx::query(COMMIT).execute(connection).await.map(drop)
}

async fn pages_by_sqlx(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<(String, i64)> {
    let found = sqlx::query(SELECT).bind(id).fetch_one(connection).await?;
    Ok((found.try_get(0)?, found.try_get(1)?))
}

fn open(name: &str) -> Result<Connection> {
    let connection = Connection::open(fresh(name))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute(TABLE, [])?;
    Ok(connection)
}

/// Creates a book, reads it and adds a page to it, in a transaction of its own.
fn add(connection: &Connection) -> Result<()> {
    run(connection, BEGIN)?;
    create_and_change(connection)?;
    run(connection, COMMIT)
}

/// Does the same 64 times in one transaction, each to be undone alone.
fn group_commit(connection: &Connection) -> Result<()> {
    run(connection, BEGIN)?;
    for _ in 0..64 {
        run(connection, "SAVEPOINT one")?;
        create_and_change(connection)?;
        run(connection, "RELEASE one")?;
    }
    run(connection, COMMIT)
}

fn create_and_change(connection: &Connection) -> Result<()> {
    let id = create(connection)?;
    let (title, pages) = pages(connection, id)?;
    update(connection, &title, pages + 1, id)
}

/// Does the same step by step, as a command does that goes on elsewhere in between.
async fn steps(writer: &Writer) -> Result<()> {
    let begun = writer.run(|connection| {
        run(connection, BEGIN)?;
        create(connection)
    });
    let id = begun.await?;
    let (title, count) = writer.run(move |connection| pages(connection, id)).await?;
    let updated = writer.run(move |connection| update(connection, &title, count + 1, id));
    updated.await?;
    writer.run(|connection| run(connection, COMMIT)).await
}

fn run(connection: &Connection, text: &str) -> Result<()> {
    connection.prepare_cached(text)?.execute([]).map(drop)
}

fn create(connection: &Connection) -> Result<i64> {
    let mut insert = connection.prepare_cached(INSERT)?;
    insert.query_row((TITLE, PAGES), |row| row.get(0))
}

fn pages(connection: &Connection, id: i64) -> Result<(String, i64)> {
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    connection.prepare_cached(SELECT)?.query_row([id], read)
}

fn update(connection: &Connection, title: &str, pages: i64, id: i64) -> Result<()> {
    let mut update = connection.prepare_cached(UPDATE)?;
    update.execute((title, pages, id)).map(drop)
}

type Job = Box<dyn FnOnce(&Connection) + Send>;

/// A thread that has a connection.
struct Writer(mpsc::Sender<Job>);

impl Writer {
    fn spawn(connection: Connection) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::spawn(move || queue.into_iter().for_each(|job| job(&connection)));
        Self(jobs)
    }

    async fn run<T: Send + 'static>(&self, job: impl FnOnce(&Connection) -> T + Send + 'static) -> T {
        let (answer, answered) = oneshot::channel();
        let job = move |connection: &Connection| drop(answer.send(job(connection)));
        self.0.send(Box::new(job)).expect("the thread is there");
        answered.await.expect("the thread answers")
    }
}
