use async_trait::async_trait;
use serde_json::Value;

use crate::outcome::WireOutcome;

/// A way to the commands of an exposure, as a client goes it.
///
/// What its transport promises besides the outcome, as a status or an exit code, a way asserts itself. The futures stay
/// on their thread, for some ways read and write through references that do.
#[async_trait(?Send)]
pub trait Way {
    /// Returns what the way is called, for people.
    fn name(&self) -> &'static str;

    /// Calls a command with inputs in JSON text, which need not be JSON; empty text stands for no inputs.
    async fn call_text(&mut self, command: &str, inputs: &str) -> WireOutcome;

    /// Calls a command.
    async fn call(&mut self, command: &str, inputs: &Value) -> WireOutcome {
        self.call_text(command, &inputs.to_string()).await
    }

    /// Returns whether inputs get through as they are written. Those of which a transport makes something else before
    /// the framework sees them are not for it.
    fn carries(&self, _inputs: &str) -> bool {
        true
    }
}
