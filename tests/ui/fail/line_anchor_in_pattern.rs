use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Command)]
#[command(domain = Zoo)]
struct Rename {
    #[input(matches = "^[a-z]+$")]
    name: String,
}

impl Execute for Rename {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.name)
    }
}

fn main() {}
