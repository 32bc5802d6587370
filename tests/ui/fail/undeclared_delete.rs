use foobara::{Auto, prelude::*};

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct Keeper {
    #[entity(key)]
    id: Auto<i64>,
}

#[derive(Debug, Command)]
#[command(domain = Zoo, writes(Keeper))]
struct Dismiss;

impl Execute for Dismiss {
    type Output = bool;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Keeper>().delete(1).await?;
        Ok(true)
    }
}

fn main() {}
