use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Model)]
struct User {
    name: String,
}

#[foobara::command(domain = Zoo)]
fn greet(name: String) -> String {
    name
}

#[foobara::mapper(domain = Zoo)]
fn greet_user(user: User) -> Greet {
    Greet { name: user.name }
}

#[foobara::command(domain = Zoo, depends_on(Greet))]
async fn welcome(cx: Context<'_, Welcome>, user: User) -> Result<String, Fault> {
    cx.run_mapped::<Greet>(user).await
}

fn main() {}
