use foobara::{Record, prelude::*};

use crate::{domain::Zoo, entities::Capybara};

#[derive(Debug, thiserror::Error, PossibleErrors)]
pub(crate) enum IncrementAgeError {
    #[error("must be odd")]
    #[possible(input = "by")]
    NotOdd,
    #[error("Too old")]
    TooOld { age: i64 },
}

#[derive(Debug, Command)]
#[command(domain = Zoo, writes(Capybara), validate)]
pub(crate) struct IncrementAge {
    pub capybara: Record<Capybara>,
    #[input(default = 1, min = 1, max = 5)]
    pub by: i64,
}

impl Execute for IncrementAge {
    type Output = Capybara;
    type Error = IncrementAgeError;

    async fn validate(&self, cx: Context<'_, Self>) -> Result<(), Failure<Self::Error>> {
        if self.by % 2 == 0 {
            cx.report(IncrementAgeError::NotOdd);
        }
        Ok(())
    }

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let mut capybara = self.capybara.into_inner();
        if capybara.age > 100 {
            return Err(IncrementAgeError::TooOld { age: capybara.age }.into());
        }
        capybara.age += self.by;
        cx.write::<Capybara>().update(&capybara).await?;
        Ok(capybara)
    }
}
