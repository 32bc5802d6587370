use foobara::prelude::*;

#[derive(Domain)]
struct Shop;

#[derive(Debug, Clone, Model)]
#[model(domain = Shop)]
struct OrderPlaced {
    order: i64,
}

#[derive(Debug, Command)]
#[command(domain = Shop)]
struct PlaceOrder;

impl Execute for PlaceOrder {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.publish(&OrderPlaced { order: 7 }).await?;
        Ok(())
    }
}

fn main() {}
