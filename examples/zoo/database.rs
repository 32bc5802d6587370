//! Where the zoo is kept.

use std::{error::Error, ffi::OsString, io::Write, path::PathBuf};

use foobara::{AppBuilder, MemoryStore, SqliteStore, prelude::*};

/// Where the zoo is kept.
pub(crate) enum Database {
    Memory,
    File(PathBuf),
    /// A file of its own in a new temporary folder.
    Temporary,
}

/// Takes `--db FILE` out of the arguments.
pub(crate) fn choose(arguments: impl Iterator<Item = OsString>) -> Result<(Database, Vec<OsString>), String> {
    let mut database = Database::Temporary;
    let mut rest = Vec::new();
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        let chosen = match argument.to_str() {
            Some("--db") => Some(
                arguments
                    .next()
                    .ok_or("--db needs a file, or the word \"memory\"")?,
            ),
            Some(text) => text.strip_prefix("--db=").map(OsString::from),
            None => None,
        };
        match chosen {
            Some(place) if place == "memory" => database = Database::Memory,
            Some(place) => database = Database::File(place.into()),
            None => rest.push(argument),
        }
    }
    Ok((database, rest))
}

/// Opens the database and builds the app on it.
pub(crate) async fn open(database: &Database, zoo: AppBuilder) -> Result<App, Box<dyn Error>> {
    let file = match database {
        Database::Memory => return Ok(zoo.storage(MemoryStore::new()).build()?),
        Database::File(file) => file.clone(),
        Database::Temporary => temporary()?,
    };
    let store = SqliteStore::open(&file).await?;
    Ok(zoo.storage(store).build()?)
}

/// Makes a new folder and says which, for the zoo would be hard to find again.
fn temporary() -> Result<PathBuf, Box<dyn Error>> {
    let file = tempfile::Builder::new()
        .prefix("zoo-")
        .tempdir()?
        .keep()
        .join("zoo.sqlite");
    say(&format!(
        "the zoo is kept in {}; choose another place with --db FILE",
        file.display()
    ));
    Ok(file)
}

/// Says something to people.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Says what went wrong and why, down to the first cause, and ends with the exit code of broken input and output.
pub(crate) fn give_up(error: &(dyn Error + 'static)) -> ExitCode {
    let causes = std::iter::successors(Some(error), |error| (*error).source());
    say(&causes.map(ToString::to_string).collect::<Vec<_>>().join(": "));
    ExitCode::from(74)
}
