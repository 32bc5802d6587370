//! The code that each derive writes, compared with the files of `tests/expand`. Run with `UPDATE_EXPECT=1` to accept
//! what is written now.

use std::{env, fs, path::PathBuf};

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand;

#[track_caller]
fn check(name: &str, expansion: TokenStream) {
    let file = syn::parse2(expansion).expect("the expansion is Rust");
    let actual = prettyplease::unparse(&file);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expand")
        .join(name)
        .with_extension("rs");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &actual).expect("the file can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs; see what is written now with UPDATE_EXPECT=1\n\n{actual}",
        path.display(),
    );
}

fn derive(expand: fn(&syn::DeriveInput) -> syn::Result<TokenStream>, input: TokenStream) -> TokenStream {
    expand(&syn::parse2(input).expect("the input is a type")).expect("the input is right")
}

#[test]
fn domain() {
    let input = quote! {
        /// Where the animals are
        #[domain(organization = Acme, depends_on(Billing))]
        pub struct Zoo;
    };
    check("zoo", derive(expand::domain::expand, input));
}

#[test]
fn command() {
    let input = quote! {
        /// Subtracts one number from another
        #[command(domain = Arithmetic)]
        pub struct Subtract { from: i64, amount: i64 }
    };
    check("subtract", derive(expand::command::expand, input));
}

#[test]
fn command_with_rules_and_dependencies() {
    let input = quote! {
        /// Divides by repeated subtraction
        #[command(domain = Arithmetic, depends_on(Subtract))]
        pub struct Divide {
            /// What is divided
            #[input(min = 0)]
            dividend: i64,
            /// What it is divided by
            divisor: i64,
        }
    };
    check("divide", derive(expand::command::expand, input));
}

#[test]
fn command_that_says_what_it_does() {
    let input = quote! {
        #[command(domain = Zoo, creates(Visit), writes(Keeper), deletes(Capybara), publishes(Released), enqueues(Feed), idempotent, destructive = false)]
        struct Release {}
    };
    check("release", derive(expand::command::expand, input));
}

#[test]
fn command_with_records() {
    let input = quote! {
        #[command(domain = Zoo, writes(Capybara), reads(Keeper), uses(Mailer), validate)]
        struct IncrementAge {
            capybara: Record<Capybara>,
            #[input(not_null)]
            witnesses: Option<Vec<Record<Visitor>>>,
        }
    };
    check("increment_age", derive(expand::command::expand, input));
}

#[test]
fn model_with_rules_and_defaults() {
    let input = quote! {
        /// Where letters go
        #[model(domain = Zoo)]
        struct Address {
            #[input(trim, min_length = 1, max_length = 80)]
            #[serde(rename = "streetLine", alias = "street")]
            street: String,
            #[input(one_of("at", "ch"), default = "at")]
            country: String,
            #[input(min = -5, max = 0.5, rule = zoo::Even)]
            floor: Option<i64>,
            #[serde(skip)]
            seen: bool,
        }
    };
    check("address", derive(expand::model::expand, input));
}

#[test]
fn model_that_holds_records() {
    let input = quote! {
        struct Line {
            article: Record<Article>,
            wrapping: Option<Wrapping>,
            number: i64,
            parts: Vec<Line>,
        }
    };
    check("line", derive(expand::model::expand, input));
}

#[test]
fn enum_of_names() {
    let input = quote! {
        enum Colour {
            LightBrown,
            #[serde(rename = "grey", alias = "gray")]
            Grey,
        }
    };
    check("colour", derive(expand::model::expand, input));
}

#[test]
fn model_around_one_value() {
    let input = quote! {
        /// A stock keeping unit
        #[model(domain = Shop)]
        struct Sku(#[input(trim, max_length = 9)] String);
    };
    check("sku", derive(expand::model::expand, input));
}

#[test]
fn model_that_is_checked_as_a_whole() {
    let input = quote! {
        #[model(
            domain = Zoo,
            check = dates,
            check = validator::Validate::validate,
            ignore_unexpected,
            delegates(keeper_name = "keeper.name")
        )]
        struct Stay {
            #[input(immutable)]
            from: i64,
            #[input(private)]
            until: i64,
            #[input(foreign, default)]
            point: geo::Point,
            #[input(foreign, nested)]
            route: Option<geo::Route>,
            #[input(nested)]
            keeper: Keeper,
        }
    };
    check("stay", derive(expand::model::expand, input));
}

#[test]
fn command_with_every_kind_of_rule() {
    let input = quote! {
        #[command(domain = Zoo)]
        struct Tidy {
            #[input(from_json, min_size = 1, contains = "a", unique_items, rule = Sorted)]
            tags: Vec<String>,
            #[input(squish, lower, truncate = 20, starts_with = "x")]
            name: String,
            #[input(clamp(-1, 10), round, multiple_of = 2, one_of = [2, 4])]
            amount: i64,
            #[input(round = 2, one_of(0.5, -1.5))]
            weight: f64,
        }
    };
    check("tidy", derive(expand::command::expand, input));
}

#[test]
fn enum_with_data() {
    let input = quote! {
        /// What there is to see
        enum Shape {
            Nothing,
            /// All around
            Circle {
                #[input(min = 0)]
                radius: i64,
                label: Option<String>,
            },
            #[serde(rename = "path", alias = "route")]
            Line(Vec<Point>),
        }
    };
    check("shape", derive(expand::model::expand, input));
}

#[test]
fn enum_with_data_beside_its_tag() {
    let input = quote! {
        #[serde(tag = "type", rename_all = "UPPERCASE", rename_all_fields = "camelCase")]
        enum Event {
            Fed { by_whom: String },
            Moved(Move),
        }
    };
    check("event", derive(expand::model::expand, input));
}

#[test]
fn entity() {
    let input = quote! {
        #[entity(domain = Zoo)]
        struct Capybara {
            #[entity(key)]
            id: Auto<i64>,
            name: String,
            #[entity(json)]
            tags: Vec<String>,
            #[entity(version)]
            version: i64,
        }
    };
    check("capybara", derive(expand::entity::expand, input));
}

#[test]
fn entity_with_moments_and_subsets() {
    let input = quote! {
        #[entity(create = NewLetter, update = LetterChanges, find_by = LetterWith)]
        pub struct Letter {
            #[entity(key)]
            id: Auto<i64>,
            /// What it is about
            pub subject: String,
            #[entity(updated_at)]
            updated_at: Timestamp,
            #[entity(soft_delete)]
            deleted_at: Option<Timestamp>,
        }
    };
    check("letter", derive(expand::entity::expand, input));
}

#[test]
fn entity_with_trees() {
    let input = quote! {
        #[entity(create_aggregate = NewOrder, update_aggregate = OrderChanges)]
        pub struct Order {
            #[entity(key)]
            id: Auto<i64>,
            #[entity(json, nested)]
            pub lines: Vec<Key<Line>>,
            pub note: Option<String>,
        }
    };
    check("order", derive(expand::entity::expand, input));
}

#[test]
fn entity_that_is_detached() {
    let input = quote! {
        #[entity(domain = Desk, detached)]
        struct User {
            #[entity(key)]
            subject: String,
        }
    };
    check("user", derive(expand::entity::expand, input));
}

#[test]
fn possible_errors() {
    let input = quote! {
        enum IncrementAgeError {
            /// The capybara is too old
            TooOld { age: i64, #[source] cause: std::io::Error },
            #[possible(input = "by", fatal = true)]
            NotOdd,
        }
    };
    check(
        "increment_age_error",
        derive(expand::possible_errors::expand, input),
    );
}

#[test]
fn function() {
    let options = quote!(domain = Arithmetic);
    let function = quote! {
        /// Adds two numbers
        pub async fn add(cx: Context<'_, Add>, a: i64, #[input(min = 0)] b: i64) -> Result<i64, AddError> {
            let _ = cx;
            Ok(a + b)
        }
    };
    check("add", expand::function::expand(&options, &function));
}

#[test]
fn mapper() {
    let options = quote!(domain = Zoo);
    let input = quote! {
        /// Users become keepers
        pub fn keeper_of_user(user: User) -> Result<Keeper, NoName> {
            user.name.map(|name| Keeper { name }).ok_or(NoName::Nameless)
        }
    };
    check("keeper_of_user", expand::mapper::expand(&options, &input));
}

#[test]
fn command_with_flattened_inputs() {
    let input = quote! {
        #[command(domain = Zoo)]
        pub struct ListKeepers {
            #[serde(alias = "named")]
            name: String,
            #[serde(flatten)]
            paging: Paging,
            order: Option<String>,
        }
    };
    check("list_keepers", derive(expand::command::expand, input));
}
