use std::{any::Any, time::Instant};

use foobara_types::ErrorCollection;
use serde_json::Value;

use crate::{BoxFuture, fault::Fault};

/// A run whose type is not known, that can be started and whose outcome can be looked at.
pub(super) trait Attempt: Send + Sync {
    /// Runs, and keeps the outcome; does nothing when the inputs are used up.
    fn run(&mut self, deadline: Option<Instant>) -> BoxFuture<'_, ()>;

    /// Returns whether there are inputs to run with.
    fn can_run(&self) -> bool;

    /// Returns the inputs in their strict form, secrets left out; `None` once they are used up.
    fn inputs(&self) -> Option<Value>;

    /// Returns how often something was done, by it and all of its run, that a rollback does not undo.
    fn traces(&self) -> u32;

    /// Returns whether it has an outcome.
    fn is_settled(&self) -> bool;

    /// Returns what went wrong; `None` when all is well, or nothing has happened.
    fn errors(&self) -> Option<ErrorCollection>;

    /// Makes a fault the outcome.
    fn fail(&mut self, fault: Fault);

    /// Returns the result: of the command's type, or its JSON text for runs that came in as text.
    fn output(&self) -> Option<&(dyn Any + Send + Sync)>;

    /// Returns whether the result is JSON text.
    fn takes_text(&self) -> bool;

    /// Returns the result as JSON text.
    fn output_text(&self) -> Option<Vec<u8>>;

    /// Returns the result as JSON.
    fn output_value(&self) -> Option<Value>;

    /// Returns whether its result is JSON text.
    fn is_text(&self) -> bool;

    /// Makes something the result; returns whether it is of the right type.
    fn answer(&mut self, output: Box<dyn Any + Send + Sync>) -> bool;
}
