use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[foobara::command(domain = Zoo)]
fn open() {}

#[foobara::command(depends_on(Open))]
async fn celebrate(cx: Context<'_, Celebrate>) -> Result<(), Fault> {
    cx.sub(Open {}).run().await
}

fn main() {}
