use foobara::{Record, prelude::*};

use super::IncrementAge;
use crate::{domain::Zoo, entities::Capybara};

#[derive(Debug, Command)]
#[command(domain = Zoo, depends_on(IncrementAge))]
pub(crate) struct Celebrate {
    capybara: Record<Capybara>,
}

impl Execute for Celebrate {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let capybara = cx
            .sub(IncrementAge {
                capybara: self.capybara,
                by: 1,
            })
            .run()
            .await?;
        Ok(format!("{} is {}", capybara.name, capybara.age))
    }
}
