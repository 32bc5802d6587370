//! Writes down who asked for what, and what came of it.
//!
//! For apps that have to account for what was done by whom. Every run that was asked for from outside is written down once
//! it is over, before its caller has the answer, whether it succeeded or failed; sub-commands are part of the run.
//! What is added later goes around what was added before: add it last, and it sees what callers see.
//!
//! ```
//! use foobara::{concern::{Audit, AuditMemory}, prelude::*};
//!
//! #[derive(Domain)]
//! struct Vault;
//!
//! /// Opens the vault
//! #[derive(Debug, Command)]
//! #[command(domain = Vault)]
//! struct Open {
//!     door: u8,
//!     code: Sensitive<String>,
//! }
//!
//! impl Execute for Open {
//!     type Output = bool;
//!     type Error = Infallible;
//!
//!     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
//!         Ok(self.code.expose() == "0000")
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), foobara::BuildErrors> {
//! let memory = AuditMemory::new();
//! let app = App::builder()
//!     .domain::<Vault>(commands![Open])
//!     .concern(Audit::to(memory.clone()))
//!     .build()?;
//! let code = Sensitive::new("1234".to_owned());
//! assert_eq!(app.run(Open { door: 1, code }).await.ok(), Some(false));
//!
//! let [entry] = &memory.entries()[..] else { panic!("one run") };
//! assert_eq!(entry.command.reference(), "Vault::Open");
//! assert_eq!(entry.inputs, Some(serde_json::json!({ "door": 1 })));
//! assert_eq!(entry.errors, [""; 0]);
//! # Ok(())
//! # }
//! ```
//!
//! # What it does not promise
//!
//! An entry is written after the run was committed: if the process ends in between, or the future of a run is dropped by
//! whoever runs it in process, there is none. Connectors do not drop runs. Inputs that are not acceptable are not in the
//! entry, and neither are secrets.

mod config;
mod entry;
mod layer;
mod sink;

pub use config::Audit;
pub use entry::AuditEntry;
pub use sink::{AuditMemory, AuditSink, AuditTracing};
