use std::{fmt, time::Duration};

use foobara_core::{CancellationToken, Fault, Plan, RawInputs, SignedPlan};
use foobara_types::{ErrorCollection, ErrorKind, ErrorReport};
use serde_json::{json, value::RawValue};

use super::{Call, ExposedCommand, Exposure};
use crate::authenticator::CredentialSource;

/// A request to do what was planned, whatever it came by.
pub struct ApplyPlan<'a> {
    /// The token of the plan.
    pub token: &'a str,
    /// What the caller shows of itself.
    pub credentials: &'a dyn CredentialSource,
    /// How long the run may take.
    pub timeout: Option<Duration>,
    /// Cancels the run.
    pub cancel: Option<CancellationToken>,
}

impl<'a> ApplyPlan<'a> {
    /// Returns a request with a token and nothing else.
    pub const fn new(token: &'a str, credentials: &'a dyn CredentialSource) -> Self {
        Self {
            token,
            credentials,
            timeout: None,
            cancel: None,
        }
    }
}

/// Does not show the token.
impl fmt::Debug for ApplyPlan<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ApplyPlan").finish_non_exhaustive()
    }
}

impl Exposure {
    /// Says what an exposed command would do, and does nothing.
    ///
    /// # Errors
    ///
    /// `plans_not_exposed` unless the exposure [shows plans](super::ExposureBuilder::plans), `cannot_be_planned`, and the
    /// errors of [`call`](Self::call).
    pub async fn plan(&self, call: Call<'_>) -> Result<Plan<Box<RawValue>>, ErrorCollection> {
        let command = self.exposed(call.name)?;
        self.shows_plan_of(command)?;
        let options = self.options(command, &call).await?;
        let encoding = call.encoding.unwrap_or(command.how.encoding);
        let (app, name) = (self.app().clone(), command.name.clone());
        let run = command.entry.plan(app, call.inputs, options, encoding, name);
        self.wait_for(run, call.timeout).await
    }

    /// Does exactly what was planned, and returns the result as JSON. Who may is asked again.
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan), and those of [`App::apply`](foobara_core::App::apply).
    pub async fn apply(&self, apply: ApplyPlan<'_>) -> Result<Vec<u8>, ErrorCollection> {
        let plan = SignedPlan::open(self.app(), apply.token).map_err(Fault::into_errors)?;
        let command = self.exposed(&format!("::{}", plan.name()))?;
        self.shows_plan_of(command)?;
        let call = Call {
            timeout: apply.timeout,
            cancel: apply.cancel,
            ..Call::new(plan.name(), RawInputs::default(), apply.credentials)
        };
        let options = self.options(command, &call).await?;
        let timeout = call.timeout;
        self.wait_for(plan.apply(options), timeout).await
    }

    /// Returns whether callers can ask for a plan of a command: it changes something, can be planned, and plans are shown.
    pub fn offers_plan_of(&self, command: &ExposedCommand) -> bool {
        let meta = command.entry.meta;
        self.0.shows_plans
            && meta.effect() == foobara_core::Effect::Write
            && meta.unplannable_port().is_none()
    }

    /// A plan that is asked for and not shown must not become a run.
    fn shows_plan_of(&self, command: &ExposedCommand) -> Result<(), ErrorCollection> {
        if self.0.shows_plans {
            return Ok(());
        }
        let message = format!(
            "Plans of {} are not shown here; nothing was changed",
            command.name
        );
        Err(ErrorReport::runtime("plans_not_exposed", message)
            .with_context(json!({ "command": command.name }))
            .of_kind(ErrorKind::NotAllowed)
            .into())
    }
}
