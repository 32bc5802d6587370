//! `outbox`: what runs hand on, and what is said of it.

mod described;
mod handed_on;

use foobara::{AppBuilder, Auto, RunOptions, concern::Idempotency, prelude::*};

#[derive(Domain)]
struct Shop;

/// What somebody has ordered
#[derive(Debug, Clone, Entity)]
#[entity(domain = Shop)]
struct Order {
    #[entity(key)]
    id: Auto<i64>,
}

/// An order was placed
#[derive(Debug, Clone, Model)]
#[model(domain = Shop)]
struct OrderPlaced {
    order: i64,
}

/// Sends a letter
#[derive(Debug, Command)]
#[command(domain = Shop, deletes(Order))]
struct SendLetter {
    to: String,
}

impl Execute for SendLetter {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(())
    }
}

/// Says that an order was placed
#[derive(Debug, Command)]
#[command(domain = Shop, publishes(OrderPlaced))]
struct Announce {
    order: i64,
}

impl Execute for Announce {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx
            .publish(&OrderPlaced { order: self.order })
            .keyed("shop")
            .await?)
    }
}

/// Places an order
#[derive(Debug, Command)]
#[command(domain = Shop, creates(Order), depends_on(Announce), enqueues(SendLetter))]
struct PlaceOrder {
    email: String,
}

impl Execute for PlaceOrder {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let order = Order {
            id: Auto::unassigned(),
        };
        let order = cx
            .write::<Order>()
            .create(order)
            .await?
            .id
            .get()
            .copied()
            .unwrap_or_default();
        cx.sub(Announce { order }).run().await?;
        cx.enqueue(SendLetter { to: self.email }).await?;
        Ok(order)
    }
}

fn builder() -> AppBuilder {
    App::builder()
        .domain::<Shop>(commands![SendLetter, Announce, PlaceOrder])
        .concern(Idempotency::new().typed::<PlaceOrder>())
}

fn place(email: &str) -> PlaceOrder {
    PlaceOrder {
        email: email.to_owned(),
    }
}

fn asked_by(caller: &str, key: &str) -> RunOptions {
    let mut options = RunOptions::default();
    options.caller = Some(caller.into());
    options.idempotency_key = Some(key.into());
    options
}
