//! What the derives say of mistakes in what commands share: flattened fields, mappers.

use proc_macro2::TokenStream;
use quote::quote;

use super::mistakes::check;
use crate::expand;

#[test]
fn what_is_flattened_has_nothing_of_its_own() {
    let input = quote! {
        #[command(domain = Zoo)]
        struct List {
            #[serde(flatten, rename = "page")]
            paging: Paging,
            #[serde(flatten)]
            #[input(min = 1)]
            order: Order,
            #[serde(flatten)]
            rest: Option<Rest>,
        }
    };
    let expected =
        "a flattened field has no name, no default and no rules: its type has those of each attribute";
    let optional = "an `Option` cannot be flattened: nobody could tell whether it was given";
    check(expand::command::expand, input, &[expected, expected, optional]);
}

#[test]
fn entities_variants_and_errors_hold_what_they_have() {
    let input = quote! {
        struct Keeper {
            #[entity(key)]
            id: i64,
            #[serde(flatten)]
            name: Name,
        }
    };
    let expected =
        "`flatten` is for fields of commands and models: those of an entity are kept in columns of their own";
    check(expand::entity::expand, input, &[expected]);
    let input = quote! {
        enum Shape {
            Circle { #[serde(flatten)] size: Size },
        }
    };
    let expected = "`flatten` is for fields of commands and models: a variant holds its fields itself";
    check(expand::model::expand, input, &[expected]);
    let input = quote! {
        enum Wrong {
            Late { #[serde(flatten)] when: When },
        }
    };
    let expected = "`flatten` is for fields of commands and models: an error holds its facts itself";
    check(expand::possible_errors::expand, input, &[expected]);
}

#[test]
fn mappers_compute_one_value_of_another() {
    let said = |function: TokenStream| {
        let expansion = expand::mapper::expand(&quote!(domian = Zoo), &function);
        let file: syn::File = syn::parse2(expansion).expect("the expansion is Rust");
        let messages = file.items.iter().filter_map(|item| match item {
            syn::Item::Macro(mistake) => Some(mistake.mac.tokens.to_string()),
            _ => None,
        });
        messages.collect::<Vec<_>>()
    };
    let function = quote! {
        async fn keeper<T>(#[input(trim)] name: String) -> Result<Keeper, Fault> { todo!() }
    };
    assert_eq!(
        said(function),
        [
            "\"unknown word `domian` in `#[mapper(..)]`; did you mean `domain`?\"",
            "\"a mapper reports errors of its own: `Result<T, E>`, with `PossibleErrors` derived for `E`\"",
            "\"a mapper computes and does not wait; what has to wait is a command\"",
            "\"a mapper has no generic parameters: it is found by the two types that it is of\"",
            "\"what is mapped is a value already: rules belong to its type\"",
        ]
    );
    let function = quote! {
        fn keeper(name: String, age: i64) {}
    };
    assert_eq!(
        said(function)[1..],
        [
            "\"a mapper returns what the value is mapped to\"",
            "\"a mapper has one parameter: the value that it maps\"",
        ]
    );
}
