//! A command that takes an input of every kind, asked as connectors ask it: with the bytes of a body.

use std::collections::BTreeMap;

use foobara::{CommandMeta, Encoding, RawInputs, RunOptions, error::ErrorKey, prelude::*};
use foobara_types::possible::input_errors;
use jiff::{SignedDuration, Timestamp, civil};
use rust_decimal::Decimal;
use serde_json::Value;
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::law::{self, Answer, Place, object_of};

#[derive(Domain)]
struct Suites;

/// One of two colors
#[derive(Debug, Clone, Copy, Model)]
enum Color {
    Red,
    Blue,
}

/// A part with a name
#[derive(Debug, Model)]
struct Part {
    #[input(trim, min_length = 1, max_length = 40)]
    name: String,
    color: Option<Color>,
}

/// Takes one input of every kind and does nothing
#[derive(Debug, Command)]
#[command(domain = Suites)]
struct Take {
    text: Option<String>,
    letter: Option<char>,
    #[input(trim, downcase, email, max_length = 40)]
    email: Option<String>,
    small: Option<u8>,
    whole: Option<i64>,
    large: Option<u64>,
    ratio: Option<f64>,
    price: Option<Decimal>,
    flag: Option<bool>,
    day: Option<civil::Date>,
    time: Option<civil::Time>,
    moment: Option<Timestamp>,
    duration: Option<SignedDuration>,
    id: Option<Uuid>,
    color: Option<Color>,
    part: Option<Part>,
    list: Option<Vec<String>>,
    parts: Option<Vec<Part>>,
    pair: Option<(i64, String)>,
    texts: Option<BTreeMap<String, String>>,
    numbers: Option<BTreeMap<String, f64>>,
    days: Option<BTreeMap<String, civil::Date>>,
    secret: Option<Sensitive<String>>,
    anything: Option<Value>,
}

impl Execute for Take {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(())
    }
}

const META: &CommandMeta = <Take as foobara::Command>::META;

/// An app of the command.
#[derive(Debug)]
pub(super) struct Program {
    app: App,
    runtime: Runtime,
    possible: Vec<ErrorKey>,
}

impl Program {
    /// Builds the app.
    pub(super) fn new() -> Self {
        let app = App::builder().domain::<Suites>(commands![Take]).build();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        Self {
            app: app.expect("invariant: the command has no mistakes"),
            runtime: runtime.expect("a runtime needs a little memory"),
            possible: law::keys(&input_errors(&META.inputs)),
        }
    }

    /// Returns each input as a place.
    pub(super) fn inputs(&self) -> Vec<Input<'_>> {
        let names = META.inputs.names();
        names.map(|name| Input { program: self, name }).collect()
    }

    fn ask(&self, body: &[u8]) -> Result<Answer, String> {
        let found = self.app.command("Take").found();
        let entry = found.ok_or("is put to a command that is not there")?;
        let inputs = RawInputs::json(body.to_vec());
        let run = entry.run(self.app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
        match self.runtime.block_on(run) {
            Ok(_) => Ok(Answer::Accepted),
            Err(errors) if errors.keys() == ["runtime.invalid_json"] => Ok(Answer::NotJson),
            Err(errors) => law::declared(&errors, &self.possible).map(|()| Answer::Refused),
        }
    }
}

/// The whole body of a request.
impl Place for Program {
    fn name(&self) -> &str {
        "the body of a request"
    }

    fn put(&self, body: &[u8]) -> Result<Answer, String> {
        self.ask(body)
    }
}

/// One input of the command.
#[derive(Debug)]
pub(super) struct Input<'a> {
    program: &'a Program,
    name: &'a str,
}

impl Place for Input<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn put(&self, value: &[u8]) -> Result<Answer, String> {
        self.program.ask(&object_of(self.name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, answer: &Result<Answer, String>) {
        assert_eq!(Program::new().answer(body.as_bytes()), *answer, "{body}");
    }

    #[test]
    fn a_body_is_accepted_refused_or_no_json() {
        check("", &Ok(Answer::Accepted));
        check(r#"{"whole":1,"day":"2024-02-29"}"#, &Ok(Answer::Accepted));
        check("[]", &Ok(Answer::Refused));
        check(r#"{"nothing":1}"#, &Ok(Answer::Refused));
        check(r#"{"whole":"x"}"#, &Ok(Answer::Refused));
        check(r#"{"whole":}"#, &Ok(Answer::NotJson));
    }

    #[test]
    fn every_input_takes_null() {
        let program = Program::new();
        for input in program.inputs() {
            assert_eq!(input.answer(b"null"), Ok(Answer::Accepted), "{}", input.name);
        }
    }
}
