//! Checks of several attributes together, and attributes that are not declared.

use foobara::{CheckOutcome, Finding, InputErrors, Issue, Typed, prelude::*};
use serde_json::json;

use super::context::{Lab, run};

#[derive(Debug, Clone, PartialEq, Command)]
#[command(domain = Lab, check = ends_after_it_begins, check = Stay::fits, ignore_unexpected)]
struct Stay {
    #[input(min = 0)]
    from: i64,
    until: i64,
    rooms: Vec<Room>,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(check = pin_is_long, ignore_unexpected)]
struct Room {
    beds: i64,
    pin: Sensitive<String>,
}

fn issue(symbol: &'static str) -> Issue {
    Issue::text(symbol, "must be otherwise").with("value", "shown")
}

fn ends_after_it_begins(stay: &Stay) -> impl CheckOutcome + use<> {
    if stay.from < stay.until {
        Ok(())
    } else {
        Err(Finding::at("until", issue("ends_too_early")))
    }
}

impl Stay {
    fn fits(&self) -> Result<(), Vec<Finding>> {
        let beds: i64 = self.rooms.iter().map(|room| room.beds).sum();
        if beds > 0 {
            return Ok(());
        }
        Err(vec![
            issue("no_beds").into(),
            Finding::at("rooms", issue("empty")),
        ])
    }
}

fn pin_is_long(room: &Room) -> Result<(), Finding> {
    if room.pin.expose().len() > 3 {
        return Ok(());
    }
    Err(Finding::at("pin", issue("short")))
}

impl Execute for Stay {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.until - self.from)
    }
}

fn room(beds: i64, pin: &str) -> Room {
    Room {
        beds,
        pin: Sensitive::new(pin.to_owned()),
    }
}

fn stay(from: i64, until: i64, rooms: Vec<Room>) -> Stay {
    Stay { from, until, rooms }
}

#[test]
fn all_checks_run_when_nothing_else_is_wrong() {
    assert_eq!(run(stay(1, 3, vec![room(1, "1234")])), Ok(2));
    let keys = |stay| run(stay).expect_err("something is wrong");
    assert_eq!(
        keys(stay(3, 1, vec![])),
        ["until.ends_too_early", ".no_beds", "rooms.empty"]
    );
    assert_eq!(keys(stay(-1, -3, vec![])), ["from.below_minimum"]);
    assert_eq!(
        keys(stay(3, 1, vec![room(1, "1234"), room(1, "12")])),
        ["rooms.1.pin.short"]
    );
}

#[test]
fn checks_do_not_show_secrets() {
    const { assert!(Room::CHECKED) };
    let mut errors = InputErrors::new();
    room(1, "12").check(None, &mut errors);
    let contexts: Vec<_> = errors.into_iter().map(|error| error.issue.context()).collect();
    assert_eq!(contexts, [json!({ "value": "[REDACTED]" })]);
}

#[test]
fn attributes_that_are_not_declared_are_left_out() {
    let json = json!({
        "from": 1,
        "colour": { "deep": [1, { "from": 2 }] },
        "until": 3,
        "rooms": [{ "beds": 1, "pin": "1234", "view": "sea" }],
    });
    assert_eq!(
        serde_json::from_str::<Stay>(&json.to_string()).expect("it fits"),
        stay(1, 3, vec![room(1, "1234")])
    );
    let twice = serde_json::from_str::<Stay>(r#"{"from":1,"from":2}"#).expect_err("it does not fit");
    assert!(twice.to_string().starts_with("duplicate field `from`"), "{twice}");
    let strict = <Stay as foobara::Command>::META.inputs.to_strict();
    assert_eq!(strict["ignore_unexpected_attributes"], true);
    let rooms = &strict["element_type_declarations"]["rooms"]["element_type_declaration"];
    assert_eq!(rooms["ignore_unexpected_attributes"], true);
}
