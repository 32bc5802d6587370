use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[foobara::command(domain = Zoo)]
fn open() {}

#[foobara::command(domain = Zoo, depends_on(Open))]
async fn celebrate(cx: Context<'_, Celebrate>) -> Result<(), Fault> {
    let open = || cx.sub(Open {});
    cx.join((open().attempt(), open().attempt())).await?;
    Ok(())
}

fn main() {}
