//! A migration that is run, and how far it has come.

use foobara_core::{Migration, MigrationError, transaction::StorageError};

use super::{
    checksum::checksum,
    journal::{self, Entry},
    next::Task,
};
use crate::{
    shape::{Kind, misfit},
    sql::{Catalog, Lease, Piece, Statement, ask},
};

/// Runs what is left of a migration and takes that down.
pub(super) async fn run<D: Catalog>(lease: &mut Lease<D>, task: &Task) -> Result<(), MigrationError> {
    let pieces = D::pieces(&task.text);
    let mut entry = begin(lease, task, &pieces).await?;
    let done = usize::try_from(entry.pieces).unwrap_or(usize::MAX);
    for (count, piece) in (1..).zip(&pieces).skip(done) {
        if piece.is_statement {
            let ran = lease.command(piece.text.to_owned()).await;
            ran.map_err(failed(&task.migration))?;
        }
        entry.pieces = count;
        entry.checksum = checksum_of(pieces.iter().take(usize::try_from(count).unwrap_or(usize::MAX)));
        journal::update(lease, &entry).await?;
        make_last(lease).await?;
    }
    refuse_orphans(lease).await.map_err(failed(&task.migration))?;
    if task.is_undoing {
        journal::forget(lease, &entry).await?;
    } else {
        entry.applied_at = journal::now(lease).await?;
        journal::update(lease, &entry).await?;
    }
    Ok(())
}

/// Takes down that a migration is begun, unless it was before.
async fn begin<D: Catalog>(
    lease: &mut Lease<D>,
    task: &Task,
    pieces: &[Piece<'_>],
) -> Result<Entry, MigrationError> {
    let begun = task.entry.as_ref().filter(|entry| entry.applied_at.is_none());
    if let Some(begun) = begun {
        check(task, begun, pieces)?;
        return Ok(begun.clone());
    }
    let entry = Entry {
        number: task.migration.number.into(),
        name: task.migration.name.clone(),
        is_undoing: task.is_undoing,
        pieces: 0,
        checksum: checksum(""),
        applied_at: None,
    };
    if task.entry.is_some() {
        journal::update(lease, &entry).await?;
    } else {
        journal::prepare(lease).await?;
        journal::begin(lease, &entry).await?;
    }
    make_last(lease).await?;
    Ok(entry)
}

/// Checks that what was run already is still what is in the file. The rest may have been put right.
fn check(task: &Task, begun: &Entry, pieces: &[Piece<'_>]) -> Result<(), MigrationError> {
    let done = usize::try_from(begun.pieces).unwrap_or(usize::MAX);
    if checksum_of(pieces.iter().take(done)) == begun.checksum {
        return Ok(());
    }
    Err(MigrationError::Files(format!(
        "the first {done} statements of `{}` were run before it was interrupted, and were changed since; restore them",
        task.migration
    )))
}

fn checksum_of<'a>(pieces: impl Iterator<Item = &'a Piece<'a>>) -> String {
    checksum(&pieces.map(|piece| piece.text).collect::<String>())
}

/// Commits what was run together with how far it has come, where the next statement would commit it alone.
async fn make_last<D: Catalog>(lease: &mut Lease<D>) -> Result<(), StorageError> {
    if D::COMMITS_TABLES {
        lease.command("COMMIT; START TRANSACTION".to_owned()).await?;
    }
    Ok(())
}

async fn refuse_orphans<D: Catalog>(lease: &mut Lease<D>) -> Result<(), StorageError> {
    let Some(text) = D::ORPHANS else {
        return Ok(());
    };
    let orphans = ask(lease, Statement::new(lease.dialect(), text), &[Kind::Text]).await?;
    if orphans.is_empty() {
        return Ok(());
    }
    Err(misfit(
        "rows would refer to rows that are not there any more; `PRAGMA foreign_key_check` shows which"
            .to_owned(),
    ))
}

fn failed(migration: &Migration) -> impl FnOnce(StorageError) -> MigrationError {
    let migration = migration.clone();
    |source| MigrationError::Failed { migration, source }
}
