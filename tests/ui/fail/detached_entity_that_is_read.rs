use foobara::{Repositories, prelude::*};

#[derive(Domain)]
struct Desk;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Desk, detached)]
struct User {
    #[entity(key)]
    subject: String,
}

#[derive(Debug, Command)]
#[command(domain = Desk)]
struct ListUsers {}

impl Execute for ListUsers {
    type Output = Vec<User>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.read::<User>().all().await?)
    }
}

fn main() {}
