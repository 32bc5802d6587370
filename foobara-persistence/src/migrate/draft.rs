//! From differences to the text of a migration.

use super::{alter, difference::Difference, script::Script};
use crate::sql::{Catalog, Table, create_index, create_table};

/// Writes the statements of differences, and what their author has to decide.
pub(super) fn write<D: Catalog>(dialect: D, title: &str, differences: &[Difference<'_>]) -> Script {
    let mut script = Script::new(title);
    for difference in differences {
        for sentence in difference.described() {
            script.part(&sentence);
        }
        match difference {
            Difference::Created(table) => create(&mut script, dialect, table, differences),
            Difference::Altered(altered) => alter::write(&mut script, dialect, altered),
            Difference::Dropped(table) => drop_table(&mut script, dialect, table),
        }
    }
    script
}

fn create<D: Catalog>(script: &mut Script, dialect: D, table: &Table, differences: &[Difference<'_>]) {
    for dropped in differences {
        if let Difference::Dropped(dropped) = dropped
            && dropped.columns == table.columns
        {
            script.review(format!(
                "if `{}` is `{}` under another name, write `{};` in place of creating the one and dropping the other",
                table.name,
                dropped.name,
                dialect.rename_table(&dropped.name, &table.name)
            ));
        }
    }
    script.statement(&create_table(dialect, &table.name, table));
    for index in &table.indexes {
        script.statement(&create_index(dialect, table, index));
    }
}

fn drop_table<D: Catalog>(script: &mut Script, dialect: D, table: &Table) {
    script.review(format!("the records of `{}` are lost", table.name));
    script.statement(&format!("DROP TABLE IF EXISTS {}", dialect.quote(&table.name)));
}
