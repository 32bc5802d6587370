//! The tools of an exposure, worked out once.

use foobara_core::{CommandMeta, Effect};
use rmcp::model::{Tool, ToolAnnotations};

use super::{naming::tool_names, output::Output};
use crate::{
    exposure::{ExposedCommand, Exposure},
    schema::input_schema,
};

/// The tools, sorted by name.
#[derive(Debug)]
pub(super) struct Tools(Vec<CommandTool>);

/// A command as a tool.
#[derive(Debug)]
pub(super) struct CommandTool {
    /// What clients see.
    pub(super) tool: Tool,
    /// The full name that the command is exposed under. It begins with the separator, which keeps it from being
    /// taken for the end of a longer one.
    pub(super) command: String,
    /// Whether the result is wrapped to be an object.
    pub(super) is_wrapped: bool,
}

impl Tools {
    pub(super) fn of(exposure: &Exposure) -> Self {
        let commands = exposure.commands();
        let exposed: Vec<&str> = commands.iter().map(ExposedCommand::name).collect();
        let names = tool_names(&exposed);
        let mut tools: Vec<CommandTool> = names
            .into_iter()
            .zip(commands)
            .map(|(name, command)| CommandTool::new(name, command))
            .collect();
        tools.sort_by(|one, other| one.tool.name.cmp(&other.tool.name));
        Self(tools)
    }

    /// Returns what clients see, sorted by name. The schemas are shared.
    pub(super) fn list(&self) -> Vec<Tool> {
        self.0.iter().map(|command| command.tool.clone()).collect()
    }

    /// Finds a tool by its name, and by nothing else.
    pub(super) fn find(&self, name: &str) -> Option<&CommandTool> {
        let index = self
            .0
            .binary_search_by(|command| command.tool.name.as_ref().cmp(name))
            .ok()?;
        self.0.get(index)
    }

    /// Returns up to three names of tools that are spelt like `name`.
    pub(super) fn suggestions(&self, exposure: &Exposure, name: &str) -> Vec<&str> {
        let likely = exposure.suggestions(&name.replace('_', "::"));
        let likely = if likely.is_empty() {
            exposure.suggestions(name)
        } else {
            likely
        };
        let tool = |exposed: &str| {
            self.0
                .iter()
                .find(|command| command.command.strip_prefix("::") == Some(exposed))
        };
        likely
            .into_iter()
            .filter_map(tool)
            .map(|command| command.tool.name.as_ref())
            .collect()
    }
}

impl CommandTool {
    fn new(name: String, command: &ExposedCommand) -> Self {
        let meta = command.entry().meta;
        let output = Output::of(command);
        let title = command.name().rsplit("::").next().unwrap_or(meta.name);
        let description = meta.description.map(Into::into);
        let tool = Tool::new_with_raw(name, description, input_schema(command.entry()))
            .with_title(title)
            .with_raw_output_schema(output.schema.into())
            .with_annotations(hints(meta));
        Self {
            tool,
            command: format!("::{}", command.name()),
            is_wrapped: output.is_wrapped,
        }
    }
}

/// What follows from the declarations. Whether a change destroys or can be repeated does not; the protocol's defaults
/// are the cautious ones.
fn hints(meta: &'static CommandMeta) -> ToolAnnotations {
    let hints = ToolAnnotations::new().open_world(calls_out(meta, &mut Vec::new()));
    match meta.effect() {
        Effect::Read => hints.read_only(true).destructive(false).idempotent(true),
        Effect::Write => hints.read_only(false),
    }
}

/// Returns whether a command, or one that it runs, calls a port: the way to the world outside the app.
fn calls_out(meta: &'static CommandMeta, seen: &mut Vec<*const CommandMeta>) -> bool {
    if seen.contains(&std::ptr::from_ref(meta)) {
        return false;
    }
    seen.push(meta);
    !meta.uses.is_empty() || meta.depends_on.iter().any(|command| calls_out(command(), seen))
}
