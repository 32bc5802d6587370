use std::{fmt, sync::Arc, time::Duration};

use foobara_core::{
    BoxFuture, CancellationToken, Encoding, Fault, RawInputs, Refusal, RunOptions, app::Lookup,
};
use foobara_types::{ErrorCollection, ErrorKind, ErrorReport};

use super::{ExposedCommand, Exposure, ambiguous, not_found};
use crate::{
    allow::RuleGate,
    authenticator::{CredentialSource, Principal},
    detach::Detach,
};

/// A request to run a command, whatever it came by.
pub struct Call<'a> {
    /// The command's name, full or a part at its end.
    pub name: &'a str,
    /// Its inputs.
    pub inputs: RawInputs,
    /// What the caller shows of itself.
    pub credentials: &'a dyn CredentialSource,
    /// How long the run may take.
    pub timeout: Option<Duration>,
    /// Cancels the run.
    pub cancel: Option<CancellationToken>,
    /// What tells repetitions of this request apart from further ones; see [`RunOptions::idempotency_key`].
    pub idempotency_key: Option<&'a str>,
    /// How records in the result are written; as exposed unless said.
    pub encoding: Option<Encoding>,
}

impl<'a> Call<'a> {
    /// Returns a request with inputs and nothing else.
    pub const fn new(name: &'a str, inputs: RawInputs, credentials: &'a dyn CredentialSource) -> Self {
        Self {
            name,
            inputs,
            credentials,
            timeout: None,
            cancel: None,
            idempotency_key: None,
            encoding: None,
        }
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Exposure {
    /// Runs an exposed command and returns its result as JSON.
    ///
    /// Once the run has begun, dropping the future does not stop it.
    ///
    /// # Errors
    ///
    /// `no_command_found` for a name that is not exposed, `unauthenticated`, `not_allowed`, or the command's errors.
    pub async fn call(&self, call: Call<'_>) -> Result<Vec<u8>, ErrorCollection> {
        let command = self.exposed(call.name)?;
        let options = self.options(command, &call).await?;
        let encoding = call.encoding.unwrap_or(command.how.encoding);
        let run = command
            .entry
            .run(self.0.app.clone(), call.inputs, options, encoding);
        self.wait_for(run, call.timeout).await
    }

    /// Finds the command that a request is about.
    pub(super) fn exposed(&self, name: &str) -> Result<&ExposedCommand, ErrorCollection> {
        match self.command(name) {
            Lookup::Found(command) => Ok(command),
            Lookup::Ambiguous | Lookup::Missing => Err(self.no_command_found(name)),
        }
    }

    /// Finds out who asks, and what the run is to be given.
    pub(super) async fn options(
        &self,
        command: &ExposedCommand,
        call: &Call<'_>,
    ) -> Result<RunOptions, ErrorCollection> {
        let mut options = RunOptions::default();
        options.timeout = call.timeout;
        options.cancel.clone_from(&call.cancel);
        options.idempotency_key = call.idempotency_key.map(Into::into);
        if command.how.requires_authentication {
            let principal = self
                .authenticate(call.credentials, &call.inputs)
                .await
                .map_err(Fault::into_errors)?;
            options.caller = Some(principal.id().into());
            options.gate = gate(command, principal);
        }
        Ok(options)
    }

    /// Waits for a run, which goes on by itself if nobody waits any more.
    pub(super) async fn wait_for<T: Send + 'static>(
        &self,
        run: BoxFuture<'static, Result<T, ErrorCollection>>,
        timeout: Option<Duration>,
    ) -> Result<T, ErrorCollection> {
        let run = Detach::new(run, Arc::clone(&self.0.app.ports().spawner));
        match timeout {
            Some(timeout) => self.answer_in_time(run, timeout).await,
            None => run.await,
        }
    }

    /// Answers in the run's place when it does not come back in time. The run goes on until it sees its deadline.
    async fn answer_in_time<T: Send + 'static>(
        &self,
        run: Detach<Result<T, ErrorCollection>>,
        timeout: Duration,
    ) -> Result<T, ErrorCollection> {
        const GRACE: Duration = Duration::from_secs(1);
        let too_late = async {
            let clock = &self.0.app.ports().clock;
            clock.sleep(timeout.saturating_add(GRACE)).await;
        };
        tokio::select! {
            biased;
            outcome = run => outcome,
            () = too_late => {
                let message = "There was no answer in time; the run may still finish";
                Err(ErrorReport::runtime("timeout", message).of_kind(ErrorKind::Timeout).into())
            }
        }
    }

    /// A request that cannot be read is refused as such, whoever asks.
    async fn authenticate(
        &self,
        credentials: &dyn CredentialSource,
        inputs: &RawInputs,
    ) -> Result<Principal, Fault> {
        if let Some(authenticator) = &self.0.authenticator
            && let Some(principal) = authenticator.authenticate(credentials).await?
        {
            return Ok(principal);
        }
        inputs.clone().parse()?;
        Err(Refusal::Unauthenticated.into())
    }

    /// Returns the error for a name under which no command is exposed, or more than one, with the names that may have
    /// been meant.
    pub fn no_command_found(&self, name: &str) -> ErrorCollection {
        let meant = self.candidates(name);
        if meant.is_empty() {
            not_found("no_command_found", "command", name, &self.suggestions(name))
        } else {
            ambiguous("no_command_found", "commands", name, &meant)
        }
    }
}

fn gate(command: &ExposedCommand, principal: Principal) -> Option<Arc<dyn foobara_core::Gate>> {
    let rule = Arc::clone(command.how.rule.as_ref()?);
    Some(Arc::new(RuleGate {
        rule,
        principal: Some(principal),
    }))
}
