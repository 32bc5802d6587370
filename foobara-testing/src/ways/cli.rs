use std::ffi::OsString;

use async_trait::async_trait;
use foobara_connectors::{Exposure, cli::Program};
use serde_json::Value;

use super::Way;
use crate::{outcome::WireOutcome, promise};

/// The way of the command line: inputs by standard input, outcomes as JSON. Exit codes are asserted to be those of the
/// outcomes.
#[derive(Debug)]
pub struct CliWay {
    exposure: Exposure,
    exit_codes: Vec<u8>,
}

impl CliWay {
    /// Returns the way to the commands of an exposure.
    pub const fn new(exposure: Exposure) -> Self {
        Self {
            exposure,
            exit_codes: Vec::new(),
        }
    }

    /// Returns the exit codes of the calls so far.
    pub fn exit_codes(&self) -> &[u8] {
        &self.exit_codes
    }

    /// Returns the exit code that is promised for errors. A wrong name is a wrong command line.
    fn promised(&self, command: &str, errors: &[Value]) -> Option<u8> {
        const USAGE: u8 = 6;
        if let [error] = errors
            && error["key"] == "runtime.no_command_found"
        {
            return Some(USAGE);
        }
        promise::exit_code(promise::kind(&self.exposure, command, errors))
    }
}

#[async_trait(?Send)]
impl Way for CliWay {
    fn name(&self) -> &'static str {
        "cli"
    }

    async fn call_text(&mut self, command: &str, inputs: &str) -> WireOutcome {
        let words = [
            "test", "run", command, "--input", "-", "--output", "json", "--errors", "json",
        ];
        let program = Program::new(self.exposure.app().clone()).expose("", self.exposure.clone());
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let code = program
            .run_with(
                words.map(OsString::from),
                &mut inputs.as_bytes(),
                &mut stdout,
                &mut stderr,
            )
            .await;
        self.exit_codes.push(code);
        if code == 0 {
            assert!(
                stderr.is_empty(),
                "{command} succeeded and complained: {}",
                stderr.escape_ascii()
            );
            return WireOutcome::Success(parsed(command, &stdout));
        }
        assert!(
            stdout.is_empty(),
            "{command} failed and printed: {}",
            stdout.escape_ascii()
        );
        let Value::Array(errors) = parsed(command, &stderr) else {
            panic!(
                "{command} failed with no array of errors: {}",
                stderr.escape_ascii()
            )
        };
        let outcome = WireOutcome::errors(errors);
        if let WireOutcome::Errors(errors) = &outcome
            && let Some(promised) = self.promised(command, errors)
        {
            assert_eq!(
                code, promised,
                "the exit code of {command} with {inputs}: {outcome}"
            );
        }
        outcome
    }
}

fn parsed(command: &str, text: &[u8]) -> Value {
    serde_json::from_slice(text)
        .unwrap_or_else(|error| panic!("{command} writes JSON: {error}: {}", text.escape_ascii()))
}
