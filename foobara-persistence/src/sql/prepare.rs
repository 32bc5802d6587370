//! What is done to a database before it is used: tables that are not there are made, and so are columns that may be empty
//! and indexes. Anything else is a migration; and once migrations were applied to a database, they do all of it.

use foobara_core::transaction::StorageError;

use super::{
    catalog::{Catalog, Existing},
    define::{add_column, create_index, create_table, presence},
    fetch::ask,
    lease::Lease,
    table::{Table, TableColumn},
};
use crate::{
    datum::Datum,
    shape::{Kind, Shape, misfit},
};

/// The table of what was applied. A database that has it is changed by migrations only.
pub(crate) const JOURNAL: &str = "foobara_migrations";

/// Makes room for entities; what is there already is kept.
pub(super) async fn prepare<D: Catalog>(
    lease: &mut Lease<D>,
    shapes: &[&'static Shape],
) -> Result<(), StorageError> {
    shapes.iter().try_for_each(|shape| fits::<D>(shape))?;
    for shape in shapes {
        prepare_one(lease, shape).await?;
    }
    Ok(())
}

/// Makes room for one entity.
pub(crate) async fn prepare_one<D: Catalog>(lease: &mut Lease<D>, shape: &Shape) -> Result<(), StorageError> {
    let dialect = lease.dialect();
    let table = Table::of(dialect, shape);
    let existing = columns(lease, &table.name).await?;
    if existing.is_empty() {
        refuse_if_migrated(lease, || format!("there is no table `{}`", table.name)).await?;
        lease.command(create_table(dialect, &table.name, &table)).await?;
    } else {
        add_columns(lease, &table, &existing).await?;
    }
    add_indexes(lease, &table).await
}

/// Returns whether there is a table.
pub(crate) async fn exists<D: Catalog>(lease: &mut Lease<D>, table: &str) -> Result<bool, StorageError> {
    Ok(!columns(lease, table).await?.is_empty())
}

/// Asked only before something would be made: a database that fits is asked nothing more.
async fn refuse_if_migrated<D: Catalog>(
    lease: &mut Lease<D>,
    what: impl FnOnce() -> String,
) -> Result<(), StorageError> {
    if !exists(lease, JOURNAL).await? {
        return Ok(());
    }
    let advice = "and this database is changed by its migrations: run `migrate up`, or first `migrate diff`";
    Err(misfit(format!("{}, {advice}", what())))
}

async fn add_columns<D: Catalog>(
    lease: &mut Lease<D>,
    table: &Table,
    existing: &[Existing],
) -> Result<(), StorageError> {
    for column in &table.columns {
        let same = existing
            .iter()
            .find(|existing| D::is_same_name(&existing.name, &column.name));
        let missing = || format!("the table `{}` has no column `{}`", table.name, column.name);
        match same {
            Some(existing) => compare(table, column, existing)?,
            None if column.nullable => {
                refuse_if_migrated(lease, missing).await?;
                let text = add_column(lease.dialect(), table, column);
                lease.command(text).await?;
            }
            None => {
                refuse_if_migrated(lease, missing).await?;
                let advice =
                    "and what to put into it is not known; migrate it, or make the attribute optional";
                return Err(misfit(format!("{}, {advice}", missing())));
            }
        }
    }
    Ok(())
}

async fn add_indexes<D: Catalog>(lease: &mut Lease<D>, table: &Table) -> Result<(), StorageError> {
    if table.indexes.is_empty() {
        return Ok(());
    }
    let dialect = lease.dialect();
    let existing = ask(lease, dialect.indexes_of(&table.name), &[Kind::Text]).await?;
    let is_there = |name: &str| existing.iter().any(|row| *row.get(0) == Datum::from(name));
    for index in table.indexes.iter().filter(|index| !is_there(&index.name)) {
        let missing = || {
            format!(
                "the table `{}` has no {} on {}",
                table.name,
                index.kind(),
                index.described()
            )
        };
        refuse_if_migrated(lease, missing).await?;
        match lease.command(create_index(dialect, table, index)).await {
            Err(StorageError::Duplicate) => {
                return Err(misfit(format!(
                    "records of the table `{}` have the same {}, which are to be unique; migrate them",
                    table.name,
                    index.described()
                )));
            }
            created => created?,
        }
    }
    Ok(())
}

fn compare(table: &Table, column: &TableColumn, existing: &Existing) -> Result<(), StorageError> {
    let is_same_kind = existing.declared.eq_ignore_ascii_case(&column.declared);
    // SQLite leaves it open whether an integer primary key may be null; it never is.
    let is_same_presence = column.key.is_some() || existing.is_nullable == column.nullable;
    if is_same_kind && is_same_presence {
        return Ok(());
    }
    Err(misfit(format!(
        "the column `{}` of the table `{}` is {}{} and the entity needs {}{}; migrate it",
        column.name,
        table.name,
        existing.declared,
        presence(existing.is_nullable),
        column.declared,
        presence(column.nullable),
    )))
}

/// Names that are too long would be cut, and those of two entities could then be one.
pub(crate) fn fits<D: Catalog>(shape: &Shape) -> Result<(), StorageError> {
    let mut names = std::iter::once(&shape.table).chain(shape.columns.iter().map(|column| &column.name));
    match names.find(|name| name.len() > D::LONGEST_NAME) {
        None => Ok(()),
        Some(name) => Err(misfit(format!(
            "the name `{name}` is longer than the {} bytes that {} allows; shorten it",
            D::LONGEST_NAME,
            D::NAME
        ))),
    }
}

async fn columns<D: Catalog>(lease: &mut Lease<D>, table: &str) -> Result<Vec<Existing>, StorageError> {
    let statement = lease.dialect().columns_of(table);
    let found = ask(lease, statement, &[Kind::Text, Kind::Text, Kind::Int]).await?;
    let text = |datum: &Datum| match datum {
        Datum::Text(text) => text.clone(),
        _ => String::new(),
    };
    let existing = found.iter().map(|row| Existing {
        name: text(row.get(0)),
        declared: text(row.get(1)),
        is_nullable: *row.get(2) == Datum::Int(1),
    });
    Ok(existing.collect())
}
