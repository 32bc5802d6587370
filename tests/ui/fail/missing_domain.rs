use foobara::prelude::*;

#[derive(Debug, Command)]
struct Rename {
    name: String,
}

impl Execute for Rename {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.name)
    }
}

fn main() {
    let _ = commands![Rename];
}
