//! From two versions of a table to the statements that make one of the other.

use super::{
    difference::Altered,
    script::{PLACEHOLDER, Script},
};
use crate::{
    shape::Kind,
    sql::{Catalog, Part, Table, TableColumn, TableKey, add_column, create_index, create_table},
};

/// How long the name of a table may be everywhere, in bytes.
const LONGEST: usize = 63;

/// Writes the statements that make the table before into the one afterwards.
pub(super) fn write<D: Catalog>(script: &mut Script, dialect: D, altered: &Altered<'_>) {
    review(script, dialect, altered);
    match in_place(dialect, altered) {
        Some(statements) => {
            for index in &altered.indexes_dropped {
                script.statement(&dialect.drop_index(&altered.before.name, &index.name));
            }
            for statement in statements {
                script.statement(&statement);
            }
            for index in &altered.indexes_added {
                script.statement(&create_index(dialect, altered.after, index));
            }
        }
        None => make_anew(script, dialect, altered),
    }
}

/// Says what the author has to decide.
fn review<D: Catalog>(script: &mut Script, dialect: D, altered: &Altered<'_>) {
    let table = &altered.after.name;
    for (dropped, added) in altered.renamed() {
        let (from, to) = (dialect.quote(&dropped.name), dialect.quote(&added.name));
        script.review(format!(
            "if `{}` is `{}` under another name, write `ALTER TABLE {} RENAME COLUMN {from} TO {to};` in place of \
             adding the one and dropping the other",
            added.name,
            dropped.name,
            dialect.quote(table)
        ));
    }
    for column in altered.added.iter().filter(|column| needs_value(column)) {
        script.review(format!(
            "put the value that records get in `{}` ({}) in place of {PLACEHOLDER}; it may be made of other columns",
            column.name, column.declared
        ));
    }
    for (before, after) in &altered.changed {
        review_change(script, dialect, before, after);
    }
    for column in &altered.dropped {
        script.review(format!("the values in `{}` of `{table}` are lost", column.name));
    }
    for index in altered.indexes_added.iter().filter(|index| index.unique) {
        script.review(format!(
            "records of `{table}` that have the same {} are refused; change them first",
            index.described()
        ));
    }
}

fn review_change<D: Catalog>(script: &mut Script, dialect: D, before: &TableColumn, after: &TableColumn) {
    let name = &after.name;
    if dialect.converted(name, before.kind, after.kind).is_none() {
        script.review(format!(
            "put what becomes of `{name}` as {} in place of {PLACEHOLDER}",
            after.declared
        ));
    } else if may_lose(before, after) {
        script.review(format!(
            "values in `{name}` that do not fit {} are refused or changed",
            after.declared
        ));
    }
    if before.nullable && !after.nullable && after.key.is_none() {
        script.review(format!(
            "put the value that records without one get in `{name}` in place of {PLACEHOLDER}"
        ));
    }
    if before.key.is_some() != after.key.is_some() {
        let key = if after.key.is_some() {
            "becomes"
        } else {
            "is no longer"
        };
        script.review(format!(
            "`{name}` {key} the key; what refers to these records is not changed"
        ));
    }
}

/// Returns whether a column of a table that may have records needs a value from the author.
fn needs_value(column: &TableColumn) -> bool {
    !column.nullable && column.key != Some(TableKey::Assigned)
}

fn may_lose(before: &TableColumn, after: &TableColumn) -> bool {
    let keeps_all = matches!(
        (before.kind, after.kind),
        (Kind::Bool, Kind::Int | Kind::Text | Kind::Json)
            | (Kind::Int | Kind::Float | Kind::Text, Kind::Json)
            | (Kind::Int | Kind::Float, Kind::Text)
    );
    if before.kind == after.kind {
        return before.declared != after.declared && has_limit(after);
    }
    !keeps_all
}

/// Returns whether there is only so much room in a column, as in `varchar(750)`.
fn has_limit(column: &TableColumn) -> bool {
    column.declared.contains('(')
}

/// Returns the statements that change columns where they are, unless the table has to be made anew.
fn in_place<D: Catalog>(dialect: D, altered: &Altered<'_>) -> Option<Vec<String>> {
    if altered.moves_key() {
        return None;
    }
    let table = altered.after;
    let mut statements = Vec::new();
    for column in &altered.added {
        if needs_value(column) {
            statements.extend(add_required(dialect, table, column)?);
        } else {
            statements.push(add_column(dialect, table, column));
        }
    }
    for (before, after) in &altered.changed {
        statements.extend(change(dialect, table, before, after)?);
    }
    for column in &altered.dropped {
        let guard = if dialect.asks_first(Part::Column) {
            "IF EXISTS "
        } else {
            ""
        };
        let (table, column) = (dialect.quote(&table.name), dialect.quote(&column.name));
        statements.push(format!("ALTER TABLE {table} DROP COLUMN {guard}{column}"));
    }
    Some(statements)
}

/// A column that may be empty, the value that takes its place, and that it may be empty no more.
fn add_required<D: Catalog>(dialect: D, table: &Table, column: &TableColumn) -> Option<Vec<String>> {
    let open = TableColumn {
        nullable: true,
        ..column.clone()
    };
    let mut statements = vec![add_column(dialect, table, &open)];
    statements.extend(change(dialect, table, &open, column)?);
    Some(statements)
}

fn change<D: Catalog>(
    dialect: D,
    table: &Table,
    before: &TableColumn,
    after: &TableColumn,
) -> Option<Vec<String>> {
    let name = dialect.quote(&after.name);
    let converted = dialect.converted(&name, before.kind, after.kind);
    let converted = converted.as_deref().unwrap_or(PLACEHOLDER);
    let altered = dialect.alter_column(table, before, after, converted)?;
    let mut statements = Vec::new();
    if before.nullable && !after.nullable {
        let table = dialect.quote(&table.name);
        statements.push(format!(
            "UPDATE {table} SET {name} = {PLACEHOLDER} WHERE {name} IS NULL"
        ));
    }
    statements.push(altered);
    Some(statements)
}

/// Makes a new table, copies the records, and puts it in the place of the old one.
fn make_anew<D: Catalog>(script: &mut Script, dialect: D, altered: &Altered<'_>) {
    let (before, after) = (altered.before, altered.after);
    let new = name_of_new(&after.name);
    let (quoted_new, old) = (dialect.quote(&new), dialect.quote(&before.name));
    script.statement(&create_table(dialect, &new, after));
    let (columns, values): (Vec<String>, Vec<String>) = after
        .columns
        .iter()
        .filter_map(|column| Some((dialect.quote(&column.name), value(dialect, altered, column)?)))
        .unzip();
    script.statement(&format!(
        "INSERT INTO {quoted_new} ({})\n    SELECT {}\n    FROM {old}",
        columns.join(", "),
        values.join(", ")
    ));
    if [before, after].iter().all(|table| assigns_key(table)) {
        for statement in dialect.pass_on_keys(&before.name, &new) {
            script.statement(&statement);
        }
    }
    script.statement(&format!("DROP TABLE IF EXISTS {old}"));
    script.statement(&dialect.rename_table(&new, &after.name));
    for index in &after.indexes {
        script.statement(&create_index(dialect, after, index));
    }
}

/// Returns what a column of the new table gets, if it is not left to the database.
fn value<D: Catalog>(dialect: D, altered: &Altered<'_>, column: &TableColumn) -> Option<String> {
    let Some(before) = altered.before_of(column, D::is_same_name) else {
        return needs_value(column).then(|| PLACEHOLDER.to_owned());
    };
    let value = dialect.converted(&dialect.quote(&before.name), before.kind, column.kind);
    let value = value.unwrap_or_else(|| PLACEHOLDER.to_owned());
    if before.nullable && !column.nullable {
        return Some(format!("COALESCE({value}, {PLACEHOLDER})"));
    }
    Some(value)
}

fn assigns_key(table: &Table) -> bool {
    let mut keys = table.columns.iter().filter_map(|column| column.key);
    keys.any(|key| key == TableKey::Assigned)
}

fn name_of_new(table: &str) -> String {
    let name = format!("foobara_new_{table}");
    let end = name.floor_char_boundary(LONGEST);
    name.get(..end).unwrap_or_default().to_owned()
}
