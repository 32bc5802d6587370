use std::{borrow::Cow, fmt};

use foobara_types::{
    Typed,
    declaration::{Content, Declaration, Ref, Tagging, UnionType, Variant},
};
use serde::Serialize;

use crate::{entity::Entity, loading::HoldsRecords, record::Record};

/// A struct that describes a record with those that it refers to. The derives write them.
pub trait Tree: Typed + Serialize + HoldsRecords + Clone + fmt::Debug + Send + Sync + 'static {}

impl<T: Typed + Serialize + HoldsRecords + Clone + fmt::Debug + Send + Sync + 'static> Tree for T {}

/// An entity whose records can be created within others that refer to them; derived by `#[entity(create_aggregate = ..)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not created within the records that refer to it",
    note = "let it derive what that takes, by `#[entity(create_aggregate = ..)]`, or take `nested` away from the attribute"
)]
pub trait NestedNew: Entity {
    /// What it takes to create a record.
    type New: Tree;

    /// Returns what [`OrNew`](crate::OrNew) is: a key, or a record to be created.
    fn or_new() -> &'static UnionType;
}

/// An entity whose records can be changed within others that refer to them; derived by `#[entity(update_aggregate = ..)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not changed within the records that refer to it",
    note = "let it derive how, by `#[entity(update_aggregate = ..)]`, or take `nested` away from the attribute"
)]
pub trait NestedChanges: NestedNew {
    /// What becomes of a record.
    type Changes: Tree;

    /// Returns what [`OrChanged`](crate::OrChanged) is: a key, changes, or a record to be created.
    fn or_changed() -> &'static UnionType;
}

/// Describes references to records that are there, or are to be created.
pub const fn or_new<E: NestedNew>(name: &'static str, key: &'static str) -> UnionType {
    union(
        name,
        key,
        const { &[old::<E>(), form("new", E::New::DECLARATION)] },
    )
}

/// Describes references to records that are there, are changed, or are to be created. Of records whose keys are given,
/// nobody could tell one that is changed from one that is to be created; they are changed.
pub const fn or_changed<E: NestedChanges>(
    name: &'static str,
    key: &'static str,
    is_assigned: bool,
) -> UnionType {
    let changed = const { &[old::<E>(), form("changed", E::Changes::DECLARATION)] };
    let all = const {
        &[
            old::<E>(),
            form("changed", E::Changes::DECLARATION),
            form("new", E::New::DECLARATION),
        ]
    };
    union(name, key, if is_assigned { all } else { changed })
}

const fn old<E: Entity>() -> Variant {
    form("key", Record::<E>::DECLARATION)
}

const fn form(name: &'static str, held: Ref<Declaration>) -> Variant {
    Variant {
        name: Cow::Borrowed(name),
        aliases: &[],
        description: None,
        content: Content::Value(held),
    }
}

const fn union(name: &'static str, key: &'static str, variants: &'static [Variant]) -> UnionType {
    UnionType {
        name: Cow::Borrowed(name),
        description: None,
        tagging: Tagging::Keyed {
            key: Cow::Borrowed(key),
        },
        variants: Cow::Borrowed(variants),
    }
}
