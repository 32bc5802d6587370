//! Rules run on values that come typed.

use foobara::{InputErrors, Issue, Rule, prelude::*, rule::CustomRule};
use serde_json::json;

use super::context::{Lab, run};

#[derive(Debug, Default)]
struct Even;

impl Rule<i64> for Even {
    fn process(&self, value: &mut i64) -> Result<(), Box<Issue>> {
        if *value % 2 == 0 {
            Ok(())
        } else {
            Err(Box::new(Issue::text("not_even", "must be even")))
        }
    }
}

impl CustomRule<i64> for Even {
    const NAME: &'static str = "even";
    const SYMBOLS: &'static [&'static str] = &["not_even"];
}

/// There is at least one line, and the first is not blank.
#[derive(Debug, Default)]
struct Given;

impl Rule<Vec<Line>> for Given {
    fn process(&self, value: &mut Vec<Line>) -> Result<(), Box<Issue>> {
        match value.first() {
            Some(line) if !line.name.is_empty() => Ok(()),
            _ => Err(Box::new(Issue::text("not_given", "must be given"))),
        }
    }
}

impl CustomRule<Vec<Line>> for Given {
    const NAME: &'static str = "given";
    const SYMBOLS: &'static [&'static str] = &["not_given"];
}

#[derive(Debug, Clone, Command)]
#[command(domain = Lab)]
struct Order {
    #[input(trim, downcase, email)]
    email: String,
    #[input(min = 1, max = 100)]
    #[input(rule = Even)]
    amount: i64,
    #[input(min = -1, max = 9)]
    discount: Option<i8>,
    #[input(min = 0.5, max = 10.0)]
    weight: f64,
    #[input(one_of = ["red", "green"], default = "red")]
    colour: String,
    #[input(uppercase, matches = r"\A[A-Z]+\z")]
    code: Option<String>,
    #[input(rule = Given)]
    lines: Vec<Line>,
}

#[derive(Debug, Clone, Model)]
struct Line {
    #[input(trim, max_length = 3)]
    name: String,
}

impl Execute for Order {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(format!("{} {}", self.email, self.code.unwrap_or_default()))
    }
}

fn order() -> Order {
    Order {
        email: " Ada@Example.COM".to_owned(),
        amount: 2,
        discount: None,
        weight: 1.0,
        colour: "green".to_owned(),
        code: Some("ABC".to_owned()),
        lines: vec![Line {
            name: "nut".to_owned(),
        }],
    }
}

#[test]
fn transformers_change_and_validators_pass() {
    assert_eq!(run(order()), Ok("ada@example.com ABC".to_owned()));
}

#[test]
fn every_broken_rule_is_reported_at_its_path() {
    let wrong = Order {
        email: "ada@example_com".to_owned(),
        amount: 101,
        discount: Some(10),
        weight: 0.1,
        colour: "blue".to_owned(),
        code: Some("a1".to_owned()),
        lines: vec![
            Line {
                name: "nut".to_owned(),
            },
            Line {
                name: "bolt".to_owned(),
            },
        ],
    };
    let expected = [
        "email.second_part_has_bad_characters",
        "amount.max_exceeded",
        "amount.not_even",
        "discount.max_exceeded",
        "weight.below_minimum",
        "colour.value_not_valid",
        "code.does_not_match",
        "lines.1.name.max_length_exceeded",
    ];
    assert_eq!(run(wrong), Err(expected.map(str::to_owned).to_vec()));
    assert_eq!(
        run(Order {
            lines: Vec::new(),
            ..order()
        }),
        Err(vec!["lines.not_given".to_owned()])
    );
}

#[test]
fn rules_that_look_inside_wait_for_the_elements() {
    let blank = Line { name: " ".to_owned() };
    assert_eq!(
        run(Order {
            lines: vec![blank],
            ..order()
        }),
        Err(vec!["lines.not_given".to_owned()])
    );
}

#[derive(Debug, Clone, Command)]
#[command(domain = Lab)]
struct Pick {
    #[input(one_of(1, 2, -3))]
    number: Option<i8>,
    #[input(one_of = [0.5, 1.5])]
    share: f64,
    #[input(rule = Stop, min = 10)]
    stopped: i64,
}

/// Refuses everything, for good.
#[derive(Debug, Default)]
struct Stop;

impl Rule<i64> for Stop {
    fn process(&self, _: &mut i64) -> Result<(), Box<Issue>> {
        Err(Box::new(Issue::text("stopped", "must not be").fatal()))
    }
}

impl CustomRule<i64> for Stop {
    const NAME: &'static str = "stop";
    const SYMBOLS: &'static [&'static str] = &["stopped"];
}

#[test]
fn numbers_are_chosen_and_a_fatal_rule_is_the_last() {
    let mut pick = Pick {
        number: Some(3),
        share: 1.5,
        stopped: 1,
    };
    let mut errors = InputErrors::new();
    foobara::Command::check(&mut pick, &mut errors);
    let found: Vec<(String, String)> = errors
        .iter()
        .map(|error| (error.path.to_string(), error.issue.symbol.to_string()))
        .collect();
    let expected = [("number", "value_not_valid"), ("stopped", "stopped")];
    assert_eq!(
        found,
        expected.map(|(path, symbol)| (path.to_owned(), symbol.to_owned()))
    );
    let strict = <Pick as foobara::Command>::META.inputs.to_strict();
    assert_eq!(
        strict["element_type_declarations"]["number"]["one_of"],
        json!([1, 2, -3])
    );
}

impl Execute for Pick {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.stopped)
    }
}

#[test]
fn declarations_name_the_rules_in_order() {
    let strict = <Order as foobara::Command>::META.inputs.to_strict();
    let declarations = &strict["element_type_declarations"];
    assert_eq!(
        declarations["email"],
        json!({ "type": "string", "trim": true, "downcase": true, "email": true })
    );
    assert_eq!(
        declarations["amount"],
        json!({ "type": "integer", "min": 1, "max": 100, "even": true })
    );
    assert_eq!(
        declarations["discount"],
        json!({ "type": "integer", "allow_nil": true, "min": -1, "max": 9 })
    );
    assert_eq!(
        declarations["weight"],
        json!({ "type": "float", "min": 0.5, "max": 10.0 })
    );
    assert_eq!(
        declarations["colour"],
        json!({ "type": "string", "one_of": ["red", "green"] })
    );
}

#[test]
fn values_without_rules_are_not_looked_at() {
    let mut errors = InputErrors::new();
    let mut line = Line {
        name: "bolt".to_owned(),
    };
    foobara::Typed::check(&mut line, None, &mut errors);
    assert_eq!(errors.len(), 1);
    const { assert!(<Line as foobara::Typed>::CHECKED) };
    const { assert!(!<Plain as foobara::Typed>::CHECKED) };
}

#[derive(Debug, Model)]
struct Plain {
    name: String,
}
