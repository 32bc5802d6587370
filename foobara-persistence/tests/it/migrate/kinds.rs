//! Every kind of difference.

use foobara_persistence::Auto;
use foobara_types::{Attribute, Kept};

use super::entities::{Entities, attribute, entity, leaf};

/// A difference: what it is, and the entities before and afterwards.
pub(super) type Difference = (&'static str, Entities, Entities);

fn leaf_with(attributes: impl IntoIterator<Item = Attribute>) -> Entities {
    leaf_kept(attributes, Kept::PLAIN)
}

fn leaf_kept(attributes: impl IntoIterator<Item = Attribute>, kept: Kept) -> Entities {
    let attributes = [attribute::<i64>("id")].into_iter().chain(attributes).collect();
    vec![entity("Leaf", "id", attributes, kept)]
}

fn sized() -> [Attribute; 2] {
    [attribute::<i64>("size"), attribute::<Option<String>>("note")]
}

fn becomes<From: foobara_types::Typed, To: foobara_types::Typed>(what: &'static str) -> Difference {
    (
        what,
        leaf_with([attribute::<From>("part")]),
        leaf_with([attribute::<To>("part")]),
    )
}

/// Returns every kind of difference; each is also undone, which is another kind.
pub(super) fn differences() -> Vec<Difference> {
    const UNIQUE: Kept = Kept {
        unique: &[&["size"], &["note", "size"]],
        ..Kept::PLAIN
    };
    const INDEXED: Kept = Kept {
        indexed: &[&["note", "size"], &["note"]],
        ..Kept::PLAIN
    };
    const SEARCHED: Kept = Kept {
        searched: &["note"],
        ..INDEXED
    };
    vec![
        ("a table is created", vec![], leaf_with(sized())),
        (
            "a table is created beside others",
            leaf_with([]),
            vec![
                leaf(vec![attribute::<i64>("id")]),
                entity("Twig", "id", vec![attribute::<Auto<i64>>("id")], Kept::PLAIN),
            ],
        ),
        (
            "a column that may be empty is added",
            leaf_with([]),
            leaf_with([attribute::<Option<String>>("note")]),
        ),
        (
            "a column that may not be empty is added",
            leaf_with([]),
            leaf_with([attribute::<String>("note")]),
        ),
        (
            "a column is replaced",
            leaf_with([attribute::<String>("note")]),
            leaf_with([attribute::<String>("remark")]),
        ),
        becomes::<i64, f64>("whole numbers become numbers"),
        becomes::<i64, String>("whole numbers become text"),
        becomes::<f64, Option<String>>("numbers become text that may be missing"),
        becomes::<bool, i64>("booleans become whole numbers"),
        becomes::<String, Vec<String>>("text becomes a list"),
        becomes::<i64, Vec<String>>("whole numbers become a list"),
        becomes::<Option<String>, String>("text may not be missing any more"),
        becomes::<Option<i64>, String>("whole numbers that may be missing become text"),
        (
            "values become unique",
            leaf_with(sized()),
            leaf_kept(sized(), UNIQUE),
        ),
        (
            "indexes are added",
            leaf_with(sized()),
            leaf_kept(sized(), INDEXED),
        ),
        (
            "text is searched",
            leaf_with(sized()),
            leaf_kept(sized(), SEARCHED),
        ),
        (
            "what becomes text is searched",
            leaf_with([attribute::<i64>("size"), attribute::<i64>("note")]),
            leaf_kept([attribute::<i64>("size"), attribute::<String>("note")], SEARCHED),
        ),
        (
            "an index is another, and so is a column of it",
            leaf_kept(sized(), UNIQUE),
            leaf_kept([attribute::<f64>("size"), attribute::<String>("note")], INDEXED),
        ),
        (
            "the key is of another type",
            leaf_with(sized()),
            vec![entity(
                "Leaf",
                "id",
                [attribute::<String>("id")].into_iter().chain(sized()).collect(),
                INDEXED,
            )],
        ),
        (
            "the key is assigned",
            leaf_with(sized()),
            vec![entity(
                "Leaf",
                "id",
                [attribute::<Auto<i64>>("id")]
                    .into_iter()
                    .chain(sized())
                    .collect(),
                Kept::PLAIN,
            )],
        ),
        (
            "the key is another column",
            leaf_with(sized()),
            vec![entity(
                "Leaf",
                "size",
                [attribute::<i64>("id")].into_iter().chain(sized()).collect(),
                Kept::PLAIN,
            )],
        ),
        (
            "names have quotes",
            leaf_with([attribute::<i64>("a\"; `b'"), attribute::<i64>("line\nbreak")]),
            leaf_with([
                attribute::<String>("a\"; `b'"),
                attribute::<Option<i64>>("new\n\"`;'"),
            ]),
        ),
    ]
}
