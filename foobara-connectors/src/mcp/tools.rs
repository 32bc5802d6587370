//! The tools of an exposure, worked out once.

use foobara_core::Effects;
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
            .map(|(name, command)| CommandTool::new(name, command, exposure))
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
    fn new(name: String, command: &ExposedCommand, exposure: &Exposure) -> Self {
        let meta = command.entry().meta;
        let output = Output::of(command);
        let title = command.name().rsplit("::").next().unwrap_or(meta.name);
        let description = meta.description.map(Into::into);
        let tool = Tool::new_with_raw(name, description, input_schema(command.entry()))
            .with_title(title)
            .with_raw_output_schema(output.schema.into())
            .with_annotations(hints(exposure.app().effects_of(meta).found()));
        Self {
            tool,
            command: format!("::{}", command.name()),
            is_wrapped: output.is_wrapped,
        }
    }
}

/// What follows from the declarations, or what they say. The protocol's defaults are the cautious ones.
fn hints(effects: Option<&Effects>) -> ToolAnnotations {
    let hints = ToolAnnotations::new();
    match effects {
        None => hints,
        Some(effects) => hints
            .read_only(effects.read_only.value)
            .destructive(effects.destructive.value)
            .idempotent(effects.idempotent.value)
            .open_world(effects.open_world.value),
    }
}
