//! The whole page.

use foobara_types::{TypeRegistry, rule::Stage};

use super::{markdown::table, rule_row, type_row};

/// Types that are explained together.
pub(crate) struct Family {
    title: &'static str,
    says: &'static str,
    /// Their names, in reading order.
    pub(crate) types: &'static [&'static str],
}

pub(crate) const FAMILIES: &[Family] = &[
    Family {
        title: "Anything and booleans",
        says: "The three roots take any value and change nothing.",
        types: &["duck", "atomic_duck", "duckture", "json", "boolean"],
    },
    Family {
        title: "Numbers",
        says: "\
An `integer` has 64 bits, or as many as its Rust type.
A JSON number that is whole is an integer, however it is written.
A `big_decimal` is text on the wire, so that no digit is lost.",
        types: &[
            "number",
            "integer",
            "float",
            "big_decimal",
            "positive_integer",
            "non_negative_integer",
            "negative_integer",
            "positive_number",
            "non_negative_number",
            "positive_float",
            "percentage",
        ],
    },
    Family {
        title: "Text",
        says: "In Rust, a `symbol` is an enum without data.",
        types: &["string", "symbol", "binary", "uuid", "ip_address"],
    },
    Family {
        title: "Text with a meaning",
        says: "\
Each is text with rules, under one name.
Where a transformer comes first, the schema says nothing of the validators, for they judge another text.",
        types: &[
            "email",
            "phone",
            "url",
            "username",
            "slug",
            "postal_code",
            "country",
            "currency",
            "iban",
            "credit_card",
            "ssn",
        ],
    },
    Family {
        title: "Dates and times",
        says: "\
All are text on the wire, in the forms of ISO 8601.
A `datetime` keeps the offset it came with; without one it is in UTC.",
        types: &["date", "datetime", "time", "duration"],
    },
    Family {
        title: "Collections",
        says: "\
Errors of elements are at the position of the element: `tags.1`.
Those of a map are at the position of the entry, and its key or value: `ages.0.value`.",
        types: &["array", "tuple", "associative_array", "attributes"],
    },
    Family {
        title: "Models and unions",
        says: "\
Models and entities are declared once, by a derive or from data, and then used by their name.
An entity is taken by its primary key where it is used.",
        types: &["model", "entity", "detached_entity", "union"],
    },
];

const HEAD: &str = "\
# Types

Every type and every rule that a declaration can name.
This page is made out of the registry, with all features on; `foobara-types/Cargo.toml` says what is behind which.
A test compares them, and `UPDATE_EXPECT=1 cargo test -p foobara-types --all-features --test types_page` writes it anew.

A declaration is the name of a type, `\"integer\"`, or an object with `type` and rules, `{\"type\":\"integer\",\"min\":0}`.
Besides rules, it may say `description`, `allow_nil`, `sensitive` and `sensitive_exposed`.
In Rust, a field is declared by its type, and by rules in `#[input(min = 0)]`; `Option<T>` says `allow_nil`, and `Sensitive<T>` says `sensitive`.

A value is cast; then its transformers run, then its validators, and then its elements have their turn.
Within each step, the rules of a declaration come before those of its named type.
A value that cannot be cast ends there; all else that is wrong is collected.

In the tables, a value that stands alone has the strict form, and stays as it is.
An arrow shows what another value becomes.
A value that is refused stands with the symbols of its errors, or alone if it cannot be cast.
Errors within a value have their place in front: `#.cannot_cast` is about an element.
JSON Schema describes the strict form; casters accept more.
";

/// Returns the page.
pub(crate) fn page(registry: &TypeRegistry) -> String {
    let families = FAMILIES.iter().map(|family| {
        let rows = family.types.iter().map(|name| type_row::cells(registry, name));
        section(family.title, family.says, &table(type_row::HEAD, rows))
    });
    let stages = STAGES.iter().map(|(stage, title, says)| {
        let rules = registry.rules().filter(|rule| rule.stage == *stage);
        let rows = rules.map(|rule| rule_row::cells(registry, rule));
        section(title, says, &table(rule_row::head(*stage), rows))
    });
    families
        .chain(stages)
        .fold(HEAD.to_owned(), |page, section| page + &section)
}

const STAGES: [(Stage, &str, &str); 3] = [
    (
        Stage::Cast,
        "Casters",
        "\
A caster knows forms of a value that its type does not.
It has its turn before the cast, and leaves alone what it does not know.",
    ),
    (
        Stage::Transform,
        "Transformers",
        "\
A transformer changes a value that is of its type already.
Those that can fail say so.",
    ),
    (
        Stage::Validate,
        "Validators",
        "\
A validator judges a value, and does not change it.
All of them have their turn, so that everything wrong is known at once.
The schema is what the rule adds to that of its type; where the column is empty, JSON Schema cannot say it.",
    ),
];

fn section(title: &str, says: &str, table: &str) -> String {
    format!("\n## {title}\n\n{says}\n\n{table}")
}
