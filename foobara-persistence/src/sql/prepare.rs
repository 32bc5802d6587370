//! Making room: tables and indexes that are not there, and columns that may be empty. Anything else is a migration.

use foobara_core::transaction::StorageError;

use super::{
    catalog::{Catalog, Existing},
    dialect::Dialect,
    fetch,
    index::Index,
    lease::Lease,
    statement::Statement,
};
use crate::{
    datum::{Datum, Row},
    shape::{Column, Kind, Shape, misfit},
};

/// Makes room for entities; what is there already is kept.
pub(super) async fn prepare<D: Catalog>(
    lease: &mut Lease<D>,
    shapes: &[&'static Shape],
) -> Result<(), StorageError> {
    shapes.iter().try_for_each(|shape| fits::<D>(shape))?;
    keep_others_out(lease).await?;
    let mut prepared = Ok(());
    for shape in shapes {
        prepared = prepare_one(lease, shape).await;
        if prepared.is_err() {
            break;
        }
    }
    if let (Some(text), Ok(())) = (lease.dialect().let_others_in(), &prepared) {
        lease.command(text).await?;
    }
    prepared
}

async fn keep_others_out<D: Catalog>(lease: &mut Lease<D>) -> Result<(), StorageError> {
    let Some(statement) = lease.dialect().keep_others_out() else {
        return Ok(());
    };
    match ask(lease, statement, &[Kind::Int])
        .await?
        .first()
        .map(|row| row.get(0))
    {
        Some(Datum::Int(1)) => Ok(()),
        _ => Err(StorageError::Unavailable(
            "another process prepares the same database, and did so for too long".into(),
        )),
    }
}

async fn prepare_one<D: Catalog>(lease: &mut Lease<D>, shape: &Shape) -> Result<(), StorageError> {
    let existing = columns(lease, shape).await?;
    if existing.is_empty() {
        lease.command(create_table(lease.dialect(), shape)).await?;
    } else {
        add_columns(lease, shape, &existing).await?;
    }
    add_indexes(lease, shape).await
}

async fn add_columns<D: Catalog>(
    lease: &mut Lease<D>,
    shape: &Shape,
    existing: &[Existing],
) -> Result<(), StorageError> {
    let dialect = lease.dialect();
    for (index, column) in shape.columns.iter().enumerate() {
        let same = existing
            .iter()
            .find(|existing| D::is_same_name(&existing.name, &column.name));
        match same {
            Some(existing) => compare(dialect, shape, index, existing)?,
            None if column.nullable => {
                let (table, declared) = (dialect.quote(&shape.table), declare(dialect, shape, column));
                lease
                    .command(format!("ALTER TABLE {table} ADD COLUMN {declared}"))
                    .await?;
            }
            None => {
                return Err(misfit(format!(
                    "the table `{}` has no column `{}`, and what to put into it is not known; migrate it, or make \
                     the attribute optional",
                    shape.table, column.name
                )));
            }
        }
    }
    Ok(())
}

async fn add_indexes<D: Catalog>(lease: &mut Lease<D>, shape: &Shape) -> Result<(), StorageError> {
    let wanted = Index::all(shape);
    if wanted.is_empty() {
        return Ok(());
    }
    let dialect = lease.dialect();
    let existing = ask(lease, dialect.indexes_of(&shape.table), &[Kind::Text]).await?;
    let is_there = |index: &Index<'_>| {
        let name = Datum::from(index.name.as_str());
        existing.iter().any(|row| *row.get(0) == name)
    };
    for index in wanted.iter().filter(|index| !is_there(index)) {
        match lease.command(create_index(dialect, shape, index)).await {
            Err(StorageError::Duplicate) => {
                return Err(misfit(format!(
                    "records of the table `{}` have the same {}, which are to be unique; migrate them",
                    shape.table,
                    index.described()
                )));
            }
            created => created?,
        }
    }
    Ok(())
}

fn compare<D: Catalog>(
    dialect: D,
    shape: &Shape,
    index: usize,
    existing: &Existing,
) -> Result<(), StorageError> {
    let Some(column) = shape.columns.get(index) else {
        return Ok(());
    };
    let declared = dialect.declared(shape, column);
    let is_same_kind = existing.declared.eq_ignore_ascii_case(&declared);
    // SQLite leaves it open whether an integer primary key may be null; it never is.
    let is_same_presence = index == shape.key || existing.is_nullable == column.nullable;
    if is_same_kind && is_same_presence {
        return Ok(());
    }
    let presence = |is_nullable| if is_nullable { "" } else { " NOT NULL" };
    Err(misfit(format!(
        "the column `{}` of the table `{}` is {}{} and the entity needs {declared}{}; migrate it",
        column.name,
        shape.table,
        existing.declared,
        presence(existing.is_nullable),
        presence(column.nullable),
    )))
}

/// Names that are too long would be cut, and those of two entities could then be one.
fn fits<D: Catalog>(shape: &Shape) -> Result<(), StorageError> {
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

async fn columns<D: Catalog>(lease: &mut Lease<D>, shape: &Shape) -> Result<Vec<Existing>, StorageError> {
    let statement = lease.dialect().columns_of(&shape.table);
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

async fn ask<D: Dialect>(
    lease: &mut Lease<D>,
    statement: Statement<D>,
    kinds: &[Kind],
) -> Result<Vec<Row>, StorageError> {
    let found = lease.rows(statement).await?;
    found
        .iter()
        .map(|found| fetch::values::<D>(found, kinds))
        .collect()
}

fn create_table<D: Catalog>(dialect: D, shape: &Shape) -> String {
    let column = |(index, column): (usize, &Column)| {
        if index == shape.key {
            let declared = dialect.declared_key(&dialect.declared(shape, column), shape.assigns_key);
            format!("{} {declared}", dialect.quote(&column.name))
        } else {
            declare(dialect, shape, column)
        }
    };
    let columns: Vec<String> = shape.columns.iter().enumerate().map(column).collect();
    format!(
        "CREATE TABLE {} ({}){}",
        dialect.quote(&shape.table),
        columns.join(", "),
        dialect.declared_table()
    )
}

fn create_index<D: Catalog>(dialect: D, shape: &Shape, index: &Index<'_>) -> String {
    let unique = if index.is_unique { "UNIQUE " } else { "" };
    let (name, table) = (dialect.quote(&index.name), dialect.quote(&shape.table));
    let columns: Vec<String> = index
        .columns
        .iter()
        .map(|column| dialect.indexed(shape, index, column))
        .collect();
    format!("CREATE {unique}INDEX {name} ON {table} ({})", columns.join(", "))
}

fn declare<D: Catalog>(dialect: D, shape: &Shape, column: &Column) -> String {
    let presence = if column.nullable { "" } else { " NOT NULL" };
    format!(
        "{} {}{presence}",
        dialect.quote(&column.name),
        dialect.declared(shape, column)
    )
}
