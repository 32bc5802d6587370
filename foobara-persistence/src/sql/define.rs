//! The statements by which tables, columns and indexes are made. Each is harmless when it is run again, where the database
//! has words for that.

use super::{
    catalog::{Catalog, Part},
    table::{Table, TableColumn, TableIndex},
};

/// Returns the statement that makes a table without its indexes.
pub(crate) fn create_table<D: Catalog>(dialect: D, name: &str, table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("\n    {}", declare(dialect, column)))
        .collect();
    format!(
        "CREATE TABLE IF NOT EXISTS {} ({}\n){}",
        dialect.quote(name),
        columns.join(","),
        dialect.declared_table()
    )
}

/// Returns the statement that makes an index of a table.
pub(crate) fn create_index<D: Catalog>(dialect: D, table: &Table, index: &TableIndex) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let (name, table) = (dialect.quote(&index.name), dialect.quote(&table.name));
    let guard = if_missing(dialect, Part::Index);
    let method = index.search.as_ref();
    let using = method.map_or_else(String::new, |method| format!("USING {method} "));
    format!(
        "CREATE {unique}INDEX {guard}{name} ON {table} {using}({})",
        index.on
    )
}

/// Returns the statement that adds a column to a table.
pub(crate) fn add_column<D: Catalog>(dialect: D, table: &Table, column: &TableColumn) -> String {
    let (name, declared) = (dialect.quote(&table.name), declare(dialect, column));
    let guard = if_missing(dialect, Part::Column);
    format!("ALTER TABLE {name} ADD COLUMN {guard}{declared}")
}

/// Returns the declaration of a column.
pub(crate) fn declare<D: Catalog>(dialect: D, column: &TableColumn) -> String {
    let name = dialect.quote(&column.name);
    match column.key {
        Some(key) => format!("{name} {}", dialect.declared_key(&column.declared, key)),
        None => format!("{name} {}{}", column.declared, presence(column.nullable)),
    }
}

/// Returns what a declaration says of whether a column may be empty.
pub(crate) const fn presence(is_nullable: bool) -> &'static str {
    if is_nullable { "" } else { " NOT NULL" }
}

fn if_missing<D: Catalog>(dialect: D, part: Part) -> &'static str {
    if dialect.asks_first(part) {
        "IF NOT EXISTS "
    } else {
        ""
    }
}
