//! Commands as MCP tools.
//!
//! [`serve_stdio`] offers the commands of an exposure to the program that started this one: an assistant, an editor,
//! an agent. [`McpConnector`] is the same over any pair of streams, and an rmcp `ServerHandler` for every other
//! transport. Both revisions of the protocol are spoken: those that begin with `initialize`, up to 2025-11-25, and
//! 2026-07-28.
//!
//! - A tool is an exposed command. `Acme::Zoo::CreateCapybara` is called `Acme_Zoo_CreateCapybara`; a name that would
//!   be longer than 64 characters, or that two commands would share, ends in a short stable suffix.
//! - A result that is an object is the structured content as it is. Any other result, and one that may be null, is
//!   wrapped: `{"result": ..}`. The output schema says the same.
//! - A command that fails is a result with `isError`: a line of text for each error, and the errors as they are,
//!   `{"errors": [..]}`, as structured content. Errors of the protocol are for requests that reach no command.
//! - Where plans are exposed, a tool that changes something has an argument more, `plan`: with `true` it shows what would be
//!   done, `{"plan": {..}}`, and does nothing. The tool `apply_plan` does what a plan's token stands for. A command with an
//!   input of its own that is called `plan` has no such argument.
//!
//! # Standard output and the log
//!
//! Over stdio, standard output carries frames and nothing else. A program that logs must log to standard error;
//! nothing here installs a subscriber. rmcp logs whole frames, inputs included, at the levels debug and trace: keep its
//! target at info, as with the filter `rmcp=info`, where inputs may be secret.

mod connector;
mod naming;
mod output;
mod plan;
mod tools;

mod call;
mod error_map;
mod response;
mod visible;

mod error;
mod stdio;

pub use connector::McpConnector;
pub use error::McpError;
pub use stdio::serve_stdio;
