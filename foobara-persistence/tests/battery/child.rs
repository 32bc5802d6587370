//! The program that is killed: this one, started again with a place to commit pairs at.
//!
//! It tells of each commit over a socket of its own, and uses no system call for that which storage uses, too.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    panic,
    process::Command,
    sync::Arc,
    time::Duration,
};

use foobara_persistence::StorageError;

use crate::{
    drivers::{Driver, prepare},
    pairs,
};

/// The name of the test that is the program.
const NAME: &str = "child::commits_pairs_if_it_is_told_where";

const DRIVER: &str = "FOOBARA_BATTERY_CHILD";
const ADDRESS: &str = "FOOBARA_BATTERY_ADDRESS";
const FIRST: &str = "FOOBARA_BATTERY_FIRST";
const COUNT: &str = "FOOBARA_BATTERY_COUNT";
const LISTENER: &str = "FOOBARA_BATTERY_LISTENER";

/// What the program tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// A pair was committed.
    Acknowledged(u32),
    /// A step failed with an error of storage.
    Refused(String),
    /// Something panicked.
    Panicked(String),
    /// It came to its end.
    Done,
}

/// Where the program commits pairs, and which.
pub(crate) struct Work<'a> {
    pub(crate) driver: &'a Driver,
    pub(crate) address: &'a str,
    pub(crate) first: u32,
    pub(crate) count: u32,
}

/// The end at which the program is heard.
pub(crate) struct Ear(TcpListener);

impl Ear {
    pub(crate) fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").expect("there is a free port"))
    }

    /// Returns the program as a command, after `before`.
    pub(crate) fn command(&self, before: &[String], work: &Work<'_>) -> Command {
        let this = env::current_exe().expect("this is a program");
        let mut words = before
            .iter()
            .map(String::as_str)
            .chain([this.to_str().expect("its path is text")]);
        let mut command = Command::new(words.next().expect("there is one"));
        command
            .args(words)
            .args([NAME, "--exact", "--nocapture", "--test-threads=1"])
            .env(DRIVER, work.driver.name)
            .env(ADDRESS, work.address)
            .env(FIRST, work.first.to_string())
            .env(COUNT, work.count.to_string())
            .env(LISTENER, self.0.local_addr().expect("it listens").to_string());
        command
    }

    /// Hears the program until it ends; `None` as long as it has not come far enough to tell anything.
    pub(crate) fn hear(&self) -> Option<impl Iterator<Item = Told> + use<>> {
        self.0.set_nonblocking(true).expect("it listens");
        let (stream, _) = self.0.accept().ok()?;
        stream.set_nonblocking(false).expect("it is open");
        Some(
            BufReader::new(stream)
                .lines()
                .map_while(Result::ok)
                .filter_map(|line| Told::read(&line)),
        )
    }
}

impl Told {
    fn read(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ')?;
        match word {
            "acknowledged" => rest.parse().ok().map(Self::Acknowledged),
            "refused" => Some(Self::Refused(rest.to_owned())),
            "panicked" => Some(Self::Panicked(rest.to_owned())),
            _ => Some(Self::Done),
        }
    }
}

/// Says a line; whoever is not heard any more has nobody to tell that.
fn tell(mut mouth: &TcpStream, word: &str, what: &str) {
    let line = format!("{word} {}\n", what.replace('\n', " "));
    let _ = mouth.write_all(line.as_bytes());
}

/// Does nothing as a test.
#[test]
fn commits_pairs_if_it_is_told_where() {
    let Ok(driver) = env::var(DRIVER) else {
        return;
    };
    let told = |name| env::var(name).expect("it is told everything");
    let mouth = TcpStream::connect(told(LISTENER)).expect("somebody listens");
    mouth.set_nodelay(true).expect("it is open");
    let mouth = Arc::new(mouth);
    let of_panics = Arc::clone(&mouth);
    panic::set_hook(Box::new(move |panic| {
        tell(&of_panics, "panicked", &panic.to_string())
    }));

    let (first, count) = (number(&told(FIRST)), number(&told(COUNT)));
    // Without a driver of sockets: it would write to an event counter, as a store writes to its files.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.expect("there is a runtime").block_on(async {
        if let Err(error) = work(
            Driver::named(&driver),
            told(ADDRESS),
            first..first + count,
            &mouth,
        )
        .await
        {
            tell(&mouth, "refused", &format!("{error:?}"));
        }
    });
    tell(&mouth, "done", "");
}

fn number(text: &str) -> u32 {
    text.parse().expect("it is a number")
}

async fn work(
    driver: &Driver,
    address: String,
    numbers: std::ops::Range<u32>,
    mouth: &TcpStream,
) -> Result<(), StorageError> {
    let store = (driver.open)(address).await?.store;
    prepare(&*store).await?;
    for number in numbers {
        match pairs::commit(&*store, number).await {
            Ok(()) => tell(mouth, "acknowledged", &number.to_string()),
            Err(error) => tell(mouth, "refused", &format!("{error:?}")),
        }
        tokio::time::sleep(Duration::ZERO).await;
    }
    Ok(())
}
