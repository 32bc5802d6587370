//! W2L: an order of about 1.8 KB.

use std::{hint::black_box, sync::LazyLock};

use foobara::{App, prelude::*};
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::{
    json::{erased, length},
    now::now,
    typed::Benches,
};

/// Places an order and returns it
#[derive(Debug, Command)]
#[command(domain = Benches)]
pub(super) struct PlaceOrder {
    customer: Customer,
    lines: Vec<Line>,
    #[input(max_length = 500)]
    note: String,
}

/// Who orders.
#[derive(Debug, Model)]
pub(super) struct Customer {
    #[input(email)]
    email: String,
    #[input(min_length = 1, max_length = 64)]
    name: String,
    address: Address,
}

/// Where they live.
#[derive(Debug, Model)]
pub(super) struct Address {
    #[input(min_length = 1)]
    street: String,
    #[input(min_length = 1)]
    city: String,
    #[input(max_length = 10)]
    postcode: String,
}

/// What they order.
#[derive(Debug, Model)]
pub(super) struct Line {
    #[input(min_length = 1)]
    sku: String,
    #[input(min = 1, max = 1000)]
    quantity: u32,
    #[input(min = 0.0)]
    price: f64,
    tags: Vec<String>,
}

/// The order.
#[derive(Debug, Model)]
pub(super) struct Order {
    customer: Customer,
    lines: Vec<Line>,
    note: String,
}

impl Execute for PlaceOrder {
    type Output = Order;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(Order {
            customer: self.customer,
            lines: self.lines,
            note: self.note,
        })
    }
}

#[derive(Debug, Serialize, Deserialize, Validate)]
struct PlainOrder {
    #[validate(nested)]
    customer: PlainCustomer,
    #[validate(nested)]
    lines: Vec<PlainLine>,
    #[validate(length(max = 500))]
    note: String,
}

#[derive(Debug, Serialize, Deserialize, Validate)]
struct PlainCustomer {
    #[validate(email)]
    email: String,
    #[validate(length(min = 1, max = 64))]
    name: String,
    #[validate(nested)]
    address: PlainAddress,
}

#[derive(Debug, Serialize, Deserialize, Validate)]
struct PlainAddress {
    #[validate(length(min = 1))]
    street: String,
    #[validate(length(min = 1))]
    city: String,
    #[validate(length(max = 10))]
    postcode: String,
}

#[derive(Debug, Serialize, Deserialize, Validate)]
struct PlainLine {
    #[validate(length(min = 1))]
    sku: String,
    #[validate(range(min = 1, max = 1000))]
    quantity: u32,
    #[validate(range(min = 0.0))]
    price: f64,
    tags: Vec<String>,
}

/// The text of the order; made once and kept, as a server's buffer would be.
static TEXT: LazyLock<&'static [u8]> = LazyLock::new(|| {
    let lines: Vec<serde_json::Value> = (0..20)
        .map(|line| {
            serde_json::json!({
                "sku": format!("SKU-{line:05}"), "quantity": line + 1, "price": 9.75, "tags": ["blue", "large"],
            })
        })
        .collect();
    let order = serde_json::json!({
        "customer": {
            "email": "ada@example.com",
            "name": "Ada Lovelace",
            "address": { "street": "12 St James's Square", "city": "London", "postcode": "SW1Y 4JH" },
        },
        "lines": lines,
        "note": "Please leave it with the porter, who is in until six.",
    });
    Vec::leak(order.to_string().into_bytes())
});

pub(super) fn framework(app: &App) -> u64 {
    erased(app, "Benches::PlaceOrder", black_box(*TEXT))
}

pub(super) fn baseline(_: &App) -> u64 {
    let outcome = async {
        let order: PlainOrder = serde_json::from_slice(black_box(*TEXT)).ok()?;
        order.validate().ok()?;
        serde_json::to_vec(&order).ok()
    };
    now(outcome).flatten().map_or(0, |body| length(&black_box(body)))
}
