//! What the concerns that remember cost, each beside the same run without any.

use std::{convert::Infallible, hint::black_box};

use criterion::{Criterion, criterion_group, criterion_main};
use foobara::{
    App, AppBuilder, Auto, BoxFuture, MemoryStore, RunOptions,
    concern::{Audit, AuditEntry, AuditSink, Cache, Idempotency},
    prelude::*,
};
use futures::FutureExt;

#[derive(Domain)]
struct Shop;

/// An order
#[derive(Debug, Clone, Entity)]
#[entity(domain = Shop)]
struct Order {
    #[entity(key)]
    id: Auto<i64>,
    amount: i64,
}

/// Places an order
#[derive(Debug, Command)]
#[command(domain = Shop, writes(Order))]
struct PlaceOrder {
    amount: i64,
}

impl Execute for PlaceOrder {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let order = Order {
            id: Auto::unassigned(),
            amount: self.amount,
        };
        let order = cx.write::<Order>().create(order).await?;
        Ok(order.id.get().copied().unwrap_or_default())
    }
}

/// Adds up the amounts of a hundred orders
#[derive(Debug, Command)]
#[command(domain = Shop, reads(Order))]
struct Sum {
    least: i64,
}

impl Execute for Sum {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let orders = cx.read::<Order>().all().await?;
        let counted = orders.iter().filter(|order| order.amount >= self.least);
        Ok(counted.map(|order| order.amount).sum())
    }
}

/// Does nothing with what it is told.
struct Nowhere;

impl AuditSink for Nowhere {
    fn write(&self, entry: AuditEntry) -> BoxFuture<'_, ()> {
        black_box(entry);
        Box::pin(std::future::ready(()))
    }
}

/// Returns an app with a hundred orders.
fn shop(concerns: impl FnOnce(AppBuilder) -> AppBuilder) -> App {
    let builder = App::builder()
        .domain::<Shop>(commands![PlaceOrder, Sum])
        .storage(MemoryStore::new());
    let app = concerns(builder).build().expect("no mistakes");
    (0..100).for_each(|amount| drop(done(app.run(PlaceOrder { amount }))));
    app
}

/// Runs what waits for nothing.
fn done<T>(run: impl Future<Output = T>) -> T {
    run.now_or_never().expect("nothing in memory is waited for")
}

fn reads(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a query of a hundred records");
    let mut measure = |name: &str, app: App| {
        group.bench_function(name, |bencher| bencher.iter(|| done(app.run(Sum { least: 5 }))));
    };
    measure("without concerns", shop(|builder| builder));
    measure(
        "cache",
        shop(|builder| builder.concern_command::<Sum>(Cache::of::<Sum>())),
    );
    measure("audit", shop(|builder| builder.concern(Audit::to(Nowhere))));
}

fn writes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a record is created");
    let mut measure = |name: &str, app: App, key: fn(u64) -> Option<u64>| {
        let mut turn = 0;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                turn += 1;
                let mut options = RunOptions::default();
                options.idempotency_key = key(turn).map(|key| key.to_string().into());
                done(app.run_with(PlaceOrder { amount: 5 }, &options))
            });
        });
    };
    let idempotent = || shop(|builder| builder.concern(Idempotency::new().typed::<PlaceOrder>()));
    measure("without concerns", shop(|builder| builder), |_| None);
    measure(
        "beside a cache of another command",
        shop(|builder| builder.concern_command::<Sum>(Cache::of::<Sum>())),
        |_| None,
    );
    measure("idempotency without a key", idempotent(), |_| None);
    measure("idempotency with a new key", idempotent(), Some);
    measure("idempotency with a known key", idempotent(), |_| Some(0));
    measure(
        "audit",
        shop(|builder| builder.concern(Audit::to(Nowhere))),
        |_| None,
    );
}

criterion_group!(concerns, reads, writes);
criterion_main!(concerns);
