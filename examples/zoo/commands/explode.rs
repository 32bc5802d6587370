use foobara::prelude::*;

use crate::domain::Zoo;

#[derive(Debug, Command)]
#[command(domain = Zoo)]
pub(crate) struct Explode;

impl Execute for Explode {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        panic!("kaboom secret")
    }
}
