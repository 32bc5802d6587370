use std::fmt;

use foobara_types::{ErrorCollection, ErrorKind, ErrorReport};
use serde_json::json;

/// Why a run cannot be planned, or a plan cannot be applied.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum PlanRefusal {
    /// A port changes something and cannot say what it would answer: it has no
    /// [`PLANNED`](crate::Port::PLANNED) form.
    Port(&'static str),
    /// The storage cannot undo everything.
    Storage,
    /// The token was not made by this app, or was altered.
    Token,
    /// The token's time is over.
    Expired,
    /// The plan was made for another caller.
    OtherCaller,
    /// The plan does not hold any more; nothing was changed.
    Outdated(Moved),
}

/// What is not as it was when a plan was made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Moved {
    /// The app: another set of commands, or another declaration.
    App,
    /// Something that the command looked at, as `Acme::Zoo::Capybara 3`; `None` where it cannot be told what.
    Record(Option<String>),
    /// What would be asked of ports.
    Calls,
    /// What would be changed.
    Changes,
    /// The command fails, though it did not when the plan was made.
    Outcome(ErrorCollection),
}

impl PlanRefusal {
    /// Renders the refusal as every transport shows it.
    pub(crate) fn report(&self) -> ErrorReport {
        match self {
            Self::Port(port) => {
                let message = format!(
                    "This cannot be planned: the port {port} does not say what a call would answer without making it"
                );
                error("cannot_be_planned", message, ErrorKind::Failure).with_context(json!({ "port": port }))
            }
            Self::Storage => {
                let message = "This cannot be planned: the storage cannot undo what is done";
                error("cannot_be_planned", message, ErrorKind::Failure)
            }
            Self::Token => {
                let message = "The token of the plan was not made by this app, or is incomplete; plan again. \
                    Without a plan key, tokens are good within the process that made them only";
                error("invalid_plan_token", message, ErrorKind::Malformed)
            }
            Self::Expired => {
                let message = "The time of the plan is over; plan again";
                error("plan_expired", message, ErrorKind::Conflict)
            }
            Self::OtherCaller => {
                let message = "The plan was made for another caller";
                error("plan_of_another_caller", message, ErrorKind::NotAllowed)
            }
            Self::Outdated(moved) => moved.report(),
        }
    }
}

fn error(symbol: &'static str, message: impl Into<String>, kind: ErrorKind) -> ErrorReport {
    ErrorReport::runtime(symbol, message.into()).of_kind(kind)
}

impl Moved {
    fn report(&self) -> ErrorReport {
        let message = format!("The plan is out of date: {self}; nothing was changed. Plan again");
        let report = error("plan_outdated", message, ErrorKind::Conflict);
        match self {
            Self::Record(Some(record)) => report.with_context(json!({ "moved": record })),
            Self::Outcome(errors) => {
                let keys: Vec<String> = errors.0.iter().map(|error| error.key().to_string()).collect();
                report.with_context(json!({ "errors": keys }))
            }
            Self::App | Self::Record(None) | Self::Calls | Self::Changes => report,
        }
    }
}

/// Says it in the middle of a sentence.
impl fmt::Display for Moved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::App => formatter.write_str("the program is another one"),
            Self::Record(Some(record)) => write!(formatter, "{record} is not what it was"),
            Self::Record(None) => formatter.write_str("something that it depends on is not what it was"),
            Self::Calls => formatter.write_str("other calls of ports would be made"),
            Self::Changes => formatter.write_str("other changes would be made"),
            Self::Outcome(errors) => write!(formatter, "now it fails ({})", errors.to_sentence()),
        }
    }
}
