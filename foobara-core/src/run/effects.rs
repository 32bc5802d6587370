use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};
use serde_json::Value;

use crate::{
    command::CommandMeta,
    lifecycle::State,
    ports::Effect,
    recorded::{Digest, Recorded},
};

/// What a run did besides its transitions.
#[derive(Default)]
pub(crate) struct Effects {
    pub(crate) recorded: Recorded,
    pub(crate) port_calls: Vec<PortCall>,
    pub(crate) policies: Vec<Policy>,
}

/// A call of a port.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PortCall {
    /// The name of the port.
    pub port: &'static str,
    /// Whether calls of the port change anything.
    #[serde(serialize_with = "effect")]
    pub effect: Effect,
    /// What was asked; secrets are left out.
    pub call: Value,
    /// Whether it was made; calls of planned runs are only taken down, but for those that look.
    #[serde(rename = "made")]
    pub is_made: bool,
    /// The call, and what the unit of work had done and looked at before it; for runs that are planned or of a plan.
    #[serde(skip)]
    pub(crate) moment: Option<Digest>,
}

fn effect<S: Serializer>(effect: &Effect, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match effect {
        Effect::Read => "read",
        Effect::Write => "write",
    })
}

/// The port and the call, as `Mailer {"to":"fumiko"}`.
impl fmt::Display for PortCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.port, self.call)
    }
}

/// A rule that was asked whether the caller may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The name of the rule.
    pub rule: String,
    /// What it said.
    #[serde(rename = "allowed")]
    pub is_allowed: bool,
}

/// A command that ran below another.
#[derive(Debug, Clone, Copy)]
pub struct Subcommand {
    /// The command.
    pub command: &'static CommandMeta,
    /// The number of commands above it; 1 for those that the command that was asked for runs itself.
    pub depth: u16,
    /// The state it was left in.
    pub state: State,
}

impl Serialize for Subcommand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Subcommand", 3)?;
        fields.serialize_field("command", &self.command.reference())?;
        fields.serialize_field("depth", &self.depth)?;
        fields.serialize_field("state", self.state.as_str())?;
        fields.end()
    }
}
