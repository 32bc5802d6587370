//! `idempotency`: one effect for each key.

mod kept;
mod law;
#[cfg(feature = "http")]
mod over_http;
mod refusals;
mod replays;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use foobara::{
    AppBuilder, Auto, BoxFuture, Call, Encoding, Exposure, Key, MemoryStore, Port, RawInputs, Record,
    RunOptions, RunRecord, SqliteConfig, concern::Idempotency, prelude::*,
};
use foobara_connectors::NoCredentials;
use foobara_testing::{TestApp, given};
use proptest::prelude::*;
use serde_json::{Value, json};

#[derive(Domain)]
struct Shop;

/// What somebody has paid
#[derive(Debug, Clone, Entity)]
#[entity(domain = Shop)]
struct Payment {
    #[entity(key)]
    id: Auto<i64>,
    amount: i64,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum PayError {
    #[error("{amount} is refused")]
    Refused { amount: i64 },
}

/// Counts the letters that were sent.
#[derive(Clone, Default)]
struct Post(Arc<AtomicUsize>);

impl Port for Post {
    const NAME: &'static str = "post";

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a ()) -> BoxFuture<'a, Result<(), Fault>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Pays, after a while; odd amounts that are negative are refused
#[derive(Debug, Clone, Command)]
#[command(domain = Shop, writes(Payment), uses(Post))]
struct Pay {
    #[input(max = 1000)]
    amount: i64,
    #[input(default = 0)]
    pause: u64,
    #[input(default = false)]
    writes: bool,
}

impl Execute for Pay {
    type Output = i64;
    type Error = PayError;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let amount = self.amount;
        let payment = Payment {
            id: Auto::unassigned(),
            amount,
        };
        let payment = cx.write::<Payment>().create(payment).await?;
        if self.writes {
            cx.port::<Post>().call(&()).await?;
        }
        cx.sleep(Duration::from_millis(self.pause)).await?;
        if amount < 0 && amount % 2 != 0 {
            return Err(PayError::Refused { amount }.into());
        }
        Ok(payment.id.get().copied().unwrap_or_default())
    }
}

/// Takes a payment back
#[derive(Debug, Command)]
#[command(domain = Shop, deletes(Payment))]
struct TakeBack {
    payment: Record<Payment>,
}

impl Execute for TakeBack {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let amount = self.payment.amount;
        cx.write::<Payment>()
            .delete(self.payment.id.get().copied().unwrap_or_default())
            .await?;
        Ok(amount)
    }
}

/// Pays and returns the payment
#[derive(Debug, Command)]
#[command(domain = Shop, writes(Payment))]
struct PayAndShow {
    amount: i64,
}

impl Execute for PayAndShow {
    type Output = Option<Key<Payment>>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let payment = Payment {
            id: Auto::unassigned(),
            amount: self.amount,
        };
        Ok(Key::of(&cx.write::<Payment>().create(payment).await?))
    }
}

/// Returns what was paid
#[derive(Debug, Command)]
#[command(domain = Shop, reads(Payment))]
struct Paid;

impl Execute for Paid {
    type Output = Vec<i64>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let payments = cx.read::<Payment>().all().await?;
        Ok(payments.into_iter().map(|payment| payment.amount).collect())
    }
}

fn builder(post: &Post) -> AppBuilder {
    App::builder()
        .domain::<Shop>(commands![Pay, TakeBack, PayAndShow, Paid])
        .port(post.clone())
        .concern(Idempotency::new().typed::<Pay>())
}

fn shop() -> App {
    let app = builder(&Post::default()).storage(MemoryStore::new());
    app.build().expect("no mistakes")
}

fn pay(amount: i64) -> Pay {
    Pay {
        amount,
        pause: 0,
        writes: false,
    }
}

fn with_key(key: &str) -> RunOptions {
    let mut options = RunOptions::default();
    options.idempotency_key = Some(key.into());
    options
}

/// The result as JSON, or the keys of the errors.
type Answer = Result<Value, Vec<String>>;

async fn ask(app: &App, key: &str, command: Pay) -> Answer {
    let answer = app.run_with(command, &with_key(key)).await;
    answer
        .map(Value::from)
        .map_err(|failure| failure.into_errors().keys())
}

async fn ask_as_text(
    app: &App,
    options: RunOptions,
    name: &str,
    inputs: &Value,
    encoding: Encoding,
) -> Answer {
    let entry = app.command(name).found().expect("a command");
    let inputs = RawInputs::json(inputs.to_string().into_bytes());
    let body = entry.run(app.clone(), inputs, options, encoding).await;
    let body = body.map_err(|errors| errors.keys())?;
    Ok(serde_json::from_slice(&body).expect("JSON"))
}

fn refused(key: &str) -> Answer {
    Err(vec![format!("runtime.{key}")])
}

async fn paid(app: &App) -> Vec<i64> {
    app.run(Paid).await.expect("a list")
}
