//! Making room: tables that are not there, and columns that may be empty. Anything else is a migration.

use foobara_core::transaction::StorageError;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::{
    error::translate,
    sql::{declared, quoted},
};
use crate::shape::{Column, Shape, misfit};

/// A column as the file has it.
struct Existing {
    name: String,
    declared: String,
    is_nullable: bool,
}

pub(super) async fn prepare(connection: &mut SqliteConnection, shape: &Shape) -> Result<(), StorageError> {
    let existing = columns(connection, shape).await?;
    if existing.is_empty() {
        return run(connection, create_table(shape)).await;
    }
    for (index, column) in shape.columns.iter().enumerate() {
        // SQLite knows names regardless of case.
        match existing
            .iter()
            .find(|existing| existing.name.eq_ignore_ascii_case(&column.name))
        {
            Some(existing) => compare(shape, index, column, existing)?,
            None if column.nullable => {
                let declaration = format!(
                    "ALTER TABLE {} ADD COLUMN {}",
                    quoted(&shape.table),
                    define(column)
                );
                run(connection, declaration).await?;
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

fn compare(shape: &Shape, index: usize, column: &Column, existing: &Existing) -> Result<(), StorageError> {
    let is_same_kind = existing.declared.eq_ignore_ascii_case(declared(column.kind));
    // SQLite leaves it open whether an integer primary key may be null; it never is.
    let is_same_presence = index == shape.key || existing.is_nullable == column.nullable;
    if is_same_kind && is_same_presence {
        return Ok(());
    }
    let presence = |is_nullable| if is_nullable { "" } else { " NOT NULL" };
    Err(misfit(format!(
        "the column `{}` of the table `{}` is {}{} and the entity needs {}{}; migrate it",
        column.name,
        shape.table,
        existing.declared,
        presence(existing.is_nullable),
        declared(column.kind),
        presence(column.nullable),
    )))
}

async fn columns(connection: &mut SqliteConnection, shape: &Shape) -> Result<Vec<Existing>, StorageError> {
    let rows = sqlx::query(r#"SELECT name, type, "notnull" FROM pragma_table_info(?)"#)
        .bind(shape.table.clone())
        .fetch_all(connection)
        .await
        .map_err(translate)?;
    let read = |row: &sqlx::sqlite::SqliteRow| {
        let is_required: i64 = row.try_get(2)?;
        Ok(Existing {
            name: row.try_get(0)?,
            declared: row.try_get(1)?,
            is_nullable: is_required == 0,
        })
    };
    rows.iter()
        .map(read)
        .collect::<Result<_, sqlx::Error>>()
        .map_err(translate)
}

async fn run(connection: &mut SqliteConnection, text: String) -> Result<(), StorageError> {
    // The text is made of constants and quoted names of a shape.
    sqlx::query(AssertSqlSafe(text))
        .persistent(false)
        .execute(connection)
        .await
        .map_err(translate)?;
    Ok(())
}

fn create_table(shape: &Shape) -> String {
    let column = |(index, column): (usize, &Column)| match (index == shape.key, shape.assigns_key) {
        (true, true) => format!(
            "{} {} PRIMARY KEY AUTOINCREMENT",
            quoted(&column.name),
            declared(column.kind)
        ),
        (true, false) => format!(
            "{} {} NOT NULL PRIMARY KEY",
            quoted(&column.name),
            declared(column.kind)
        ),
        (false, _) => define(column),
    };
    let columns: Vec<String> = shape.columns.iter().enumerate().map(column).collect();
    // Strict, or else a column would take values of any type.
    format!(
        "CREATE TABLE IF NOT EXISTS {} ({}) STRICT",
        quoted(&shape.table),
        columns.join(", ")
    )
}

fn define(column: &Column) -> String {
    let presence = if column.nullable { "" } else { " NOT NULL" };
    format!("{} {}{presence}", quoted(&column.name), declared(column.kind))
}
