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
#[command(domain = Zoo, creates(Keeper))]
struct Promote;

impl Execute for Promote {
    type Output = bool;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let keeper = cx.write::<Keeper>().create(Keeper { id: Auto::unassigned() }).await?;
        cx.write::<Keeper>().update(&keeper).await?;
        Ok(true)
    }
}

fn main() {}
