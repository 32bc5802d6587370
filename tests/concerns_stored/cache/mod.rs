//! `cache`: what it saves, and that what it answers is never old.

mod law;
mod mistakes;
mod old;
mod saved;

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use foobara::{
    AnyStore, AppBuilder, BoxFuture, Effect, Encoding, FaultKind, MemoryStore, Port, RawInputs, RunOptions,
    SqliteConfig, concern::Cache, prelude::*,
};
use proptest::prelude::*;

use super::{lingering::Lingering, snapshots::Snapshots};

#[derive(Domain)]
struct Bank;

/// Money, of which there is one pile
#[derive(Debug, Clone, Entity)]
#[entity(domain = Bank)]
struct Pile {
    #[entity(key)]
    name: String,
    amount: i64,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum PileError {
    #[error("there is no pile of that name")]
    NoPile,
    #[error("the deposit was refused")]
    Refused,
}

/// Counts how often it is asked.
#[derive(Clone, Default)]
struct Effort(Arc<AtomicUsize>);

impl Effort {
    fn spent(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl Port for Effort {
    const NAME: &'static str = "effort";
    const EFFECT: Effect = Effect::Read;

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a ()) -> BoxFuture<'a, Result<(), Fault>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Returns what is there, after a while
#[derive(Debug, Command)]
#[command(domain = Bank, reads(Pile), uses(Effort), concerns(Cache::of::<Self>().tag("money")))]
struct Look {
    name: String,
    #[input(default = 0)]
    before: u64,
    #[input(default = 0)]
    after: u64,
    factor: Option<f64>,
}

impl Look {
    fn at(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            before: 0,
            after: 0,
            factor: None,
        }
    }
}

impl Execute for Look {
    type Output = i64;
    type Error = PileError;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.port::<Effort>().call(&()).await?;
        cx.sleep(Duration::from_millis(self.before)).await?;
        let pile = cx.read::<Pile>().find(self.name.clone()).await?;
        cx.sleep(Duration::from_millis(self.after)).await?;
        pile.map(|pile| pile.amount)
            .ok_or_else(|| PileError::NoPile.into())
    }
}

/// Adds one, after a while
#[derive(Debug, Command)]
#[command(domain = Bank, writes(Pile))]
struct Deposit {
    before: u64,
    after: u64,
    fails: bool,
}

impl Execute for Deposit {
    type Output = i64;
    type Error = PileError;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.sleep(Duration::from_millis(self.before)).await?;
        let pile = cx.read::<Pile>().find("gold".to_owned()).await?;
        let mut pile = pile.unwrap_or_else(|| Pile {
            name: "gold".to_owned(),
            amount: 0,
        });
        pile.amount += 1;
        if pile.amount == 1 {
            cx.write::<Pile>().create(pile.clone()).await?;
        } else {
            cx.write::<Pile>().update(&pile).await?;
        }
        cx.sleep(Duration::from_millis(self.after)).await?;
        if self.fails {
            Err(PileError::Refused.into())
        } else {
            Ok(pile.amount)
        }
    }
}

/// Looks, adds one and looks again
#[derive(Debug, Command)]
#[command(domain = Bank, depends_on(Look, Deposit))]
struct DepositAndLook;

impl Execute for DepositAndLook {
    type Output = (i64, i64);
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let before = cx.sub(Look::at("gold")).run().await?;
        cx.sub(Deposit {
            before: 0,
            after: 0,
            fails: false,
        })
        .run()
        .await?;
        Ok((before, cx.sub(Look::at("gold")).run().await?))
    }
}

/// Looks by the storage, waits, and looks by the cache
#[derive(Debug, Command)]
#[command(domain = Bank, reads(Pile), depends_on(Look))]
struct LookTwice {
    between: u64,
}

impl Execute for LookTwice {
    type Output = (i64, i64);
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let pile = cx.read::<Pile>().find("gold".to_owned()).await?;
        cx.sleep(Duration::from_millis(self.between)).await?;
        let cached = cx.sub(Look::at("gold")).run().await?;
        Ok((pile.map_or(0, |pile| pile.amount), cached))
    }
}

fn builder(effort: &Effort) -> AppBuilder {
    App::builder()
        .domain::<Bank>(commands![Look, Deposit, DepositAndLook, LookTwice])
        .port(effort.clone())
}

async fn bank() -> (App, Effort) {
    bank_that_lingers(0).await
}

async fn bank_that_lingers(millis: u64) -> (App, Effort) {
    let effort = Effort::default();
    let store = Lingering {
        store: MemoryStore::new(),
        millis,
    };
    let app = builder(&effort)
        .storage(AnyStore::new(store))
        .build()
        .expect("no mistakes");
    deposit(&app).await;
    (app, effort)
}

async fn deposit(app: &App) {
    app.run(Deposit {
        before: 0,
        after: 0,
        fails: false,
    })
    .await
    .expect("a deposit");
}

async fn look(app: &App) -> i64 {
    app.run(Look::at("gold")).await.expect("there is gold")
}

fn keys<E: foobara::PossibleErrors>(failure: Failure<E>) -> Vec<String> {
    failure.into_errors().keys()
}
