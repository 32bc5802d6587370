use crate::shape::{Column, Shape};

/// How long the name of an index may be everywhere, in bytes.
const LONGEST: usize = 63;

/// An index that a shape asks for.
#[derive(Debug)]
pub(crate) struct Index<'a> {
    /// Its name, which no other index of any shape has.
    pub(crate) name: String,
    /// What it is of.
    pub(crate) columns: Vec<&'a Column>,
    /// What it is for.
    pub(crate) purpose: Purpose,
}

/// What an index is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// That no two records have the same values.
    Unique,
    /// That records are found by the values.
    Find,
    /// That records are found by the words of a text.
    Search,
}

impl<'a> Index<'a> {
    /// Returns every index that a shape asks for, besides that of its key.
    pub(super) fn all(shape: &'a Shape) -> Vec<Self> {
        let of = |group: &[usize], purpose| Self::of(shape, group, purpose);
        let unique = shape.unique.iter().map(|group| of(group, Purpose::Unique));
        let indexed = shape.indexed.iter().map(|group| of(group, Purpose::Find));
        let searched = shape.searched.iter().map(|at| of(&[*at], Purpose::Search));
        unique.chain(indexed).chain(searched).collect()
    }

    fn of(shape: &'a Shape, group: &[usize], purpose: Purpose) -> Self {
        let columns: Vec<&Column> = group.iter().filter_map(|at| shape.columns.get(*at)).collect();
        Self {
            name: name(&shape.table, &columns, purpose),
            columns,
            purpose,
        }
    }
}

/// As much as fits of what it is of, for people, and a number made of all of it, by which it differs from others.
fn name(table: &str, columns: &[&Column], purpose: Purpose) -> String {
    let kind = match purpose {
        Purpose::Unique => "unique",
        Purpose::Find => "index",
        Purpose::Search => "search",
    };
    let parts = [kind, table]
        .into_iter()
        .chain(columns.iter().map(|column| column.name.as_str()));
    let number = parts.clone().fold(OFFSET, number_of);
    let said: Vec<&str> = parts.collect();
    let said = said.join("_");
    let end = said.floor_char_boundary(LONGEST - 17);
    format!("{}_{number:016x}", said.get(..end).unwrap_or_default())
}

/// The numbers of FNV-1a: names stay the same for as long as there are tables, so the hash may not be another tomorrow.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn number_of(number: u64, part: &str) -> u64 {
    // A byte that is in no text ends each part.
    let bytes = part.bytes().chain([0xff]);
    bytes.fold(number, |number, byte| {
        (number ^ u64::from(byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Kind;

    fn column(name: &str) -> Column {
        Column {
            name: name.to_owned(),
            kind: Kind::Text,
            nullable: false,
            sensitive: false,
        }
    }

    #[test]
    fn names_of_indexes_fit_and_differ() {
        let [bc, b, c, long] = [column("b_c"), column("b"), column("c"), column(&"é".repeat(60))];
        assert_eq!(name("a", &[&b], Purpose::Unique), "unique_a_b_609f7bd325d70204");
        let names = [
            name("a", &[&bc], Purpose::Unique),
            name("a", &[&b, &c], Purpose::Unique),
            name("a_b", &[&c], Purpose::Unique),
            name("a", &[&bc], Purpose::Find),
            name("a", &[&bc], Purpose::Search),
            name("a", &[&long], Purpose::Unique),
            name("a", &[&long, &b], Purpose::Unique),
        ];
        assert!(names.iter().all(|name| name.len() <= LONGEST), "{names:?}");
        let mut differing = names.to_vec();
        differing.sort();
        differing.dedup();
        assert_eq!(differing.len(), names.len(), "{names:?}");
    }
}
