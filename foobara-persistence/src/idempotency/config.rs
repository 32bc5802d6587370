use std::{any::Any, fmt, sync::Arc, time::Duration};

use foobara_core::{App, CommandMeta, Effect, Execute, StorageError};
use serde::de::DeserializeOwned;

use super::{flight::Flights, ledger::Unit, request::seconds};

/// One effect for each key that a caller chose; see [the module](super).
#[must_use = "it does nothing until it is put around commands"]
pub struct Idempotency {
    pub(super) expires_after: Duration,
    pub(super) flights: Arc<Flights>,
    typed: Vec<(&'static CommandMeta, Decode)>,
}

/// Reads a result, of a type that is not known here, from JSON text.
pub(super) type Decode = fn(&str) -> Option<Box<dyn Any + Send + Sync>>;

impl Idempotency {
    /// How long an answer is kept unless said: 24 hours.
    pub const EXPIRES_AFTER: Duration = Duration::from_secs(24 * 60 * 60);
    /// The number of characters that a key may have.
    pub const LONGEST_KEY: usize = 255;

    /// Keeps answers for 24 hours.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says how long an answer is kept; whole seconds count.
    pub fn expires_after(self, expires_after: Duration) -> Self {
        Self {
            expires_after,
            ..self
        }
    }

    /// Lets `C` have a key in process, too, where its result is needed in its own type.
    pub fn typed<C: Execute<Output: DeserializeOwned>>(mut self) -> Self {
        self.typed.push((C::META, decode::<C>));
        self
    }

    /// Removes the answers that have expired from the storage of an app, and returns how many there were. Without it they
    /// stay until their keys are used again.
    ///
    /// # Errors
    ///
    /// When the storage fails.
    pub async fn forget_expired(app: &App) -> Result<usize, StorageError> {
        let unit = Unit::open(app, Effect::Write)?;
        let forgotten = unit.ledger()?.forget_expired(seconds(app)).await?;
        unit.commit().await?;
        Ok(forgotten)
    }

    pub(super) fn decoder(&self, command: &CommandMeta) -> Option<Decode> {
        let mut typed = self.typed.iter();
        typed.find_map(|(known, decode)| known.is(command).then_some(*decode))
    }
}

impl Default for Idempotency {
    fn default() -> Self {
        Self {
            expires_after: Self::EXPIRES_AFTER,
            flights: Arc::default(),
            typed: Vec::new(),
        }
    }
}

fn decode<C: Execute<Output: DeserializeOwned>>(text: &str) -> Option<Box<dyn Any + Send + Sync>> {
    let output: C::Output = serde_json::from_str(text).ok()?;
    Some(Box::new(output))
}

impl fmt::Debug for Idempotency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Idempotency")
            .field("expires_after", &self.expires_after)
            .finish_non_exhaustive()
    }
}
