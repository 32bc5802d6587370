//! What was applied to a database, which it keeps in a table of its own.

use foobara_core::transaction::StorageError;
use foobara_types::Kept;
use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    datum::Datum,
    entity::Entity,
    own::own_entity,
    query::Query,
    shape::{Kind, Shape},
    sql::{Catalog, Lease, Statement, apply, ask, exists, fetch, prepare_one},
};

own_entity! {
    "Migrations", "What was done with one migration", Kept::PLAIN;

    /// What was done with one migration.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct Entry {
        /// Its number.
        pub(super) number: i64,
        /// Its name when it was begun.
        pub(super) name: String,
        /// Whether it is being undone.
        pub(super) is_undoing: bool,
        /// How many pieces of its text were run.
        pub(super) pieces: i64,
        /// The checksum of those.
        pub(super) checksum: String,
        /// When it was applied, in UTC; nothing while it is being applied or undone.
        pub(super) applied_at: Option<String>,
    }
}

fn shape() -> &'static Shape {
    Shape::of_entity::<Entry>()
}

/// Makes the table, unless it is there.
pub(super) async fn prepare<D: Catalog>(lease: &mut Lease<D>) -> Result<(), StorageError> {
    prepare_one(lease, shape()).await
}

/// Returns what was done, in the order of the numbers. Without the table, nothing was.
pub(super) async fn read<D: Catalog>(lease: &mut Lease<D>) -> Result<Vec<Entry>, StorageError> {
    if !exists(lease, &shape().table).await? {
        return Ok(Vec::new());
    }
    let found = fetch(lease, &Query::all(shape())).await?;
    let mut entries: Vec<Entry> = found
        .rows
        .into_iter()
        .map(Entry::from_row)
        .collect::<Result<_, _>>()?;
    entries.sort_by_key(|entry| entry.number);
    Ok(entries)
}

/// Takes down what is being done with a migration, of which nothing is known yet.
pub(super) async fn begin<D: Catalog>(lease: &mut Lease<D>, entry: &Entry) -> Result<(), StorageError> {
    change(lease, Change::create(shape(), entry.to_row())).await
}

/// Takes down how far that has come.
pub(super) async fn update<D: Catalog>(lease: &mut Lease<D>, entry: &Entry) -> Result<(), StorageError> {
    change(lease, Change::update(shape(), entry.to_row(), None)).await
}

/// Forgets a migration that was undone.
pub(super) async fn forget<D: Catalog>(lease: &mut Lease<D>, entry: &Entry) -> Result<(), StorageError> {
    change(lease, Change::delete(shape(), entry.number.into())).await
}

/// Asks the database for the time.
pub(super) async fn now<D: Catalog>(lease: &mut Lease<D>) -> Result<Option<String>, StorageError> {
    let statement = Statement::new(lease.dialect(), format!("SELECT {}", D::NOW));
    let answer = ask(lease, statement, &[Kind::Text]).await?;
    Ok(answer.first().and_then(|row| match row.get(0) {
        Datum::Text(now) => Some(now.clone()),
        _ => None,
    }))
}

async fn change<D: Catalog>(lease: &mut Lease<D>, change: Change) -> Result<(), StorageError> {
    apply(lease, &[change]).await.map(drop)
}
