use std::{fmt, time::Duration};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    command::CommandMeta,
    recorded::RecordedChange,
    run::{Policy, PortCall, Subcommand},
};

/// What a run would do.
///
/// As JSON it is an object:
///
/// | name | |
/// |---|---|
/// | `command` | the full name of the command |
/// | `result` | what it would return |
/// | `changes` | of each record that would be another: `entity`, `key`, `kind` (`created`, `updated`, `deleted`), the names that `changed`, and the attributes `before` and `after` |
/// | `port_calls` | `port`, `effect` (`read`, `write`), the `call`, and whether it was `made` for the plan |
/// | `subcommands` | `command`, `depth` (1 for those that the command runs itself), the `state` it was left in |
/// | `policies` | the `rule` that was asked, and whether it `allowed` the run |
/// | `token` | the token that does exactly this, or null |
/// | `token_expires_in` | for how many seconds the token is good, or null |
/// | `no_token` | why there is no token, or null |
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Plan<T> {
    /// The command.
    pub command: &'static CommandMeta,
    /// What it would return.
    pub result: T,
    /// What would become of records, in the order in which they would first be touched.
    pub changes: Vec<RecordedChange>,
    /// What would be asked of ports, in order.
    pub port_calls: Vec<PortCall>,
    /// The commands that would run below it.
    pub subcommands: Vec<Subcommand>,
    /// The rules that were asked whether the caller may.
    pub policies: Vec<Policy>,
    /// What does exactly this: [`App::apply`](crate::App::apply) takes it.
    pub token: Result<PlanToken, NoToken>,
}

/// The token of a plan. Who has it can do what was planned, if they are the caller that the plan was made for.
///
/// It is signed, and not encrypted: the inputs can be read in it.
#[derive(Clone, PartialEq, Eq)]
pub struct PlanToken {
    pub(super) text: String,
    pub(super) lifetime: Duration,
}

/// Why a plan has no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoToken {
    /// Tokens can be read, and among the inputs are secrets; of a command that was given as a value, as
    /// [`App::plan`](crate::App::plan) has it, that it declares some is enough.
    #[error("the inputs hold secrets")]
    Secrets,
    /// The inputs cannot be written as JSON.
    #[error("the inputs cannot be written down")]
    Unwritable,
}

impl PlanToken {
    /// Returns the text: letters, digits, `-`, `_` and one dot.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns for how long it is good.
    pub const fn lifetime(&self) -> Duration {
        self.lifetime
    }
}

impl fmt::Display for PlanToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for PlanToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PlanToken(..)")
    }
}

impl<T: Serialize> Serialize for Plan<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let token = self.token.as_ref();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("command", &self.command.reference())?;
        map.serialize_entry("result", &self.result)?;
        map.serialize_entry("changes", &self.changes)?;
        map.serialize_entry("port_calls", &self.port_calls)?;
        map.serialize_entry("subcommands", &self.subcommands)?;
        map.serialize_entry("policies", &self.policies)?;
        map.serialize_entry("token", &token.ok().map(PlanToken::as_str))?;
        map.serialize_entry(
            "token_expires_in",
            &token.ok().map(|token| token.lifetime.as_secs()),
        )?;
        map.serialize_entry("no_token", &token.err().map(ToString::to_string))?;
        map.end()
    }
}

/// For people: a sentence, what would change as a diff, and how to do it.
impl<T: Serialize> fmt::Display for Plan<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} would ", self.command.reference())?;
        let made: Vec<&PortCall> = self.port_calls.iter().filter(|call| !call.is_made).collect();
        match (self.changes.len(), made.len()) {
            (0, 0) => formatter.write_str("change nothing")?,
            (0, calls) => write!(formatter, "change no record and make {}", counted(calls, "call"))?,
            (records, 0) => write!(formatter, "change {}", counted(records, "record"))?,
            (records, calls) => {
                let (records, calls) = (counted(records, "record"), counted(calls, "call"));
                write!(formatter, "change {records} and make {calls}")?;
            }
        }
        formatter.write_str("; nothing was changed\n")?;
        lines(formatter, "", &self.changes)?;
        lines(formatter, "> ", &made)?;
        for subcommand in &self.subcommands {
            writeln!(formatter, "runs {}", subcommand.command.reference())?;
        }
        for policy in &self.policies {
            let verdict = if policy.is_allowed { "allowed" } else { "refused" };
            writeln!(formatter, "{verdict} by {}", policy.rule)?;
        }
        match serde_json::to_string(&self.result) {
            Ok(result) if result != "null" => writeln!(formatter, "returns {result}")?,
            Ok(_) | Err(_) => {}
        }
        match &self.token {
            Ok(token) => writeln!(formatter, "apply {token}"),
            Err(reason) => writeln!(formatter, "no token: {reason}"),
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

fn lines(formatter: &mut fmt::Formatter<'_>, start: &str, shown: &[impl fmt::Display]) -> fmt::Result {
    shown
        .iter()
        .try_for_each(|line| writeln!(formatter, "{start}{line}"))
}
