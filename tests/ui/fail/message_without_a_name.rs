use foobara::prelude::*;

#[derive(Domain)]
struct Shop;

#[derive(Debug, Clone, Model)]
struct OrderPlaced {
    order: i64,
}

#[derive(Debug, Command)]
#[command(domain = Shop, noop, publishes(OrderPlaced))]
struct PlaceOrder;

fn main() {}
