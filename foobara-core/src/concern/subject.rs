use crate::command::CommandMeta;

/// A command that a concern is to go around.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// The command.
    pub command: &'static CommandMeta,
    /// Whether other commands of the app run it.
    pub is_subcommand: bool,
}

impl Subject {
    /// Returns whether it may write entities within the unit of work of another command: what it wrote before it failed is
    /// still there when it runs once more, or when something answers in its place.
    pub fn writes_within_others(&self) -> bool {
        self.is_subcommand
            && self
                .command
                .reached()
                .iter()
                .any(|command| !command.writes.is_empty())
    }
}
