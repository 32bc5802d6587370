use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Domain)]
struct Shop;

#[foobara::command(domain = Shop)]
fn open() {}

#[foobara::command(domain = Zoo, depends_on(Open))]
async fn celebrate(cx: Context<'_, Celebrate>) -> Result<(), Fault> {
    cx.sub(Open {}).run().await
}

fn main() {}
