use super::{Fallback, errors};
use crate::{
    BoxFuture,
    concern::{Around, Concern, Place, Subject},
};

impl Concern for Fallback {
    fn name(&self) -> &'static str {
        "fallback"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            run.proceed().await;
            if let Some(errors) = run.errors()
                && errors.iter().all(|error| errors::passes(error, self.is_for_all))
            {
                (self.answer)(&errors, &mut run);
            }
        })
    }

    fn place(&self) -> Place {
        self.place
    }

    fn check(&self, subject: &Subject) -> Result<(), String> {
        if !subject.command.is(self.command) {
            let other = self.command.reference();
            return Err(format!(
                "is under the `fallback` of `{other}`, which has another result"
            ));
        }
        if self.place == Place::Everywhere && subject.writes_within_others() {
            return Err(
                "has a fallback and writes, and is run by other commands: what it wrote before it failed would be \
                 within their unit of work; `Fallback::at_root` leaves it alone there"
                    .to_owned(),
            );
        }
        Ok(())
    }
}
