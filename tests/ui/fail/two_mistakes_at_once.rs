use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Command)]
#[command(domian = Zoo, domain = Zoo)]
struct Rename {
    #[serde(borrow)]
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
