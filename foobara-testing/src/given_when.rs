use std::panic::Location;

use foobara_core::{App, Execute, Failure};
use foobara_types::{ErrorCollection, ErrorReport};
use serde::Serialize;
use serde_json::Value;

use crate::diff::diff;

/// Starts a test of commands: what was given, what is run, what must come of it.
///
/// ```
/// # use foobara::{Auto, Entity, prelude::*};
/// use foobara_testing::{TestApp, given};
/// use serde_json::json;
/// # #[derive(Domain)]
/// # struct Zoo;
/// # #[derive(Debug, Clone, Entity)]
/// # #[entity(domain = Zoo)]
/// # struct Keeper {
/// #     #[entity(key)]
/// #     id: Auto<i64>,
/// #     name: String,
/// # }
/// # #[derive(Debug, Command)]
/// # #[command(domain = Zoo, writes(Keeper))]
/// # struct CreateKeeper {
/// #     name: String,
/// # }
/// # impl Execute for CreateKeeper {
/// #     type Output = Keeper;
/// #     type Error = Infallible;
/// #     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
/// #         Ok(cx.write::<Keeper>().create(Keeper { id: Auto::unassigned(), name: self.name }).await?)
/// #     }
/// # }
/// # #[derive(Debug, Command)]
/// # #[command(domain = Zoo, reads(Keeper))]
/// # struct CountKeepers;
/// # impl Execute for CountKeepers {
/// #     type Output = i64;
/// #     type Error = Infallible;
/// #     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
/// #         Ok(i64::try_from(cx.read::<Keeper>().all().await?.len()).unwrap_or(i64::MAX))
/// #     }
/// # }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app = TestApp::in_memory(App::builder().domain::<Zoo>(commands![CreateKeeper, CountKeepers]))?;
/// given(&app)
///     .ran(CreateKeeper { name: "Ada".to_owned() })
///     .await
///     .when(CountKeepers)
///     .await
///     .then_success(json!(1))
///     .then_no_errors();
/// # Ok(())
/// # }
/// ```
pub const fn given(app: &App) -> Given<'_> {
    Given { app }
}

/// An app, and what has been done with it.
#[derive(Debug, Clone, Copy)]
#[must_use = "nothing is tested before `when`"]
pub struct Given<'a> {
    app: &'a App,
}

impl<'a> Given<'a> {
    /// Runs a command that a test builds on.
    ///
    /// # Panics
    ///
    /// When it fails; the message has the errors.
    #[track_caller]
    pub fn ran<C: Execute>(self, command: C) -> impl Future<Output = Self> + Send + use<'a, C> {
        let caller = Location::caller();
        async move {
            if let Err(failure) = self.app.run(command).await {
                let errors = described(&failure.into_errors());
                panic!("the given {}, at {caller}, failed:\n{errors}", C::META.name);
            }
            self
        }
    }

    /// Runs the command that is tested. A panic of the command is one of the test.
    pub fn when<C: Execute>(self, command: C) -> impl Future<Output = Then<C::Output>> + Send + use<'a, C> {
        async move {
            Then {
                command: C::META.name,
                outcome: self.app.run(command).await.map_err(Failure::into_errors),
            }
        }
    }
}

/// What came of a command, to be compared with what must have come of it.
#[derive(Debug)]
pub struct Then<T> {
    command: &'static str,
    outcome: Result<T, ErrorCollection>,
}

impl<T: Serialize> Then<T> {
    /// Asserts that the command succeeded with this result, as callers see it.
    ///
    /// # Panics
    ///
    /// When it failed, or its result is another or cannot be written as JSON.
    #[track_caller]
    pub fn then_success(self, expected: impl Into<Value>) -> Self {
        let expected = expected.into();
        let found = match serde_json::to_value(self.output()) {
            Ok(found) => found,
            Err(error) => panic!(
                "the result of {} cannot be written as JSON: {error}",
                self.command
            ),
        };
        assert!(
            found == expected,
            "{} succeeded with another result\n{}",
            self.command,
            diff(&expected, &found)
        );
        self
    }
}

impl<T> Then<T> {
    /// Asserts that the command succeeded, and hands the result on for assertions of the test's own.
    ///
    /// # Panics
    ///
    /// When it failed.
    #[track_caller]
    pub fn then_output(self, assertions: impl FnOnce(&T)) -> Self {
        assertions(self.output());
        self
    }

    /// Asserts that the command failed with errors of these keys, in any order, and with no others.
    ///
    /// # Panics
    ///
    /// When it succeeded, or its errors are others.
    #[track_caller]
    pub fn then_errors(self, expected: &[&str]) -> Self {
        let Err(errors) = &self.outcome else {
            panic!(
                "{} succeeded, and was to fail with {}",
                self.command,
                expected.join(", ")
            );
        };
        let mut expected: Vec<&str> = expected.to_vec();
        let mut found = errors.keys();
        expected.sort_unstable();
        found.sort_unstable();
        assert!(
            found == expected,
            "{} failed with other errors\n{}\n{}",
            self.command,
            diff(&expected.into(), &found.into()),
            described(errors)
        );
        self
    }

    /// Asserts that the command succeeded.
    ///
    /// # Panics
    ///
    /// When it failed.
    #[track_caller]
    pub fn then_no_errors(self) -> Self {
        self.output();
        self
    }

    /// Returns what came of the command.
    ///
    /// # Errors
    ///
    /// The errors of the command.
    pub fn into_result(self) -> Result<T, ErrorCollection> {
        self.outcome
    }

    #[track_caller]
    fn output(&self) -> &T {
        match &self.outcome {
            Ok(output) => output,
            Err(errors) => panic!("{} failed:\n{}", self.command, described(errors)),
        }
    }
}

/// A line for each error: its key and its sentence.
fn described(errors: &ErrorCollection) -> String {
    let line = |error: &ErrorReport| format!("  {}: {}\n", error.key(), error.message());
    errors.0.iter().map(line).collect()
}
