use foobara::{Auto, prelude::*};

use crate::{domain::Zoo, entities::Keeper};

#[derive(Debug, Command)]
#[command(domain = Zoo, creates(Keeper))]
pub(crate) struct CreateKeeper {
    name: String,
}

impl Execute for CreateKeeper {
    type Output = Keeper;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let keeper = Keeper {
            id: Auto::unassigned(),
            name: self.name,
        };
        Ok(cx.write::<Keeper>().create(keeper).await?)
    }
}
