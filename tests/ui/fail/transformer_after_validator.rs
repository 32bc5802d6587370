use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Command)]
#[command(domain = Zoo)]
struct Rename {
    #[input(max_length = 20, trim)]
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
