//! Structs whose attributes are those of another struct: `#[serde(flatten)]`.

use std::sync::OnceLock;

use super::Fields;
use crate::{
    declaration::{Attribute, AttributesType},
    typed::Typed,
};

/// A struct whose attributes can be those of another one: `#[serde(flatten)] paging: Paging`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be flattened",
    label = "not a struct of attributes",
    note = "derive `Model` for a struct with named fields; an `Option`, an enum and an entity cannot be flattened"
)]
pub trait Flatten: Fields + Typed {
    /// Other names of the attributes, each with the name it stands for.
    const ALIASES: &'static [(&'static str, &'static str)];
    /// Whether records are among the attributes.
    const RECORDS: bool;

    /// Returns the attributes.
    fn attributes() -> &'static AttributesType;
}

/// Some of the attributes of a struct that others are flattened into.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// Attributes of its own.
    Own(&'static [Attribute]),
    /// Those of a flattened struct.
    Flat(fn() -> &'static AttributesType),
}

/// Puts attributes together, once.
pub fn together(all: &'static OnceLock<Vec<Attribute>>, parts: &[Part]) -> &'static [Attribute] {
    let attributes = |part: &Part| match part {
        Part::Own(attributes) => attributes.to_vec(),
        Part::Flat(attributes) => attributes().attributes.to_vec(),
    };
    all.get_or_init(|| parts.iter().flat_map(attributes).collect())
}

/// Returns how many there are in all parts.
pub const fn count<T>(parts: &[&[T]]) -> usize {
    let (mut count, mut rest) = (0, parts);
    while let [part, tail @ ..] = rest {
        count += part.len();
        rest = tail;
    }
    count
}

/// Returns what is in all parts, one after the other; `filler` stands nowhere in it.
pub const fn concat<T: Copy, const N: usize>(parts: &[&[T]], filler: T) -> [T; N] {
    let (mut all, mut index, mut rest) = ([filler; N], 0, parts);
    while let [part, tail @ ..] = rest {
        let mut part = *part;
        while let [first, others @ ..] = part {
            all[index] = *first;
            index += 1;
            part = others;
        }
        rest = tail;
    }
    all
}

/// Asserts that the names of a struct and of what is flattened into it are all different.
///
/// # Panics
///
/// When it is evaluated and two of them are the same.
pub const fn assert_distinct(names: &[&str], aliases: &[(&str, &str)]) {
    let mut rest = names;
    while let [name, others @ ..] = rest {
        assert!(
            !has(others, name),
            "two attributes have one name: one of them is flattened"
        );
        rest = others;
    }
    let mut rest = aliases;
    while let [(alias, _), others @ ..] = rest {
        let mut later = others;
        while let [(other, _), tail @ ..] = later {
            assert!(
                !is_same(alias, other),
                "two attributes have one alias: one of them is flattened"
            );
            later = tail;
        }
        assert!(
            !has(names, alias),
            "an attribute has the name of an alias: one of them is flattened"
        );
        rest = others;
    }
}

const fn has(names: &[&str], name: &str) -> bool {
    let mut rest = names;
    while let [first, tail @ ..] = rest {
        if is_same(first, name) {
            return true;
        }
        rest = tail;
    }
    false
}

/// Returns whether two texts are the same, where `==` cannot be asked.
pub const fn is_same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([first, one_tail @ ..], [second, other_tail @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (one_tail, other_tail);
    }
    one.is_empty() && other.is_empty()
}

/// Asserts that no record is flattened, for those are loaded as inputs of a command itself.
///
/// # Panics
///
/// When it is evaluated and there is one.
pub const fn assert_no_records<T: Flatten>() {
    assert!(
        !T::RECORDS,
        "a flattened struct holds a `Record`, which is loaded only as an input of the command itself: move it there"
    );
}
