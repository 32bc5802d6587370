use async_trait::async_trait;
use foobara_connectors::{Call, Exposure, NoCredentials};
use foobara_core::RawInputs;

use super::Way;
use crate::outcome::WireOutcome;

/// The way without a transport: the exposure is asked directly.
#[derive(Debug)]
pub struct InProcess(Exposure);

impl InProcess {
    /// Returns the way to the commands of an exposure.
    pub const fn new(exposure: Exposure) -> Self {
        Self(exposure)
    }
}

#[async_trait(?Send)]
impl Way for InProcess {
    fn name(&self) -> &'static str {
        "in process"
    }

    async fn call_text(&mut self, command: &str, inputs: &str) -> WireOutcome {
        let inputs = RawInputs::json(inputs.to_owned());
        WireOutcome::of(self.0.call(Call::new(command, inputs, &NoCredentials)).await)
    }
}
