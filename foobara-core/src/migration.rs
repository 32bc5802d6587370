//! Migrations as connectors see them. The persistence crate implements them for the stores that have a schema.

use std::{fmt, io, path::PathBuf};

use crate::{BoxFuture, transaction::StorageError};

/// The migrations of an app, in a folder of SQL files that people review: see [`App::migrations`](crate::App::migrations).
///
/// Running any of these twice, or being killed in the middle and running it again, leaves what one run leaves.
pub trait Migrations: Send + Sync {
    /// Writes the next migration: what differs between the entities and the last snapshot of them. Reads no database, and
    /// names the migration after the differences unless it is given a name.
    ///
    /// Returns `None`, and writes nothing, when nothing differs.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read or written, or its snapshot is of another database.
    fn diff<'a>(
        &'a self,
        name: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Option<MigrationDraft>, MigrationError>>;

    /// Applies the migrations that were not applied yet, in order, up to a number or all of them, and returns them.
    ///
    /// # Errors
    ///
    /// When the files do not fit what was applied, one of them lacks a value, or the database refuses. Those before it stay
    /// applied.
    fn up(&self, to: Option<u32>) -> BoxFuture<'_, Result<Vec<Migration>, MigrationError>>;

    /// Undoes so many of the migrations that were applied, the last first, and returns them.
    ///
    /// # Errors
    ///
    /// As [`up`](Self::up), and when a migration has no file that undoes it.
    fn down(&self, steps: u32) -> BoxFuture<'_, Result<Vec<Migration>, MigrationError>>;

    /// Tells what is applied, what is not, and what of the entities is in no migration yet. Changes nothing in the database.
    ///
    /// # Errors
    ///
    /// When the folder or the database cannot be read.
    fn status(&self) -> BoxFuture<'_, Result<MigrationStatus, MigrationError>>;
}

/// One migration, shown as its files are called: `0001_create_keeper`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Migration {
    /// Its place among the others, from 1.
    pub number: u32,
    /// What it does, in snake_case.
    pub name: String,
}

impl fmt::Display for Migration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}_{}", self.number, self.name)
    }
}

/// A migration that was written and waits for review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationDraft {
    /// The migration.
    pub migration: Migration,
    /// The files that were written.
    pub files: Vec<PathBuf>,
    /// What it changes, a sentence each.
    pub changes: Vec<String>,
    /// What its author has to decide, a sentence each.
    pub reviews: Vec<String>,
}

/// How a database stands to the migrations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MigrationStatus {
    /// The migrations, in order.
    pub migrations: Vec<(Migration, MigrationState)>,
    /// What of the entities is in no migration yet, a sentence each.
    pub unwritten: Vec<String>,
}

/// How a database stands to one migration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MigrationState {
    /// It is applied, since a time in UTC as `2025-07-01 12:00:00`.
    Applied(String),
    /// It is not applied yet.
    Pending,
    /// Applying or undoing it was interrupted; doing so again completes it.
    Interrupted,
    /// Its file has another text than what was applied.
    Changed,
    /// It is applied, and there is no file of it.
    Missing,
}

impl fmt::Display for MigrationState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Applied(_) => "applied",
            Self::Pending => "pending",
            Self::Interrupted => "interrupted",
            Self::Changed => "changed",
            Self::Missing => "missing",
        })
    }
}

/// What can go wrong with migrations; variants are what a caller can do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigrationError {
    /// Keep the records elsewhere, or do without: there is nothing to migrate.
    #[error("this storage has no schema, so there is nothing to migrate; SQL databases have one")]
    NoSchema,
    /// Put the files right: the text names the one it is about, and says how.
    #[error("{0}")]
    Files(String),
    /// Put the folder right: a file or the folder cannot be read or written.
    #[error("{} cannot be read or written", .path.display())]
    Folder {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Put the statements or the records right: the database refused the migration.
    #[error("the migration `{migration}` failed")]
    Failed {
        /// Which migration.
        migration: Migration,
        /// Why.
        #[source]
        source: StorageError,
    },
    /// Try again, or put the database right.
    #[error(transparent)]
    Storage(#[from] StorageError),
}
