use std::{fmt, sync::Arc};

use foobara_types::ModelType;

use super::{Around, Place, Subject};
use crate::{BoxFuture, possible::PossibleError};

/// Goes around runs: it may wait, refuse, try again, or answer in a command's place.
///
/// ```
/// use foobara_core::{App, Around, BoxFuture, Concern};
///
/// struct Polite;
///
/// impl Concern for Polite {
///     fn name(&self) -> &'static str {
///         "polite"
///     }
///
///     fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
///         Box::pin(async move {
///             println!("Please wait for {}", run.command().name);
///             run.proceed().await;
///             println!("Thank you");
///         })
///     }
/// }
///
/// let app = App::builder().concern(Polite).build()?;
/// # Ok::<(), foobara_core::BuildErrors>(())
/// ```
pub trait Concern: Send + Sync + 'static {
    /// Its name, as `timeout`.
    fn name(&self) -> &'static str;

    /// Goes around a run. What it does not [`proceed`](Around::proceed) with does not happen, and must be made to
    /// [`fail`](Around::fail) or be answered; otherwise the run fails as `unknown`.
    fn around<'a>(&'a self, run: Around<'a>) -> BoxFuture<'a, ()>;

    /// Returns where it goes.
    fn place(&self) -> Place {
        Place::Everywhere
    }

    /// Returns its other half, which goes around `execute`: for a concern that has to be inside the unit of work, too.
    fn inside(&self) -> Option<Arc<dyn Concern>> {
        None
    }

    /// Returns the entities that it keeps records of; the storage of the app makes room for them.
    fn entities(&self) -> Vec<&'static ModelType> {
        Vec::new()
    }

    /// Returns whether it may proceed more than once; the inputs are copied for it.
    fn repeats(&self) -> bool {
        false
    }

    /// Returns whether it asks the app's [`Freshness`](crate::app::Freshness); only then are writes noted there.
    fn watches_writes(&self) -> bool {
        false
    }

    /// Returns whether it wants a [record](crate::RunRecord) of each run, in [`Around::options`].
    fn records(&self) -> bool {
        false
    }

    /// Returns the errors that runs can fail with because of it.
    fn possible_errors(&self) -> &'static [PossibleError] {
        &[]
    }

    /// Says why it cannot go around a command, when the app is built.
    ///
    /// # Errors
    ///
    /// What is wrong, as the end of a sentence that begins with the name of the command.
    fn check(&self, _subject: &Subject) -> Result<(), String> {
        Ok(())
    }
}

impl fmt::Debug for dyn Concern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Concern").field(&self.name()).finish()
    }
}
