use std::{path::Path, sync::Arc};

use foobara_core::{BoxFuture, Migration, MigrationDraft, MigrationError, MigrationStatus, Migrations};
use heck::ToSnakeCase;

use super::{
    difference::{self, Difference, differences},
    draft,
    folder::{Folder, Written},
    journal,
    next::{self, Goal, Task},
    run,
    snapshot::Snapshot,
};
use crate::{
    shape::Shape,
    sql::{Catalog, Connections, fits},
};

/// How much of a name is kept, in bytes.
const LONGEST_NAME: usize = 80;

/// Returns the migrations in a folder for entities that are kept in a database.
///
/// # Errors
///
/// When the database has no room for the names of the entities.
pub(crate) fn migrations<D: Catalog>(
    connections: &Arc<Connections<D>>,
    folder: &Path,
    shapes: &[&'static Shape],
) -> Result<Box<dyn Migrations>, MigrationError> {
    shapes.iter().try_for_each(|shape| fits::<D>(shape))?;
    Ok(Box::new(Migrator {
        connections: Arc::clone(connections),
        folder: Folder::new(folder),
        wanted: Snapshot::of(connections.dialect(), shapes),
    }))
}

/// The migrations in a folder, and the database that they are of.
struct Migrator<D: Catalog> {
    connections: Arc<Connections<D>>,
    folder: Folder,
    /// What the entities are now.
    wanted: Snapshot,
}

impl<D: Catalog> Migrator<D> {
    /// Returns what the entities were when the last migration was written.
    fn last(&self) -> Result<Snapshot, MigrationError> {
        let Some(text) = self.folder.snapshot()? else {
            return Ok(Snapshot::empty::<D>());
        };
        Snapshot::parse::<D>(&text).map_err(|reason| {
            let path = self.folder.snapshot_path();
            MigrationError::Files(format!("{} is of no use: {reason}", path.display()))
        })
    }

    fn write(&self, name: Option<&str>) -> Result<Option<MigrationDraft>, MigrationError> {
        self.folder.recover()?;
        let last = self.last()?;
        let changes = differences(&last.tables, &self.wanted.tables, D::is_same_name);
        if changes.is_empty() {
            return Ok(None);
        }
        let migration = self.following(name, &changes)?;
        let changes_back = differences(&self.wanted.tables, &last.tables, D::is_same_name);
        let dialect = self.connections.dialect();
        let title = |verb| format!("{migration}: {verb} by statements for {}", D::NAME);
        let (up, reviews) = draft::write(dialect, &title("done"), &changes).finish();
        let (down, _) = draft::write(dialect, &title("undone"), &changes_back).finish();
        let written = Written {
            migration: migration.clone(),
            up,
            down: Some(down),
        };
        let files = self.folder.write(&written, &self.wanted.to_text())?;
        Ok(Some(MigrationDraft {
            migration,
            files,
            changes: changes.iter().flat_map(Difference::described).collect(),
            reviews,
        }))
    }

    /// Returns what the next migration is called.
    fn following(&self, name: Option<&str>, changes: &[Difference<'_>]) -> Result<Migration, MigrationError> {
        let files = self.folder.migrations()?;
        next::check_numbers(&files)?;
        let last = files.last().map_or(0, |written| written.migration.number);
        let name = name.map_or_else(|| difference::name(changes), str::to_owned);
        let name: String = name
            .to_snake_case()
            .chars()
            .filter(|char| char.is_alphanumeric() || *char == '_')
            .collect();
        if name.is_empty() {
            return Err(MigrationError::Files(
                "the name of a migration needs a letter or a digit".to_owned(),
            ));
        }
        Ok(Migration {
            number: last + 1,
            name: name
                .get(..name.floor_char_boundary(LONGEST_NAME))
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// Does what is to be done next, alone, and returns it.
    async fn step(&self, goal: Goal) -> Result<Option<Task>, MigrationError> {
        let (before, after) = D::AROUND_MIGRATION.unzip();
        let mut alone = self.connections.alone(before).await?;
        let entries = journal::read(alone.lease()).await?;
        let task = next::next(&self.folder.migrations()?, &entries, goal)?;
        if let Some(task) = &task {
            run::run(alone.lease(), task).await?;
        }
        alone.commit(after).await?;
        Ok(task)
    }

    async fn apply(&self, to: Option<u32>) -> Result<Vec<Migration>, MigrationError> {
        self.folder.recover()?;
        let mut applied = Vec::new();
        while let Some(task) = self.step(Goal::Up(to)).await? {
            if !task.is_undoing {
                applied.push(task.migration);
            }
        }
        Ok(applied)
    }

    async fn undo(&self, steps: u32) -> Result<Vec<Migration>, MigrationError> {
        self.folder.recover()?;
        let mut undone = Vec::new();
        while u32::try_from(undone.len()).is_ok_and(|count| count < steps) {
            match self.step(Goal::Down).await? {
                None => break,
                Some(task) if task.is_undoing => undone.push(task.migration),
                Some(_) => {}
            }
        }
        Ok(undone)
    }

    async fn look(&self) -> Result<MigrationStatus, MigrationError> {
        self.folder.recover()?;
        let mut lease = self.connections.lease().await?;
        let entries = journal::read(&mut lease).await?;
        let last = self.last()?;
        let changes = differences(&last.tables, &self.wanted.tables, D::is_same_name);
        Ok(MigrationStatus {
            migrations: next::states(&self.folder.migrations()?, &entries),
            unwritten: changes.iter().flat_map(Difference::described).collect(),
        })
    }
}

impl<D: Catalog> Migrations for Migrator<D> {
    fn diff<'a>(
        &'a self,
        name: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Option<MigrationDraft>, MigrationError>> {
        Box::pin(async move { self.write(name) })
    }

    fn up(&self, to: Option<u32>) -> BoxFuture<'_, Result<Vec<Migration>, MigrationError>> {
        Box::pin(self.apply(to))
    }

    fn down(&self, steps: u32) -> BoxFuture<'_, Result<Vec<Migration>, MigrationError>> {
        Box::pin(self.undo(steps))
    }

    fn status(&self) -> BoxFuture<'_, Result<MigrationStatus, MigrationError>> {
        Box::pin(self.look())
    }
}
