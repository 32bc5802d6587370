use foobara::{Auto, Key, Repositories, prelude::*};

#[derive(Domain)]
struct Shop;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Shop, create_aggregate = NewLine)]
struct Line {
    #[entity(key)]
    id: Auto<i64>,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Shop, create_aggregate = NewOrder)]
struct Order {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(json, nested)]
    lines: Vec<Key<Line>>,
}

#[derive(Debug, Command)]
#[command(domain = Shop, creates(Order))]
struct PlaceOrder {
    order: NewOrder,
}

impl Execute for PlaceOrder {
    type Output = Order;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.write::<Order>().create_aggregate(self.order).await?)
    }
}

fn main() {}
