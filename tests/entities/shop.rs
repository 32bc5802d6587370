//! A shop whose orders are placed and changed together with what they refer to.

use foobara::{Auto, Key, Record, prelude::*};

#[derive(Domain)]
pub(crate) struct Shop;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Shop, create_aggregate = NewCustomer, update_aggregate = CustomerChanges)]
pub(crate) struct Customer {
    #[entity(key)]
    pub id: Auto<i64>,
    #[input(trim, min_length = 1)]
    pub name: String,
    #[input(immutable)]
    pub country: String,
}

/// Its keys are given
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Shop, create_aggregate = NewProduct, update_aggregate = ProductChanges)]
pub(crate) struct Product {
    #[entity(key)]
    pub code: String,
    pub price: i64,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Shop, create_aggregate = NewLine, update_aggregate = LineChanges)]
pub(crate) struct Line {
    #[entity(key)]
    pub id: Auto<i64>,
    #[entity(nested)]
    pub product: Key<Product>,
    #[input(min = 1)]
    pub amount: i64,
}

/// It refers to records in each way, and to some that are not nested
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Shop, create_aggregate = NewOrder, update_aggregate = OrderChanges)]
pub(crate) struct Order {
    #[entity(key)]
    pub id: Auto<i64>,
    #[entity(nested)]
    pub customer: Record<Customer>,
    #[entity(json, nested)]
    pub lines: Vec<Key<Line>>,
    pub replaces: Option<Record<Self>>,
    pub brought_by: Option<Key<Customer>>,
    pub note: Option<String>,
    #[entity(version)]
    pub version: u32,
}

/// Places an order
#[derive(Debug, Command)]
#[command(domain = Shop, creates(Order, Line, Customer, Product))]
pub(crate) struct PlaceOrder {
    pub order: NewOrder,
}

impl Execute for PlaceOrder {
    type Output = Order;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.write::<Order>().create_aggregate(self.order).await?)
    }
}

/// Changes an order
#[derive(Debug, Command)]
#[command(domain = Shop, writes(Order, Line, Customer, Product))]
pub(crate) struct ChangeOrder {
    pub order: OrderChanges,
}

impl Execute for ChangeOrder {
    type Output = Order;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.write::<Order>().update_aggregate(self.order).await?)
    }
}

/// Everything that is kept
#[derive(Debug, Clone, PartialEq, Model)]
pub(crate) struct Kept {
    pub customers: Vec<Customer>,
    pub products: Vec<Product>,
    pub lines: Vec<Line>,
    pub orders: Vec<Order>,
}

/// Shows everything that is kept
#[derive(Debug, Command)]
#[command(domain = Shop, reads(Order, Line, Customer, Product))]
pub(crate) struct Show {}

impl Execute for Show {
    type Output = Kept;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(Kept {
            customers: cx.read::<Customer>().all().await?,
            products: cx.read::<Product>().all().await?,
            lines: cx.read::<Line>().all().await?,
            orders: cx.read::<Order>().all().await?,
        })
    }
}

pub(crate) fn open() -> foobara_testing::TestApp {
    let commands = foobara::commands![PlaceOrder, ChangeOrder, Show];
    foobara_testing::TestApp::in_memory(App::builder().domain::<Shop>(commands))
        .expect("a shop without mistakes")
}
