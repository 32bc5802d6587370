use std::{fmt, sync::Arc, time::UNIX_EPOCH};

use foobara_types::{ErrorCollection, ErrorKind};

use super::{Agreement, Intent, Moved, PlanRefusal, Terms};
use crate::{
    BoxFuture,
    app::{App, Lookup},
    erased::{Encoding, RawInputs},
    fault::Fault,
    run::RunOptions,
};

/// A plan out of a token that is good: signed by this app, in time, and of its present commands.
///
/// [`App::apply`] opens and applies in one; connectors look at [`name`](Self::name) in between, to ask who may.
pub struct SignedPlan {
    app: App,
    agreement: Agreement,
}

impl SignedPlan {
    /// Reads a token.
    ///
    /// # Errors
    ///
    /// `invalid_plan_token` for a token that this app did not make, `plan_expired`, and `plan_outdated` when the app was
    /// another one.
    pub fn open(app: &App, token: &str) -> Result<Self, Fault> {
        let plans = app.plans();
        let terms = Terms::open(token, plans.key())?;
        let now = app
            .ports()
            .clock
            .now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        if now.as_secs() >= terms.expires {
            return Err(PlanRefusal::Expired.into());
        }
        if terms.manifest != plans.key().mark(plans.manifest(app)) {
            return Err(PlanRefusal::Outdated(Moved::App).into());
        }
        Ok(Self {
            app: app.clone(),
            agreement: Agreement::new(terms, plans.key().clone()),
        })
    }

    /// Returns the name by which the command was planned: that of its exposure, or its own.
    pub fn name(&self) -> &str {
        &self.agreement.terms.name
    }

    /// Returns the full name of the command.
    pub fn command(&self) -> &str {
        &self.agreement.terms.command
    }

    /// Does what was planned, and returns the result as JSON.
    ///
    /// The future owns all it needs, so that it can go on by itself when its caller goes away.
    ///
    /// # Errors
    ///
    /// `plan_of_another_caller`, `plan_outdated` when anything that the plan depends on is not what it was, and what can go
    /// wrong with any run. Nothing is changed then.
    pub fn apply(self, options: RunOptions) -> BoxFuture<'static, Result<Vec<u8>, ErrorCollection>> {
        Box::pin(async move {
            let run = self
                .run(options)
                .map_err(|refusal| Fault::from(refusal).into_errors())?;
            run.await.map_err(outdated)
        })
    }

    fn run(
        self,
        mut options: RunOptions,
    ) -> Result<BoxFuture<'static, Result<Vec<u8>, ErrorCollection>>, PlanRefusal> {
        let terms = &self.agreement.terms;
        if terms.caller.as_deref() != options.caller.as_deref() {
            return Err(PlanRefusal::OtherCaller);
        }
        let Lookup::Found(entry) = self.app.command(&format!("::{}", terms.command)) else {
            return Err(PlanRefusal::Outdated(Moved::App));
        };
        let entry = entry.clone();
        let inputs = RawInputs::json(terms.inputs.to_string());
        let encoding = if terms.is_aggregate {
            Encoding::Aggregate
        } else {
            Encoding::Atomic
        };
        options.intend(Intent::Apply(Arc::new(self.agreement)));
        Ok(entry.run(self.app, inputs, options, encoding))
    }
}

/// The plan went through: when the command fails now, something is not what it was.
fn outdated(errors: ErrorCollection) -> ErrorCollection {
    match errors.kind() {
        ErrorKind::Failure | ErrorKind::NotFound => {
            Fault::from(PlanRefusal::Outdated(Moved::Outcome(errors))).into_errors()
        }
        ErrorKind::Malformed
        | ErrorKind::Unauthenticated
        | ErrorKind::NotAllowed
        | ErrorKind::Conflict
        | ErrorKind::Timeout
        | ErrorKind::Cancelled
        | ErrorKind::Unavailable
        | ErrorKind::TooMany
        | ErrorKind::Unknown => errors,
    }
}

impl fmt::Debug for SignedPlan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignedPlan")
            .field("command", &self.command())
            .finish_non_exhaustive()
    }
}
