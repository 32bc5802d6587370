//! Judging a good value takes no memory.
//!
//! A program of its own with one test, because whatever else runs would be counted, too.

use std::alloc::System;

use foobara_types::{
    Argument, Base, Rule, RuleSpec,
    builtin::DUCK,
    rule::{
        self, Contains, Country, CreditCard, Email, EndsWith, ExclusiveMax, ExclusiveMin, Iban, Matches, Max,
        MaxLength, MaxSize, Min, MinLength, MinSize, MultipleOf, NotEmpty, OneOf, Phone, PostalCode,
        RuleKind, Size, Slug, Ssn, Stage, StartsWith, Username,
    },
};
use serde_json::{Value, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

#[test]
fn judging_a_good_value_does_not_allocate() {
    for kind in rule::ALL.iter().filter(|kind| kind.stage == Stage::Validate) {
        if let Some((arguments, value)) = good(kind) {
            check_dynamic(kind, arguments, value);
        }
    }
    check_text();
    check_numbers_and_lists();
}

/// Returns what a rule is given and a value that passes; `None` for the one whose library allocates.
fn good(kind: &RuleKind) -> Option<(Vec<Argument>, Value)> {
    let text = |argument| vec![Argument::text(argument)];
    let number = |argument| vec![Argument::Int(argument)];
    Some(match kind.name {
        "min" | "exclusive_min" => (number(1), json!(2)),
        "max" | "exclusive_max" => (number(3), json!(2)),
        "multiple_of" => (number(2), json!(4.0)),
        "min_length" | "max_length" => (number(3), json!("äöü")),
        "matches" => (text(r"\A[a-z]+\z"), json!("abc")),
        "starts_with" | "ends_with" | "contains" => (text("a"), json!("a b a")),
        "size" | "min_size" | "max_size" => (number(1), json!({ "a": 1 })),
        "not_empty" => (vec![], json!([1])),
        "unique_items" => (vec![], json!([1, "1", { "a": 1 }, { "a": 2 }])),
        "one_of" => (vec![Argument::text("a"), Argument::Int(1)], json!(1.0)),
        "email" => (vec![], json!("ada@example.com")),
        "phone" => (vec![], json!("+14155552671")),
        "username" => (vec![], json!("ada.lovelace")),
        "slug" => (vec![], json!("hello-world")),
        "iban" => (vec![], json!("DE89370400440532013000")),
        "credit_card" => (vec![], json!("4111111111111111")),
        "ssn" => (vec![], json!("123-45-6789")),
        "postal_code" => (text("GB"), json!("SW1A 1AA")),
        "country" => (vec![], json!("DE")),
        "currency" => (vec![], json!("EUR")),
        "url" => (vec![], json!("https://www.example.com/a-b?c=d#e")),
        "non_zero" => (vec![], json!(1)),
        "ordered" => (vec![], json!({ "start": 1, "end": 2 })),
        "phone_number" | "instance_of" => return None,
        name => panic!("give an example of a value that passes {name}"),
    })
}

#[track_caller]
fn check_dynamic(kind: &'static RuleKind, arguments: Vec<Argument>, mut value: Value) {
    let base = Base::Scalar(DUCK);
    let spec = RuleSpec {
        kind,
        arguments: arguments.into(),
    };
    check(kind.name, || spec.process(&base, &mut value).is_ok());
}

fn check_text() {
    passes("min_length", &MinLength(3), "äöü".to_owned());
    passes("max_length", &MaxLength(3), "äöü".to_owned());
    passes("matches", &Matches(r"\A[a-z]+\z"), "abc".to_owned());
    passes("starts_with", &StartsWith("a"), "ab".to_owned());
    passes("ends_with", &EndsWith("b"), "ab".to_owned());
    passes("contains", &Contains("b"), "abc".to_owned());
    passes("not_empty", &NotEmpty, "a".to_owned());
    passes("one_of", &OneOf(&["a", "b"]), "b".to_owned());
    passes("email", &Email, "ada@example.com".to_owned());
    passes("phone", &Phone, "+14155552671".to_owned());
    passes("username", &Username, "ada.lovelace".to_owned());
    passes("slug", &Slug, "hello-world".to_owned());
    passes("iban", &Iban, "GB29NWBK60161331926819".to_owned());
    passes("credit_card", &CreditCard, "378282246310005".to_owned());
    passes("ssn", &Ssn, "123-45-6789".to_owned());
    passes("postal_code", &PostalCode("US"), "94103-1234".to_owned());
    passes("country", &Country, "DE".to_owned());
}

fn check_numbers_and_lists() {
    passes("min", &Min(1), 1);
    passes("max", &Max(1.5), 1.5);
    passes("exclusive_min", &ExclusiveMin(1), 2);
    passes("exclusive_max", &ExclusiveMax(1.5), 1.0);
    passes("multiple_of", &MultipleOf(0.1), 0.3);
    passes("size", &Size(2), (1, "a"));
    passes("min_size", &MinSize(1), vec![1]);
    passes("max_size", &MaxSize(1), vec![1]);
    passes("not_empty", &NotEmpty, vec![1]);
    passes("contains", &Contains(2), vec![1, 2]);
}

#[track_caller]
fn passes<T>(name: &str, rule: &impl Rule<T>, mut value: T) {
    check(name, || rule.process(&mut value).is_ok());
}

/// The first time may make what is kept for all further ones, as a pattern is compiled.
#[track_caller]
fn check(name: &str, mut step: impl FnMut() -> bool) {
    assert!(step(), "{name} refuses the example");
    let region = Region::new(ALLOCATOR);
    let passed = step();
    let change = region.change();
    assert!(passed);
    assert_eq!(change.allocations + change.reallocations, 0, "{name} allocates");
}
