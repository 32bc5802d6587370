use crate::sql::{Table, TableColumn, TableIndex};

/// What differs between two versions of a database, of one table.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference<'a> {
    /// It is there only afterwards.
    Created(&'a Table),
    /// It is there before and afterwards.
    Altered(Altered<'a>),
    /// It is there only before.
    Dropped(&'a Table),
}

/// What differs between two versions of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Altered<'a> {
    /// The table before.
    pub(super) before: &'a Table,
    /// The table afterwards.
    pub(super) after: &'a Table,
    /// The columns that are there only afterwards.
    pub(super) added: Vec<&'a TableColumn>,
    /// The columns that are declared differently, before and afterwards.
    pub(super) changed: Vec<(&'a TableColumn, &'a TableColumn)>,
    /// The columns that are there only before.
    pub(super) dropped: Vec<&'a TableColumn>,
    /// The indexes that are there only afterwards, or are others.
    pub(super) indexes_added: Vec<&'a TableIndex>,
    /// The indexes that are there only before, or are others.
    pub(super) indexes_dropped: Vec<&'a TableIndex>,
}

/// Says whether two names are one name of a column.
pub(super) type IsSame = fn(&str, &str) -> bool;

/// Compares two versions of the tables of a database: tables that are created come first, and those that are dropped last.
pub(super) fn differences<'a>(
    before: &'a [Table],
    after: &'a [Table],
    is_same: IsSame,
) -> Vec<Difference<'a>> {
    let earlier = |table: &Table| before.iter().find(|earlier| earlier.name == table.name);
    let is_left = |table: &&Table| !after.iter().any(|later| later.name == table.name);
    let created = after.iter().filter(|table| earlier(table).is_none());
    let altered = after
        .iter()
        .filter_map(|table| alterations(earlier(table)?, table, is_same));
    created
        .map(Difference::Created)
        .chain(altered.map(Difference::Altered))
        .chain(before.iter().filter(is_left).map(Difference::Dropped))
        .collect()
}

fn alterations<'a>(before: &'a Table, after: &'a Table, is_same: IsSame) -> Option<Altered<'a>> {
    let mut altered = Altered {
        before,
        after,
        added: Vec::new(),
        changed: Vec::new(),
        dropped: only_in(&before.columns, &after.columns, |one, other| {
            is_same(&one.name, &other.name)
        }),
        indexes_added: only_in(&after.indexes, &before.indexes, TableIndex::eq),
        indexes_dropped: only_in(&before.indexes, &after.indexes, TableIndex::eq),
    };
    for column in &after.columns {
        match altered.before_of(column, is_same) {
            None => altered.added.push(column),
            Some(earlier) if !is_declared_alike(earlier, column) => altered.changed.push((earlier, column)),
            Some(_) => {}
        }
    }
    (!altered.is_nothing()).then_some(altered)
}

fn only_in<'a, T>(these: &'a [T], those: &[T], is_same: impl Fn(&T, &T) -> bool) -> Vec<&'a T> {
    let is_missing = |one: &&T| !those.iter().any(|other| is_same(one, other));
    these.iter().filter(is_missing).collect()
}

fn is_declared_alike(one: &TableColumn, other: &TableColumn) -> bool {
    (one.kind, &one.declared, one.nullable, one.key)
        == (other.kind, &other.declared, other.nullable, other.key)
}

impl<'a> Altered<'a> {
    /// Returns a column as it was before.
    pub(super) fn before_of(&self, column: &TableColumn, is_same: IsSame) -> Option<&'a TableColumn> {
        self.before
            .columns
            .iter()
            .find(|earlier| is_same(&earlier.name, &column.name))
    }

    /// Returns whether another column is the key, or the key is another.
    pub(super) fn moves_key(&self) -> bool {
        let changed = self.changed.iter().flat_map(|(before, after)| [*before, *after]);
        let columns = self.added.iter().chain(&self.dropped).copied();
        columns.chain(changed).any(|column| column.key.is_some())
    }

    /// Returns the columns that may be one under another name: there only before, and only afterwards, of one declaration.
    pub(super) fn renamed(&self) -> Vec<(&'a TableColumn, &'a TableColumn)> {
        let pairs = self
            .dropped
            .iter()
            .flat_map(|dropped| self.added.iter().map(|added| (*dropped, *added)));
        pairs
            .filter(|(dropped, added)| is_declared_alike(dropped, added))
            .collect()
    }

    fn is_nothing(&self) -> bool {
        let columns = self.added.len() + self.changed.len() + self.dropped.len();
        columns + self.indexes_added.len() + self.indexes_dropped.len() == 0
    }

    fn names(&self) -> Vec<String> {
        let table = &self.after.name;
        let added = self
            .added
            .iter()
            .map(|column| format!("add_{}_to_{table}", column.name));
        let changed = self
            .changed
            .iter()
            .map(|(_, column)| format!("change_{}_of_{table}", column.name));
        let dropped = self
            .dropped
            .iter()
            .map(|column| format!("drop_{}_of_{table}", column.name));
        let names: Vec<String> = added.chain(changed).chain(dropped).collect();
        if names.is_empty() {
            vec![format!("change_indexes_of_{table}")]
        } else {
            names
        }
    }

    fn described(&self) -> Vec<String> {
        let table = &self.after.name;
        let of = |what: String| format!("{what} of the table `{table}`");
        let added = self.added.iter().map(|column| ("add", &column.name));
        let changed = self.changed.iter().map(|(_, column)| ("change", &column.name));
        let dropped = self.dropped.iter().map(|column| ("drop", &column.name));
        let columns = added.chain(changed).chain(dropped);
        let columns = columns.map(|(verb, name)| of(format!("{verb} the column `{name}`")));
        let indexes = |indexes: &[&TableIndex], verb: &str| -> Vec<String> {
            let index =
                |index: &&TableIndex| of(format!("{verb} the {} on {}", index.kind(), index.described()));
            indexes.iter().map(index).collect()
        };
        columns
            .chain(indexes(&self.indexes_dropped, "drop"))
            .chain(indexes(&self.indexes_added, "add"))
            .collect()
    }
}

impl Difference<'_> {
    /// Says what it is, a sentence for each part of it.
    pub(super) fn described(&self) -> Vec<String> {
        match self {
            Self::Created(table) => vec![format!("create the table `{}`", table.name)],
            Self::Altered(altered) => altered.described(),
            Self::Dropped(table) => vec![format!("drop the table `{}`", table.name)],
        }
    }

    fn names(&self) -> Vec<String> {
        match self {
            Self::Created(table) => vec![format!("create_{}", table.name)],
            Self::Altered(altered) => altered.names(),
            Self::Dropped(table) => vec![format!("drop_{}", table.name)],
        }
    }
}

/// Returns a name for a migration: what it does first, and how much else it does.
pub(super) fn name(differences: &[Difference<'_>]) -> String {
    let names: Vec<String> = differences.iter().flat_map(Difference::names).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first, others @ ..] => format!("{first}_and_{}_more", others.len()),
    }
}
