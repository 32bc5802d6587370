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
    #[input(matches = r"\A[A-Z]+\z", uppercase)]
    code: Option<String>,
    #[input(min_length = 1)]
    lines: Vec<Line>,
}

#[derive(Debug, Clone, Model)]
struct Line {
    #[input(max_length = 3)]
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
        email: "ada".to_owned(),
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
        "email.must_have_an_at_sign",
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
        Err(vec!["lines.below_minimum_length".to_owned()])
    );
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
