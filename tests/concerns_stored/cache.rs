//! `cache`: what it saves, and that what it answers is never old.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use foobara::{
    AppBuilder, BoxFuture, Effect, Encoding, FaultKind, MemoryStore, Port, RawInputs, RunOptions,
    SqliteConfig, concern::Cache, prelude::*,
};
use proptest::prelude::*;

use super::lingering::Lingering;

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
    let app = builder(&effort).storage(store).build().expect("no mistakes");
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

mod saved {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_same_question_is_worked_out_once_by_whatever_way_it_comes() {
        let (app, effort) = bank().await;
        assert_eq!((look(&app).await, look(&app).await, effort.spent()), (1, 1, 1));
        let entry = app.command("Look").found().expect("a command");
        let inputs = RawInputs::json(r#"{"after":"0","name":"gold"}"#);
        let body = entry
            .run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic)
            .await;
        assert_eq!((body.as_deref(), effort.spent()), (Ok(&b"1"[..]), 1));
    }

    #[tokio::test(start_paused = true)]
    async fn callers_are_kept_apart_unless_they_share() {
        for (cache, spent) in [(Cache::of::<Look>(), 3), (Cache::of::<Look>().shared(), 1)] {
            let (app, effort) = {
                let effort = Effort::default();
                let app = builder(&effort).concern_command::<Look>(cache);
                (
                    app.storage(MemoryStore::new()).build().expect("no mistakes"),
                    effort,
                )
            };
            deposit(&app).await;
            for caller in [None, Some("ann"), Some("ben"), Some("ann")] {
                let mut options = RunOptions::default();
                options.caller = caller.map(Into::into);
                // The cache of the command is inside the other, and always keeps them apart.
                assert_eq!(app.run_with(Look::at("gold"), &options).await.ok(), Some(1));
            }
            assert_eq!(effort.spent(), spent);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn failures_are_not_kept_and_neither_is_what_json_cannot_say() {
        let (app, effort) = bank().await;
        for _ in 0..2 {
            let failure = app.run(Look::at("silver")).await.unwrap_err();
            assert_eq!(keys(failure), ["runtime.no_pile"]);
        }
        assert_eq!(effort.spent(), 2);
        for factor in [f64::NAN, f64::INFINITY] {
            assert_eq!(
                app.run(Look {
                    factor: Some(factor),
                    ..Look::at("gold")
                })
                .await
                .ok(),
                Some(1)
            );
        }
        assert_eq!(effort.spent(), 4);
    }

    #[tokio::test(start_paused = true)]
    async fn those_that_ask_at_once_wait_for_one_of_them() {
        let (app, effort) = bank().await;
        let slow = || Look {
            before: 5,
            after: 5,
            ..Look::at("gold")
        };
        let asked = futures::future::join_all((0..20).map(|_| app.run(slow()))).await;
        assert!(asked.into_iter().all(|answer| answer.ok() == Some(1)));
        assert_eq!(effort.spent(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_has_a_deadline_and_goes_on_when_the_other_fails() {
        let (app, effort) = bank().await;
        let slow = |name| Look {
            before: 500,
            after: 500,
            ..Look::at(name)
        };
        let mut options = RunOptions::default();
        options.timeout = Some(Duration::from_millis(200));
        let (first, late) = tokio::join!(app.run(slow("gold")), app.run_with(slow("gold"), &options));
        assert_eq!(first.ok(), Some(1));
        assert_eq!(keys(late.unwrap_err()), ["runtime.timeout"]);
        assert_eq!(effort.spent(), 1);

        let begun = app.ports().clock.instant();
        futures::future::join_all((0..9).map(|_| app.run(slow("silver")))).await;
        assert_eq!(app.ports().clock.instant() - begun, Duration::from_secs(2));
    }

    #[tokio::test(start_paused = true)]
    async fn a_gate_is_asked_every_time() {
        struct Once(AtomicUsize);

        impl foobara_core::Gate for Once {
            fn admit<'a>(
                &'a self,
                _inputs: &'a (dyn std::any::Any + Send + Sync),
            ) -> BoxFuture<'a, Result<(), Fault>> {
                let times = self.0.fetch_add(1, Ordering::SeqCst);
                let admitted = if times == 0 {
                    Ok(())
                } else {
                    Err(FaultKind::Cancelled.into())
                };
                Box::pin(std::future::ready(admitted))
            }
        }

        let (app, _) = bank().await;
        let mut options = RunOptions::default();
        options.gate = Some(Arc::new(Once(AtomicUsize::new(0))));
        assert_eq!(app.run_with(Look::at("gold"), &options).await.ok(), Some(1));
        let refused = app.run_with(Look::at("gold"), &options).await.unwrap_err();
        assert_eq!(keys(refused), ["runtime.cancelled"]);
    }
}

mod old {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_result_is_kept_for_its_time() {
        let (app, effort) = bank().await;
        look(&app).await;
        tokio::time::advance(Cache::TIME_TO_LIVE - Duration::from_millis(1)).await;
        look(&app).await;
        assert_eq!(effort.spent(), 1);
        tokio::time::advance(Duration::from_millis(1)).await;
        look(&app).await;
        assert_eq!(effort.spent(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_write_a_tag_and_a_word_make_it_old() {
        let (app, effort) = bank().await;
        let pile = app
            .models()
            .iter()
            .find(|model| model.name == "Pile")
            .expect("an entity");
        let freshness = app.freshness();
        let changes: [(&dyn Fn(), usize); 5] = [
            (&|| freshness.outdate_tag("money"), 2),
            (&|| freshness.outdate_tag("silver"), 2),
            (&|| freshness.outdate_entity(pile), 3),
            (&|| freshness.outdate_all(), 4),
            (&|| (), 4),
        ];
        look(&app).await;
        for (change, spent) in changes {
            change();
            look(&app).await;
            assert_eq!(effort.spent(), spent);
        }
        deposit(&app).await;
        assert_eq!((look(&app).await, effort.spent()), (2, 5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_run_that_writes_sees_what_it_wrote() {
        let (app, _) = bank().await;
        look(&app).await;
        assert_eq!(app.run(DepositAndLook).await.ok(), Some((1, 2)));
        assert_eq!(look(&app).await, 2);
    }

    #[tokio::test(start_paused = true)]
    async fn what_one_reader_has_seen_the_next_one_sees() {
        let (app, _) = bank_that_lingers(10).await;
        assert_eq!(look(&app).await, 1);
        let reads = async {
            app.ports().clock.sleep(Duration::from_millis(5)).await;
            let other = app
                .run(Look {
                    before: 1,
                    ..Look::at("gold")
                })
                .await;
            (other.ok(), look(&app).await)
        };
        let ((), seen) = tokio::join!(deposit(&app), reads);
        assert_eq!(seen, (Some(2), 2));
    }

    #[tokio::test(start_paused = true)]
    async fn many_tags_are_forgotten_and_never_the_wrong_way() {
        let (app, effort) = bank().await;
        look(&app).await;
        for tag in 0..10_001 {
            app.freshness().outdate_tag(&tag.to_string());
        }
        look(&app).await;
        look(&app).await;
        assert_eq!(effort.spent(), 2);
    }
}

mod mistakes {
    use super::*;

    /// Opens something
    #[derive(Debug, Command)]
    #[command(domain = Bank)]
    struct Open {
        pin: Sensitive<String>,
    }

    impl Execute for Open {
        type Output = bool;
        type Error = Infallible;

        async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
            Ok(true)
        }
    }

    #[test]
    fn what_cannot_be_cached_is_refused_when_the_app_is_built() {
        let builder = App::builder()
            .domain::<Bank>(commands![Deposit, Open])
            .storage(MemoryStore::new())
            .concern_command::<Deposit>(Cache::of::<Deposit>())
            .concern_command::<Open>(Cache::of::<Open>())
            .concern(Cache::of::<Look>());
        let mistakes: Vec<String> = builder
            .build()
            .expect_err("mistakes")
            .0
            .iter()
            .map(ToString::to_string)
            .collect();
        let foreign = "is under the cache of `Bank::Look`; give it one of its own";
        let expected = [
            "`Bank::Deposit` cannot be cached, for it may change something".to_owned(),
            format!("`Bank::Deposit` {foreign}"),
            "`Bank::Open` cannot be cached, for its input `pin` is a secret".to_owned(),
            format!("`Bank::Open` {foreign}"),
        ];
        assert_eq!(mistakes, expected);
    }
}

/// A write, or a read that looks at the same time as others.
#[derive(Debug, Clone)]
enum Act {
    Deposit { before: u64, after: u64, fails: bool },
    Look { before: u64, after: u64 },
    LookTwice { between: u64 },
    Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => (0..4_u64, 0..4_u64, prop::bool::weighted(0.2))
            .prop_map(|(before, after, fails)| Act::Deposit { before, after, fails }),
        5 => (0..2_u64, 0..2_u64).prop_map(|(before, after)| Act::Look { before, after }),
        2 => (0..4_u64).prop_map(|between| Act::LookTwice { between }),
        1 => (0..5_u64).prop_map(Act::Wait),
    ]
}

/// The largest amount that somebody was told of.
#[derive(Default)]
struct Known(AtomicI64);

impl Known {
    fn least(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    #[track_caller]
    fn learn(&self, least: i64, amount: i64) {
        assert!(amount >= least, "{amount} was seen after {least} was known");
        self.0.fetch_max(amount, Ordering::SeqCst);
    }
}

async fn perform(app: &App, acts: Vec<Act>, known: &Known, has_snapshots: bool) {
    for act in acts {
        let least = known.least();
        match act {
            Act::Deposit { before, after, fails } => {
                if let Ok(amount) = app.run(Deposit { before, after, fails }).await {
                    known.learn(least, amount);
                }
            }
            Act::Look { before, after } => {
                let amount = app
                    .run(Look {
                        before,
                        after,
                        ..Look::at("gold")
                    })
                    .await;
                known.learn(least, amount.expect("there is gold"));
            }
            Act::LookTwice { between } => {
                let (stored, cached) = app.run(LookTwice { between }).await.expect("there is gold");
                assert!(
                    stored == cached || !has_snapshots && stored < cached,
                    "{stored} and {cached} in one run"
                );
                known.learn(least, stored);
            }
            Act::Wait(millis) => app.ports().clock.sleep(Duration::from_millis(millis)).await,
        }
    }
}

fn paused() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .expect("a runtime starts")
}

mod law {
    use super::*;

    proptest! {
        #[test]
        fn what_was_known_before_a_read_began_is_seen(
            tasks in prop::collection::vec(prop::collection::vec(act(), 1..12), 1..6),
            millis in 0..3_u64,
        ) {
            paused().block_on(async {
                let (app, _) = bank_that_lingers(millis).await;
                let known = Known::default();
                let all = tasks.into_iter().map(|acts| perform(&app, acts, &known, true));
                futures::future::join_all(all).await;
            });
        }
    }

    /// Real threads, where the moments between a commit and what is noted of it are open to everybody.
    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn it_holds_on_threads_in_memory_and_in_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = SqliteConfig::new(folder.path().join("bank.db")).synchronous_normal();
        hammer(builder(&Effort::default()).storage(MemoryStore::new()), true).await;
        hammer(
            builder(&Effort::default()).storage(file.open().await.expect("a store")),
            false,
        )
        .await;
    }

    async fn hammer(builder: AppBuilder, has_snapshots: bool) {
        let app = builder.build().expect("no mistakes");
        app.prepare().await.expect("tables");
        deposit(&app).await;
        let known = Arc::new(Known::default());
        let task = |number: u64| {
            let (app, known) = (app.clone(), Arc::clone(&known));
            let acts = (0..150).map(move |turn| match (number + turn * 7) % 5 {
                0 => Act::Deposit {
                    before: 0,
                    after: 0,
                    fails: turn % 11 == 0,
                },
                1 => Act::LookTwice { between: 0 },
                _ => Act::Look { before: 0, after: 0 },
            });
            async move { perform(&app, acts.collect(), &known, has_snapshots).await }
        };
        let mut tasks = tokio::task::JoinSet::new();
        (0..6).for_each(|number| drop(tasks.spawn(task(number))));
        tasks.join_all().await;
    }
}
