//! The tools of an exposure, worked out once.

use foobara_core::Effects;
use rmcp::model::{Tool, ToolAnnotations};

use super::{naming::tool_names, output::Output, plan};
use crate::{
    exposure::{ExposedCommand, Exposure},
    schema::input_schema,
};

/// The tools.
#[derive(Debug)]
pub(super) struct Tools {
    /// Those that are commands, sorted by name.
    commands: Vec<CommandTool>,
    /// The one that does what was planned, where something can be planned.
    apply: Option<Tool>,
}

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
    /// Whether one of its arguments asks for a plan.
    pub(super) takes_plan: bool,
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
        let applies = tools.iter().any(|tool| tool.takes_plan);
        let mut tools = Self {
            commands: tools,
            apply: None,
        };
        tools.apply = (applies && tools.find(plan::APPLY).is_none()).then(plan::apply_tool);
        tools
    }

    /// Returns what clients see: the commands sorted by name, and what does plans. The schemas are shared.
    pub(super) fn list(&self) -> Vec<Tool> {
        let commands = self.commands.iter().map(|command| command.tool.clone());
        commands.chain(self.apply.clone()).collect()
    }

    /// Returns the tool with a name, whatever it does.
    pub(super) fn tool(&self, name: &str) -> Option<&Tool> {
        let command = self.find(name).map(|command| &command.tool);
        command.or_else(|| self.apply.as_ref().filter(|tool| tool.name == name))
    }

    /// Returns whether a name is that of the tool that does what was planned.
    pub(super) fn is_apply(&self, name: &str) -> bool {
        self.apply.as_ref().is_some_and(|tool| tool.name == name)
    }

    /// Finds a command by the name of its tool, and by nothing else.
    pub(super) fn find(&self, name: &str) -> Option<&CommandTool> {
        let index = self
            .commands
            .binary_search_by(|command| command.tool.name.as_ref().cmp(name))
            .ok()?;
        self.commands.get(index)
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
            self.commands
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
        let mut output = Output::of(command);
        let mut inputs = input_schema(command.entry());
        let takes_plan = exposure.offers_plan_of(command) && plan::has_room(&inputs);
        if takes_plan {
            inputs = plan::input_schema(inputs);
            output.schema = plan::output_schema(output.schema);
        }
        let title = command.name().rsplit("::").next().unwrap_or(meta.name);
        let description = meta.description.map(Into::into);
        let tool = Tool::new_with_raw(name, description, inputs)
            .with_title(title)
            .with_raw_output_schema(output.schema.into())
            .with_annotations(hints(exposure.app().effects_of(meta).found()));
        Self {
            tool,
            command: format!("::{}", command.name()),
            is_wrapped: output.is_wrapped,
            takes_plan,
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
