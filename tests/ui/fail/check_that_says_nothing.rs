use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Command)]
#[command(domain = Zoo, check = is_long)]
struct Rename {
    name: String,
}

fn is_long(rename: &Rename) -> bool {
    rename.name.len() > 3
}

impl Execute for Rename {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.name)
    }
}

fn main() {}
