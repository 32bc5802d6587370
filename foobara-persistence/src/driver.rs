//! What a driver is.

use std::{
    fmt,
    path::Path,
    pin::Pin,
    task::{Context, Poll},
};

pub(crate) use foobara_core::transaction::Isolation;
use foobara_core::{
    BoxFuture, MigrationError, Migrations,
    transaction::{Savepoint, StorageError},
};

use crate::{
    change::{Applied, Change},
    query::{Query, Rows},
    raw::Sql,
    row::Row,
    shape::Shape,
};

/// What comes of a storage step.
pub type Stored<T> = Result<T, StorageError>;

/// A place where rows are kept: it opens sessions.
///
/// Its contract: what a session that was not committed did is never seen, whether it was rolled back, dropped, or its
/// `begin` or any step was dropped half-way; and what `finish` has acknowledged stays.
///
/// To be the storage of an app, a store also implements `foobara_core::Storage`, by [`open`](crate::open) and
/// [`prepare`](crate::prepare).
#[diagnostic::on_unimplemented(note = "`MemoryStore` and `SqliteStore` are stores")]
pub trait Store: Send + Sync + 'static {
    /// Says what the store can do.
    fn capabilities(&self) -> Capabilities;

    /// Opens a session.
    fn begin(&self, how: Begin) -> Io<'_, Stored<Box<dyn Session>>>;

    /// Makes room for entities; what is there already is kept.
    fn prepare<'a>(&'a self, shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>>;

    /// Returns the migrations in a folder, for entities that are kept here. Stores without a schema have none.
    ///
    /// # Errors
    ///
    /// [`MigrationError::NoSchema`], or that the entities cannot be kept here.
    fn migrations(
        &self,
        _folder: &Path,
        _shapes: &[&'static Shape],
    ) -> Result<Box<dyn Migrations>, MigrationError> {
        Err(MigrationError::NoSchema)
    }
}

/// One unit of work within a store. Steps come one after the other.
pub trait Session: Send {
    /// Fetches rows; changes made earlier in this session are seen.
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>>;

    /// Makes changes, in order. When one fails those before it may have been made: the caller rolls back, to a
    /// savepoint or everything.
    ///
    /// A taken key is [`StorageError::Duplicate`], taken values of a group that is unique are [`StorageError::Taken`], a
    /// missing record is [`StorageError::NotFound`], and another version than the expected one [`StorageError::Conflict`].
    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>>;

    /// Moves a mark.
    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>>;

    /// Runs a statement in the language of the store. Those without one refuse.
    fn run<'a>(&'a mut self, _statement: &'a Sql) -> Io<'a, Stored<Vec<Row>>> {
        Io::ready(Err(StorageError::Other(
            "this store has no language of its own".into(),
        )))
    }

    /// Ends the session. Dropping it instead rolls back.
    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>>;
}

/// How a session begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Begin {
    /// Whether it changes nothing.
    pub read_only: bool,
    /// What it must not notice of others; `None` is the first of [`Capabilities::isolation`]. A store that has not got the
    /// level takes the next stricter one that it has, and refuses if there is none.
    pub isolation: Option<Isolation>,
}

/// How a session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// What it did stays.
    Commit,
    /// What it did is undone.
    Rollback,
}

/// What a store can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Capabilities {
    /// A session is all or nothing.
    pub transactions: bool,
    /// A session can be undone in part.
    pub savepoints: bool,
    /// All fetches of a read-only session see the same state.
    pub snapshots: bool,
    /// What is acknowledged survives the end of the process.
    pub durable: bool,
    /// The levels of isolation of sessions that write; the first is the usual one.
    pub isolation: &'static [Isolation],
    /// Sessions that write do not wait for each other: those that meet fail with [`StorageError::Conflict`] at the latest
    /// when they are committed.
    pub optimistic: bool,
    /// The numbers that a failed session assigned are assigned again.
    pub gapless_keys: bool,
    /// It runs statements in SQL.
    pub sql: bool,
    /// Text may have the character NUL in it.
    pub nul_characters: bool,
    /// It searches text, as [`Filter::search`](crate::Filter::search) says. One that does not refuses with
    /// [`NoTextSearch`](crate::NoTextSearch); of several stores, those do that do not.
    pub text_search: bool,
}

impl Capabilities {
    /// Returns the level of isolation that a session gets that asks for one: that, or the next stricter one.
    pub fn isolates(&self, wanted: Option<Isolation>) -> Option<Isolation> {
        match wanted {
            None => self.isolation.first().copied(),
            Some(wanted) => self
                .isolation
                .iter()
                .copied()
                .filter(|level| *level >= wanted)
                .min(),
        }
    }
}

/// A step that is done already, without an allocation, or that is awaited.
#[must_use = "a storage step does nothing until it is awaited"]
pub enum Io<'a, T> {
    /// Done; `None` once it was taken.
    Ready(Option<T>),
    /// To be awaited.
    Later(BoxFuture<'a, T>),
}

impl<'a, T> Io<'a, T> {
    /// A step that is done.
    pub const fn ready(value: T) -> Self {
        Self::Ready(Some(value))
    }

    /// A step to be awaited.
    pub fn later(step: impl Future<Output = T> + Send + 'a) -> Self {
        Self::Later(Box::pin(step))
    }
}

impl<T: Unpin> Future for Io<'_, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        match self.get_mut() {
            Self::Ready(value) => Poll::Ready(value.take().expect("a finished step is not polled again")),
            Self::Later(step) => step.as_mut().poll(context),
        }
    }
}

impl<T> fmt::Debug for Io<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Ready(_) => "Io::Ready(..)",
            Self::Later(_) => "Io::Later(..)",
        })
    }
}
