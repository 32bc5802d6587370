//! What the derives say of mistakes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand;

#[track_caller]
fn check(expand: fn(&syn::DeriveInput) -> syn::Result<TokenStream>, input: TokenStream, expected: &[&str]) {
    let mistakes = expand(&syn::parse2(input).expect("the input is a type")).expect_err("the input is wrong");
    let messages: Vec<String> = mistakes.into_iter().map(|mistake| mistake.to_string()).collect();
    assert_eq!(messages, expected);
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let input = quote! {
        #[command(domian = Zoo)]
        struct Feed {
            #[input(minimum = 5, trim)]
            amount: i64,
            #[serde(flatten)]
            rest: Rest,
        }
    };
    check(
        expand::command::expand,
        input,
        &[
            "unknown word `domian` in `#[command(..)]`; did you mean `domain`?\nknown words: `domain`, `name`, \
             `depends_on`, `reads`, `writes`, `uses`, `validate`, `crate`",
            "unknown word `minimum` in `#[input(..)]`\nknown words: `min`, `max`, `min_length`, `max_length`, \
             `matches`, `one_of`, `email`, `trim`, `downcase`, `lowercase`, `upcase`, `uppercase`, `rule`, `default`, \
             `not_null`",
            "`#[serde(flatten)]` is not supported by this derive",
            "`Feed` is in no domain; add `#[command(domain = ..)]`",
        ],
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
            #[command(domain = Zoo, domain = Farm)]
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
            "expected a number",
            "expected a length: a whole number that is not negative",
            "`one_of` needs at least one text",
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
                Crimson(u8),
            }
        ),
        &[
            "unknown case; known cases: \"lowercase\", \"UPPERCASE\", \"PascalCase\", \"camelCase\", \"snake_case\", \
             \"SCREAMING_SNAKE_CASE\", \"kebab-case\", \"SCREAMING-KEBAB-CASE\"",
            "`Model` is derived for an enum of variants without fields",
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
            "unknown word `vresion` in `#[entity(..)]`; did you mean `version`?\nknown words: `key`, `version`, `json`",
            "an entity has one primary key",
        ],
    );
}

#[test]
fn errors_have_named_facts_and_symbols_of_their_own() {
    check(
        expand::possible_errors::expand,
        quote!(
            enum FeedError {
                Full(i64),
                #[possible(symbol = "full")]
                Fed,
                #[possible(fatal = 1)]
                Late,
            }
        ),
        &[
            "the facts of an error have names: use named fields",
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
