//! Concerns that note when they are entered and left.

use std::sync::{Arc, Mutex, PoisonError};

use foobara::{Around, BoxFuture, Concern, Place};

#[derive(Clone, Default)]
pub(crate) struct Trace(Arc<Mutex<Vec<String>>>);

impl Trace {
    pub(crate) fn note(&self, line: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn around(&self, name: &'static str, place: Place) -> Traced {
        Traced {
            name,
            place,
            trace: self.clone(),
        }
    }
}

/// Notes when it is entered and left.
pub(crate) struct Traced {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) trace: Trace,
}

impl Concern for Traced {
    fn name(&self) -> &'static str {
        self.name
    }

    fn place(&self) -> Place {
        self.place
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let (name, command) = (self.name, run.command().name);
            self.trace.note(format!("{name}({command})>"));
            run.proceed().await;
            self.trace.note(format!("<{name}({command})"));
        })
    }
}
