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
        self.is_subcommand && writes(self.command, &mut Vec::new())
    }
}

fn writes(command: &'static CommandMeta, seen: &mut Vec<*const CommandMeta>) -> bool {
    if seen.contains(&std::ptr::from_ref(command)) {
        return false;
    }
    seen.push(command);
    let mut callees = command.depends_on.iter();
    !command.writes.is_empty() || callees.any(|callee| writes(callee(), seen))
}
