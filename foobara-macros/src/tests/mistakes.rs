//! What the derives say of mistakes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand;

#[track_caller]
pub(super) fn check(
    expand: fn(&syn::DeriveInput) -> syn::Result<TokenStream>,
    input: TokenStream,
    expected: &[&str],
) {
    let mistakes = expand(&syn::parse2(input).expect("the input is a type")).expect_err("the input is wrong");
    let messages: Vec<String> = mistakes.into_iter().map(|mistake| mistake.to_string()).collect();
    assert_eq!(messages, expected);
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let input = quote! {
        #[command(domian = Zoo)]
        struct Feed {
            #[input(minn = 5, trim)]
            amount: i64,
            #[serde(borrow)]
            rest: Rest,
        }
    };
    check(
        expand::command::expand,
        input,
        &[
            "unknown word `domian` in `#[command(..)]`; did you mean `domain`?",
            "unknown word `minn` in `#[input(..)]`; did you mean `min`?",
            "`#[serde(borrow)]` is not supported by this derive",
        ],
    );
}

#[test]
fn named_types_are_around_one_value_and_have_rules_only() {
    check(
        expand::model::expand,
        quote!(
            struct Point(i64, i64);
        ),
        &["`Model` is derived for a struct around one value, or with named fields: attributes have names"],
    );
    check(
        expand::model::expand,
        quote!(
            struct Sku(#[input(trim, default = "a")] String);
        ),
        &["the value of a named type has rules, and no other words: those are for attributes"],
    );
}

#[test]
fn commands_are_structs_with_named_fields_and_without_parameters() {
    check(
        expand::command::expand,
        quote!(
            #[command(domain = Zoo)]
            struct Feed<'a, T>(T);
        ),
        &[
            "`Command` cannot be derived for a type with generic parameters or lifetimes: it describes one type, and \
             values own what they hold",
            "`Command` needs named fields: attributes have names",
        ],
    );
    check(
        expand::command::expand,
        quote!(
            #[command(domain = Zoo)]
            enum Feed {
                A,
            }
        ),
        &["`Command` is derived for a struct with named fields"],
    );
}

#[test]
fn words_come_once_and_are_followed_by_what_they_need() {
    check(
        expand::command::expand,
        quote! {
            #[command(domain = Zoo, domain = Farm, idempotent = 1, destructive, destructive = false)]
            struct Feed {
                #[input(min = "one", max_length = -1, one_of(), default = 1, default = 2)]
                amount: i64,
                #[serde(default = "amount", rename(serialize = "x"))]
                #[input(default)]
                other: i64,
            }
        },
        &[
            "`domain` is given twice",
            "expected boolean literal",
            "`destructive` is given twice",
            "`min` takes a number here; dates and times are compared in a rule of your own, with `rule = ..`",
            "expected a length: a whole number that is not negative",
            "`one_of` needs at least one value",
            "`default` is given twice",
            "expected `=`",
            "the default is given twice, by `#[input(..)]` and by `#[serde(..)]`",
        ],
    );
}

#[test]
fn names_are_taken_once() {
    check(
        expand::model::expand,
        quote!(
            struct Address {
                street: String,
                #[serde(alias = "street")]
                lane: String,
            }
        ),
        &["two attributes are called \"street\""],
    );
    check(
        expand::model::expand,
        quote!(
            #[serde(rename_all = "shouting")]
            enum Colour {
                Red,
                #[serde(rename = "red")]
                Crimson,
            }
        ),
        &[
            "unknown case; known cases: \"lowercase\", \"UPPERCASE\", \"PascalCase\", \"camelCase\", \"snake_case\", \
             \"SCREAMING_SNAKE_CASE\", \"kebab-case\", \"SCREAMING-KEBAB-CASE\"",
            "two variants are called \"red\"",
        ],
    );
}

#[test]
fn entities_have_one_key() {
    check(
        expand::entity::expand,
        quote!(
            struct Keeper {
                name: String,
            }
        ),
        &["`Keeper` has no primary key; mark a field with `#[entity(key)]`"],
    );
    check(
        expand::entity::expand,
        quote!(
            struct Keeper {
                #[entity(key)]
                id: i64,
                #[entity(key)]
                number: i64,
                #[entity(vresion)]
                v: i64,
            }
        ),
        &[
            "unknown word `vresion` in `#[entity(..)]`; did you mean `version`?",
            "an entity has one primary key",
        ],
    );
    check(
        expand::entity::expand,
        quote!(
            struct Keeper {
                #[entity(key, unique)]
                id: i64,
                #[entity(on_delete = vanish)]
                boss: Option<Key<Keeper>>,
                #[entity(on_delete = cascde)]
                deputy: Option<Key<Keeper>>,
            }
        ),
        &[
            "`on_delete` is one of `restrict`, `cascade`, `clear`",
            "unknown word `cascde`; did you mean `cascade`?",
            "a primary key is unique and indexed by itself",
        ],
    );
    check(
        expand::command::expand,
        quote!(
            #[command(domain = Zoo, isolation = weak)]
            struct Feed;
        ),
        &["`isolation` is `read_committed`, `snapshot` or `serializable`"],
    );
}

#[test]
fn moments_are_written_once_and_into_attributes_of_their_own() {
    check(
        expand::entity::expand,
        quote!(
            struct Letter {
                #[entity(key, created_at)]
                id: i64,
                #[entity(version, updated_at)]
                version: i64,
                #[entity(soft_delete)]
                deleted_at: Option<Timestamp>,
                #[entity(soft_delete)]
                gone_at: Option<Timestamp>,
                #[entity(creatd_at)]
                born_at: Timestamp,
                #[serde(skip)]
                #[entity(archive)]
                archived_at: Option<Timestamp>,
            }
        ),
        &[
            "unknown word `creatd_at` in `#[entity(..)]`; did you mean `created_at`?",
            "a field with `#[serde(skip)]` is not stored",
            "an entity has at most one attribute with `soft_delete`",
            "a moment is written into a `created_at`, which is therefore no primary key and no version",
            "a moment is written into a `updated_at`, which is therefore no primary key and no version",
        ],
    );
}

#[test]
fn a_detached_entity_says_nothing_of_how_it_is_kept() {
    check(
        expand::entity::expand,
        quote!(
            #[entity(detached, create = NewUser)]
            struct User {
                #[entity(key)]
                subject: String,
                #[entity(unique)]
                email: String,
            }
        ),
        &[
            "records of a detached entity are written by another system: there are no structs for that",
            "a detached entity is kept by another system: of its fields, only the key is marked",
        ],
    );
}

#[test]
fn what_is_nested_refers_to_records_of_other_entities() {
    check(
        expand::entity::expand,
        quote!(
            #[entity(update_aggregate = OrderChanges)]
            struct Order {
                #[entity(key)]
                id: Auto<i64>,
                #[entity(nested)]
                customer: Key<Customer>,
                #[entity(nested)]
                note: Option<String>,
                #[entity(nested)]
                replaces: Option<Record<Self>>,
            }
        ),
        &[
            "changes of records with those that they refer to create some, too: add `create_aggregate = ..`",
            "what is nested refers to records: it is a `Key` or a `Record`, an `Option` or a `Vec` of them",
            "an entity is not nested in itself: that would have no end; refer to the record by its key",
        ],
    );
    check(
        expand::entity::expand,
        quote!(
            struct Line {
                #[entity(key)]
                id: Auto<i64>,
                #[entity(nested)]
                product: Key<Product>,
            }
        ),
        &["`nested` is for `#[entity(create_aggregate = ..)]` and `update_aggregate`"],
    );
}

#[test]
fn structs_of_some_attributes_have_none_that_are_described_elsewhere() {
    check(
        expand::entity::expand,
        quote!(
            #[entity(update = LetterChanges, find_by = LetterWith)]
            struct Letter {
                #[entity(key)]
                id: i64,
                #[input(foreign)]
                #[entity(json)]
                shape: Shape,
            }
        ),
        &[
            "an attribute that is described elsewhere is in no struct of changes and in none to find by; write that by hand",
        ],
    );
    check(
        expand::model::expand,
        quote!(
            #[model(create = NewLetter)]
            struct Letter {
                id: i64,
            }
        ),
        &["unknown word `create` in `#[model(..)]`; did you mean `crate`?"],
    );
}

#[test]
fn errors_have_named_facts_and_symbols_of_their_own() {
    check(
        expand::possible_errors::expand,
        quote!(
            enum FeedError {
                Full(i64, i64),
                #[possible(symbol = "full")]
                Fed,
                #[possible(fatal = 1)]
                Late,
            }
        ),
        &[
            "the facts of an error have names: use named fields; a variant around one value is a set of errors",
            "expected boolean literal",
            "two errors have the symbol `full`",
        ],
    );
}

#[test]
fn domains_are_unit_structs() {
    check(
        expand::domain::expand,
        quote!(
            enum Zoo {}
        ),
        &["`Domain` is derived for a unit struct: `struct Zoo;`"],
    );
}

#[test]
fn functions_have_plain_parameters_and_name_their_error() {
    let function = quote! {
        fn feed<T>(&self, (a, b): (i64, i64), name: &str) -> Result<i64> {}
    };
    let expansion = expand::function::expand(&quote!(domain = Zoo), &function).to_string();
    for message in [
        "a command has no generic parameters: its inputs are of known types",
        "a command is a free function: its inputs are its parameters",
        "an input has a name: use a plain parameter",
        "inputs own what they hold: use `String` for `&str`, `Vec<T>` for `&[T]`",
        "name the error: `Result<T, E>`",
    ] {
        assert!(expansion.contains(message), "{message}: {expansion}");
    }
    assert!(expansion.contains("struct Feed ;"), "{expansion}");
}

#[test]
fn what_is_not_near_to_a_word_is_answered_with_all_of_them() {
    check(
        expand::domain::expand,
        quote!(
            #[domain(colour = "red")]
            struct Zoo;
        ),
        &[
            "unknown word `colour` in `#[domain(..)]`\nknown words: `organization`, `depends_on`, `name`, `crate`",
        ],
    );
}

#[test]
fn rules_are_written_in_the_order_they_are_applied_in() {
    check(
        expand::command::expand,
        quote! {
            #[command(domain = Zoo)]
            struct Feed {
                #[input(max_length = 5, rule = Even, trim)]
                #[input(from_json)]
                amount: i64,
            }
        },
        &[
            "`trim` changes the value: write it before `max_length`, which judges it",
            "`from_json` reads the value: write it before `max_length`, which judges it",
        ],
    );
}

#[test]
fn patterns_have_no_anchors_of_lines() {
    check(
        expand::command::expand,
        quote! {
            #[command(domain = Zoo)]
            struct Feed {
                #[input(matches = "^[^$]")]
                food: String,
                #[input(matches = r"\Aa$")]
                drink: String,
            }
        },
        &[
            r"`^` matches at the start of every line; write `\A` for the start of the text",
            r"`$` matches at the end of every line; write `\z` for the end of the text",
        ],
    );
}

#[test]
fn rules_are_given_what_they_take() {
    check(
        expand::command::expand,
        quote! {
            #[command(domain = Zoo)]
            struct Feed {
                #[input(clamp(1), round = 1.5, one_of("a", 1), one_of = [1, "a"])]
                amount: i64,
                #[input(contains = true, starts_with = 1)]
                food: String,
            }
        },
        &[
            "`clamp` takes two numbers, the lower first: `clamp(0, 10)`",
            "expected integer literal",
            "expected string literal",
            "expected a number",
            "expected a number",
            "expected string literal",
        ],
    );
}

#[test]
fn variants_hold_one_value_or_fields_with_names() {
    check(
        expand::model::expand,
        quote!(
            #[serde(tag = "kind", untagged)]
            enum Shape {
                Line(i64, i64),
                Point(),
                Circle {
                    kind: i64,
                },
                Square(#[input(min = 1)] i64),
                Blob {
                    #[input(private)]
                    size: i64,
                },
            }
        ),
        &[
            "`#[serde(untagged)]` is not supported: without a tag nobody can say which variant a value was meant to \
             be, nor what is wrong with it; use `tag = \"..\"`, or no attribute at all",
            "a variant that holds several values names them: use `{ .. }`",
            "a variant that holds nothing is written without parentheses",
            "the value of a variant takes no attributes: use a named field",
            "`private` is for fields of models, not of variants",
            "the tag is called \"kind\" already",
        ],
    );
    check(
        expand::model::expand,
        quote!(
            #[serde(content = "value")]
            #[model(domain = Zoo)]
            enum Shape {
                Circle,
            }
        ),
        &[
            "unknown word `domain` in `#[model(..)]`\nknown words: `crate`",
            "`content = \"..\"` needs `tag = \"..\"`",
        ],
    );
}

#[test]
fn only_models_with_a_name_say_who_sees_and_changes_what() {
    check(
        expand::command::expand,
        quote! {
            #[command(domain = Zoo)]
            struct Feed {
                #[input(private)]
                amount: i64,
            }
        },
        &["`private` is for fields of models: inputs of a command are never shown nor changed"],
    );
    check(
        expand::model::expand,
        quote! {
            #[model(immutable, delegates(street = "address.street"))]
            struct Keeper {
                #[input(immutable)]
                address: Address,
            }
        },
        &[
            "`immutable` is for fields of models with a name: add `#[model(domain = ..)]`",
            "`immutable` is for models with a name: add `#[model(domain = ..)]`",
            "`delegates` is for models with a name: add `#[model(domain = ..)]`",
        ],
    );
}

#[test]
fn delegates_begin_at_an_attribute() {
    check(
        expand::model::expand,
        quote! {
            #[model(
                domain = Zoo,
                delegates(street = "adress.street", address = "address.street", city = "address")
            )]
            struct Keeper {
                address: Address,
            }
        },
        &[
            "the way begins at `adress`, which is no attribute of the model; did you mean `address`?",
            "`address` is an attribute of the model already",
            "the way leads to an attribute of an attribute: `\"keeper.name\"`",
        ],
    );
}
