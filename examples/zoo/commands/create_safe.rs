use foobara::{Auto, prelude::*};

use crate::{domain::Zoo, entities::Safe};

#[derive(Debug, Command)]
#[command(domain = Zoo, creates(Safe))]
pub(crate) struct CreateSafe {
    #[input(not_null)]
    label: Option<String>,
    pin: Option<Sensitive<String>>,
}

impl Execute for CreateSafe {
    type Output = Safe;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let safe = Safe {
            id: Auto::unassigned(),
            label: self.label,
            pin: self.pin,
        };
        Ok(cx.write::<Safe>().create(safe).await?)
    }
}
