use foobara_types::ErrorCollection;
use serde::Serialize;
use serde_json::Value;

use super::{NoToken, Plan, Planning, SignedPlan, planning::Wording};
use crate::{
    app::App,
    command::{CommandMeta, Execute},
    erased::Encoding,
    fault::Fault,
    outcome::Failure,
    run::RunOptions,
};

impl App {
    /// Says what a command would do, and does nothing: it is run, and undone.
    ///
    /// Ports that change something are not called; they answer by [`Port::PLANNED`](crate::Port::PLANNED).
    ///
    /// ```
    /// # use foobara::prelude::*;
    /// # #[derive(Domain)]
    /// # struct Arithmetic;
    /// #[foobara::command(domain = Arithmetic)]
    /// async fn add(a: i64, b: i64) -> Result<i64, Infallible> {
    ///     Ok(a + b)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let app = App::builder().domain::<Arithmetic>(commands![Add]).build()?;
    /// let plan = app.plan(Add { a: 1, b: 2 }).await.unwrap();
    /// assert_eq!(plan.result, 3);
    /// assert!(plan.changes.is_empty());
    /// let token = plan.token?;
    /// assert_eq!(app.apply(token.as_str(), foobara::RunOptions::default()).await.unwrap(), b"3");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// `cannot_be_planned` when it, or a command that it may run, declares a port that changes something and has no
    /// `PLANNED`, or when the storage cannot undo; otherwise the command's failure.
    pub fn plan<'a, C: Execute>(
        &'a self,
        command: C,
    ) -> impl Future<Output = Result<Plan<C::Output>, Failure<C::Error>>> + Send + use<'a, C> {
        self.plan_with(command, RunOptions::default())
    }

    /// Says what a command would do, for a caller, with a gate, or within a deadline.
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan).
    pub fn plan_with<'a, C: Execute>(
        &'a self,
        command: C,
        options: RunOptions,
    ) -> impl Future<Output = Result<Plan<C::Output>, Failure<C::Error>>> + Send + use<'a, C> {
        async move {
            let planning = Planning::of(self, C::META, options).map_err(Fault::from)?;
            let wording = Wording {
                name: C::META.reference(),
                inputs: written(C::META, &command),
                encoding: Encoding::Atomic,
            };
            let result = self.run_with(command, &planning.options).await?;
            Ok(planning.end(self, result, wording))
        }
    }

    /// Does exactly what was planned, and returns the result as JSON.
    ///
    /// It is an ordinary run, with the time, the random bits and the ids of the plan. Before each call of a port that
    /// changes something, and before it is committed, it is compared with the plan. Keys that the storage assigns count:
    /// where others were assigned meanwhile, the plan is out of date.
    ///
    /// # Errors
    ///
    /// `invalid_plan_token`, `plan_expired`, `plan_of_another_caller`; `plan_outdated` when something that the plan depends
    /// on is not what it was; and what can go wrong with any run. Nothing is changed then.
    pub async fn apply(&self, token: &str, options: RunOptions) -> Result<Vec<u8>, ErrorCollection> {
        let plan = SignedPlan::open(self, token).map_err(Fault::into_errors)?;
        plan.apply(options).await
    }
}

/// Returns the inputs of a command as a token says them. Written, a secret that is there looks like one that is not.
fn written(meta: &CommandMeta, command: &impl Serialize) -> Result<Value, NoToken> {
    let mut attributes = meta.inputs.attributes.iter();
    if attributes.any(|attribute| attribute.declaration.holds_secrets()) {
        return Err(NoToken::Secrets);
    }
    serde_json::to_value(command).map_err(|_| NoToken::Unwritable)
}
