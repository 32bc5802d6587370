use super::{Timeout, errors};
use crate::{
    BoxFuture,
    concern::{Around, Concern},
    possible::PossibleError,
};

impl Concern for Timeout {
    fn name(&self) -> &'static str {
        "timeout"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move { run.proceed_within(self.after).await })
    }

    fn possible_errors(&self) -> &'static [PossibleError] {
        errors::POSSIBLE
    }
}
