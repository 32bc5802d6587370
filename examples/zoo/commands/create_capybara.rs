use foobara::{Auto, Key, Record, prelude::*};

use crate::{
    domain::Zoo,
    entities::{Capybara, Keeper},
};

/// Just creates a capybara!
#[derive(Debug, Command)]
#[command(domain = Zoo, creates(Capybara))]
pub(crate) struct CreateCapybara {
    /// Official name
    name: String,
    #[input(min = 0)]
    age: i64,
    keeper: Option<Record<Keeper>>,
}

impl Execute for CreateCapybara {
    type Output = Capybara;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let keeper = self.keeper.map(|keeper| Key::new(*keeper.key()));
        let capybara = Capybara {
            id: Auto::unassigned(),
            name: self.name,
            age: self.age,
            keeper,
        };
        Ok(cx.write::<Capybara>().create(capybara).await?)
    }
}
