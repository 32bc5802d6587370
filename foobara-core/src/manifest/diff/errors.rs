//! Possible errors.

use super::{
    Bump,
    diff::{Comparison, Reference},
    site::{Flow, Site},
};
use crate::manifest::reader::{Command, PossibleError};

impl Comparison<'_> {
    pub(super) fn possible_errors(&mut self, old: &Command, new: &Command) {
        let site = Site::new(&new.reference, "", Flow::Out);
        for (key, error) in &new.possible_errors {
            match old.possible_errors.get(key) {
                Some(known) if known.error == error.error => {
                    self.later(Reference::Error(error.error.clone()))
                }
                Some(_) => {
                    let what = format!("has another class of the error `{key}`");
                    self.note(&site, what, "it is known by its key as before", Bump::Minor);
                }
                None if is_own(error) && !is_about_new_input(error, old) => {
                    let what = format!("can fail with `{key}` now");
                    self.note(
                        &site,
                        what,
                        "clients that handle every error do not know it",
                        Bump::Major,
                    );
                }
                None => {}
            }
        }
        for (key, error) in &old.possible_errors {
            if is_own(error) && !new.possible_errors.contains_key(key) {
                let what = format!("no longer fails with `{key}`");
                self.note(&site, what, "clients that handle it need not", Bump::Minor);
            }
        }
    }

    pub(super) fn error_class(&mut self, name: &str) {
        let (Some(old), Some(new)) = (self.old.error(name), self.new.error(name)) else {
            return;
        };
        let whole = Site::new(name, "", Flow::Out);
        self.description(&whole, old.description.as_ref(), new.description.as_ref());
        if old.is_fatal != new.is_fatal {
            let what = if new.is_fatal {
                "is fatal now"
            } else {
                "is not fatal now"
            };
            self.note(&whole, what, "other errors come with it than before", Bump::Minor);
        }
        if let (Some(old), Some(new)) = (&old.get().context, &new.get().context) {
            self.attributes(&Site::new(name, "the context", Flow::Out), old, new);
        }
    }
}

/// Errors that the inputs' types imply have changed where the types have.
fn is_own(error: &PossibleError) -> bool {
    error.is_declared || error.category == "runtime" || !error.runtime_path.is_empty()
}

/// Who does not give the input does not see the error.
fn is_about_new_input(error: &PossibleError, old: &Command) -> bool {
    let is_of_inputs = error.category == "data" && error.runtime_path.is_empty();
    is_of_inputs
        && error
            .path
            .first()
            .is_some_and(|input| old.inputs.get(input).is_none())
}
