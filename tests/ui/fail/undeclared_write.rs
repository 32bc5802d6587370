use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

struct Keeper;

#[derive(Debug, Command)]
#[command(domain = Zoo)]
struct Promote;

impl Execute for Promote {
    type Output = bool;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let _keepers = cx.writing::<Keeper>();
        Ok(true)
    }
}

fn main() {}
