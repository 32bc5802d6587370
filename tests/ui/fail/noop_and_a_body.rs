use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Command)]
#[command(domain = Zoo, noop)]
struct Open;

impl Execute for Open {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(())
    }
}

fn main() {}
