//! Why an answer ended early, and how that is said.

use std::{error::Error, io};

use clap::builder::Styles;
use foobara_types::{Category, ErrorCollection, ErrorKind, ErrorReport, Segment};
use serde_json::Value;

use super::{
    error_map,
    escape::{escape, escape_json},
    flags::Flag,
    options::{Format, Options},
    streams::Streams,
};

/// Why an answer ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The framework said no.
    Errors(ErrorCollection, Labels),
    /// The parser said no.
    Parser(Box<clap::Error>),
    /// Something outside the program does not work, or the program is built wrongly.
    Broken(u8, String),
    /// The standard output cannot be written.
    Output(io::Error),
}

impl Stop {
    /// The command line is wrong.
    pub(super) fn usage(text: impl Into<String>) -> Self {
        let error = ErrorReport::runtime("usage", text.into()).of_kind(ErrorKind::Malformed);
        Self::Errors(error.into(), Labels::default())
    }

    /// Something outside the program does not work.
    pub(super) fn broken(what: &str, error: &dyn Error) -> Self {
        Self::Broken(error_map::IO, format!("{what}: {}", chain(error)))
    }

    /// Says it on the standard error and returns the exit code.
    pub(super) fn report(self, options: &Options, streams: &mut Streams<'_>) -> u8 {
        match self {
            Self::Errors(errors, labels) => {
                streams.complain(&written(&errors, &labels, options));
                error_map::exit_code(errors.kind())
            }
            Self::Parser(error) => {
                streams.complain(&parser_error(&error, options));
                error_map::exit_code(ErrorKind::Malformed)
            }
            Self::Broken(code, text) => {
                streams.complain(&line(&text));
                code
            }
            // Whoever read the output has read enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Output(error) => {
                streams.complain(&line(&format!("the output cannot be written: {error}")));
                error_map::IO
            }
        }
    }
}

impl From<ErrorCollection> for Stop {
    fn from(errors: ErrorCollection) -> Self {
        Self::Errors(errors, Labels::default())
    }
}

impl From<clap::Error> for Stop {
    fn from(error: clap::Error) -> Self {
        Self::Parser(Box::new(error))
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// An error and what it came from, as one sentence.
pub(super) fn chain(error: &dyn Error) -> String {
    let sources = std::iter::successors(Some(error), |&error| error.source());
    sources.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// What people call the inputs.
#[derive(Debug, Default)]
pub(super) struct Labels(Vec<(Vec<String>, String)>);

impl Labels {
    /// Returns the labels of a command's flags.
    pub(super) fn of(flags: &[Flag<'_>]) -> Self {
        let path = |flag: &Flag<'_>| flag.path.iter().map(|&step| step.to_owned()).collect();
        Self(flags.iter().map(|flag| (path(flag), flag.label())).collect())
    }

    /// Returns what people call the input that an error is about: the flag, and the place within its value.
    fn label(&self, error: &ErrorReport) -> Option<String> {
        let is_own = error.category == Category::Data && error.runtime_path.is_empty();
        if !is_own || error.path.is_root() {
            return None;
        }
        let steps: Vec<String> = error.path.segments().iter().map(Segment::to_string).collect();
        let Some((path, label)) = self.0.iter().find(|(path, _)| steps.starts_with(path)) else {
            return Some(steps.join("."));
        };
        let within: String = steps
            .iter()
            .skip(path.len())
            .map(|step| format!("[{step}]"))
            .collect();
        Some(label.clone() + &within)
    }
}

fn written(errors: &ErrorCollection, labels: &Labels, options: &Options) -> String {
    if options.errors == Some(Format::Json) {
        return json(errors);
    }
    errors
        .0
        .iter()
        .map(|error| sentence(error, labels, options.verbose))
        .collect()
}

fn json(errors: &ErrorCollection) -> String {
    let text = serde_json::to_string_pretty(errors).unwrap_or_else(|error| format!("\"{error}\""));
    escape_json(&text) + "\n"
}

fn sentence(error: &ErrorReport, labels: &Labels, is_verbose: bool) -> String {
    let label = labels
        .label(error)
        .map(|label| format!("{label}: "))
        .unwrap_or_default();
    let suggestion = error
        .issue
        .suggestion()
        .map(|suggestion| format!(". {suggestion}"))
        .unwrap_or_default();
    let is_usage = error.kind == ErrorKind::Malformed;
    let key = if is_usage {
        String::new()
    } else {
        format!(" ({})", error.key())
    };
    let mut text = line(&format!("{label}{}{suggestion}{key}", error.message()));
    if is_verbose && !error.issue.facts.is_empty() {
        text.push_str(&context(&error.context()));
    }
    text
}

fn context(context: &Value) -> String {
    format!("  {}\n", escape_json(&context.to_string()))
}

/// `error: text`, in one line.
fn line(text: &str) -> String {
    let styles = Styles::styled();
    let style = styles.get_error();
    format!("{style}error:{style:#} {}\n", escape(text, false))
}

/// The parser's words, escaped but for its own colours where they came from it.
fn parser_error(error: &clap::Error, options: &Options) -> String {
    let text = error.render();
    if options.errors != Some(Format::Json) {
        return text.ansi().to_string();
    }
    let text = text.to_string();
    let first = text
        .split("\n\n")
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .trim();
    json(&ErrorReport::runtime("usage", first.to_owned()).into())
}
