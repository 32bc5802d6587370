use foobara::prelude::*;

#[derive(Domain)]
struct Shop;

#[derive(Debug, Command)]
#[command(domain = Shop, noop)]
struct SendLetter {
    to: String,
}

#[derive(Debug, Command)]
#[command(domain = Shop)]
struct PlaceOrder;

impl Execute for PlaceOrder {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.enqueue(SendLetter { to: "Kim".to_owned() }).await?;
        Ok(())
    }
}

fn main() {}
