//! What was applied to a database, which it keeps in a table of its own.

use std::borrow::Cow;

use foobara_core::transaction::StorageError;
use foobara_types::{Access, Attribute, AttributesType, Declaration, Kept, ModelType, Typed};

use crate::{
    change::Change,
    datum::{Datum, Row},
    field::{Field, column},
    query::Query,
    shape::{Kind, Shape},
    sql::{Catalog, Lease, Statement, apply, ask, exists, fetch, prepare_one},
};

/// What was done with one migration.
#[derive(Debug, Clone, PartialEq, Eq)]
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

static MODEL: ModelType = ModelType {
    name: Cow::Borrowed("Migrations"),
    scope: &["Foobara"],
    description: None,
    attributes: AttributesType::of(
        const {
            &[
                attribute::<i64>("number"),
                attribute::<String>("name"),
                attribute::<bool>("is_undoing"),
                attribute::<i64>("pieces"),
                attribute::<String>("checksum"),
                attribute::<Option<String>>("applied_at"),
            ]
        },
        &[],
        false,
    ),
    primary_key: Some(Cow::Borrowed("number")),
    access: Access::OPEN,
    kept: Kept::PLAIN,
};

const fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}

fn shape() -> &'static Shape {
    Shape::of(&MODEL)
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

impl Entry {
    fn to_row(&self) -> Row {
        Row(vec![
            self.number.to_datum(),
            self.name.to_datum(),
            self.is_undoing.to_datum(),
            self.pieces.to_datum(),
            self.checksum.to_datum(),
            self.applied_at.to_datum(),
        ])
    }

    fn from_row(row: Row) -> Result<Self, StorageError> {
        let mut columns = row.0.into_iter();
        Ok(Self {
            number: column(&mut columns, "number")?,
            name: column(&mut columns, "name")?,
            is_undoing: column(&mut columns, "is_undoing")?,
            pieces: column(&mut columns, "pieces")?,
            checksum: column(&mut columns, "checksum")?,
            applied_at: column(&mut columns, "applied_at")?,
        })
    }
}
