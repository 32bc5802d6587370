//! `idempotency`: one effect for each key.

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

mod replays {
    use super::*;

    #[tokio::test]
    async fn the_first_answer_is_given_again_by_whatever_way_it_is_asked_for() {
        let app = shop();
        let inputs = json!({ "amount": "5" });
        assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
        assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
        assert_eq!(
            ask_as_text(&app, with_key("a"), "Pay", &inputs, Encoding::Atomic).await,
            Ok(json!(1))
        );
        assert_eq!(ask(&app, "b", pay(5)).await, Ok(json!(2)));
        assert_eq!(paid(&app).await, [5, 5]);
        assert_eq!(app.run(pay(5)).await.ok(), Some(3));
        assert_eq!(app.run(pay(5)).await.ok(), Some(4));
    }

    #[tokio::test]
    async fn what_a_command_reported_is_reported_again_and_what_it_wrote_is_not_there() {
        let app = shop();
        let inputs = json!({ "amount": -3 });
        let mut seen = Vec::new();
        for _ in 0..2 {
            let entry = app.command("Pay").found().expect("a command");
            let text = RawInputs::json(inputs.to_string().into_bytes());
            let answer = entry
                .run(app.clone(), text, with_key("a"), Encoding::Atomic)
                .await;
            seen.push(answer.unwrap_err());
        }
        assert_eq!(seen[0].keys(), ["runtime.refused"]);
        assert_eq!(seen[0].0[0].context(), json!({ "amount": -3 }));
        assert_eq!(seen[0], seen[1]);
        assert_eq!(ask(&app, "a", pay(-3)).await, refused("refused"));
        assert!(paid(&app).await.is_empty());
    }

    #[tokio::test]
    async fn an_answer_is_given_again_when_its_record_is_gone() {
        let app = shop();
        assert_eq!(ask(&app, "a", pay(7)).await, Ok(json!(1)));
        let inputs = json!({ "payment": 1 });
        for _ in 0..2 {
            let answer = ask_as_text(&app, with_key("b"), "TakeBack", &inputs, Encoding::Atomic).await;
            assert_eq!(answer, Ok(json!(7)));
        }
        let answer = ask_as_text(&app, with_key("c"), "TakeBack", &inputs, Encoding::Atomic).await;
        assert_eq!(answer, Err(vec!["data.payment.not_found".to_owned()]));
    }

    #[tokio::test]
    async fn records_within_an_answer_are_given_as_they_were() {
        let app = shop();
        let inputs = json!({ "amount": 7 });
        for _ in 0..3 {
            let answer = ask_as_text(&app, with_key("a"), "PayAndShow", &inputs, Encoding::Aggregate).await;
            assert_eq!(answer, Ok(json!({ "id": 1, "amount": 7 })));
            let gone = app
                .run(TakeBack {
                    payment: Record::of(1),
                })
                .await;
            drop(gone);
        }
        assert!(paid(&app).await.is_empty());
    }

    #[tokio::test]
    async fn the_record_of_a_run_tells() {
        let app = shop();
        let mut told = Vec::new();
        for _ in 0..2 {
            let record = Arc::new(RunRecord::new());
            let mut options = with_key("a");
            options.record = Some(Arc::clone(&record));
            assert_eq!(app.run_with(pay(5), &options).await.ok(), Some(1));
            told.push(record.replayed_by());
        }
        assert_eq!(told, [None, Some("idempotency")]);
    }

    #[tokio::test]
    async fn a_call_of_an_exposure_brings_its_key() {
        let app = shop();
        let exposure = Exposure::of(&app).all().build().expect("no mistakes");
        for _ in 0..2 {
            let mut call = Call::new("Pay", RawInputs::json(r#"{"amount":1}"#), &NoCredentials);
            call.idempotency_key = Some("a");
            assert_eq!(exposure.call(call).await.as_deref(), Ok(&b"1"[..]));
        }
        assert_eq!(paid(&app).await, [1]);
    }
}

mod refusals {
    use super::*;

    #[tokio::test]
    async fn a_key_is_for_one_request() {
        let app = shop();
        assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
        assert_eq!(ask(&app, "a", pay(6)).await, refused("idempotency_key_reused"));
        let inputs = json!({ "amount": 5 });
        let other = ask_as_text(&app, with_key("a"), "PayAndShow", &inputs, Encoding::Atomic);
        assert_eq!(other.await, refused("idempotency_key_reused"));
        assert_eq!(paid(&app).await, [5]);
    }

    #[tokio::test]
    async fn callers_have_keys_of_their_own() {
        let app = shop();
        for (caller, id) in [(None, 1), (Some("ann"), 2), (Some("ben"), 3), (Some("ann"), 2)] {
            let mut options = with_key("a");
            options.caller = caller.map(Into::into);
            assert_eq!(app.run_with(pay(5), &options).await.ok(), Some(id));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_key_is_in_use_until_its_run_is_over() {
        let app = shop();
        let slow = || Pay { pause: 10, ..pay(5) };
        let options = with_key("a");
        {
            let left = app.run_with(slow(), &options);
            let left = tokio::time::timeout_at(tokio::time::Instant::now(), left).await;
            assert!(left.is_err());
        }
        let twins = tokio::join!(ask(&app, "a", slow()), ask(&app, "a", slow()));
        assert_eq!(twins, (Ok(json!(1)), refused("idempotency_key_in_use")));
        assert_eq!(ask(&app, "a", slow()).await, Ok(json!(1)));
        assert_eq!(paid(&app).await, [5]);
    }

    #[tokio::test]
    async fn a_key_has_1_to_255_characters() {
        let app = shop();
        for key in [String::new(), "é".repeat(256)] {
            assert_eq!(ask(&app, &key, pay(5)).await, refused("idempotency_key_invalid"));
        }
        assert_eq!(ask(&app, &"é".repeat(255), pay(5)).await, Ok(json!(1)));
    }

    #[tokio::test]
    async fn a_result_that_cannot_be_read_back_is_a_bug_that_is_reported() {
        let app = shop();
        let answer = app.run_with(PayAndShow { amount: 5 }, &with_key("a")).await;
        assert_eq!(answer.unwrap_err().into_errors().keys(), ["runtime.unknown"]);
        assert!(paid(&app).await.is_empty());
    }

    #[test]
    fn without_storage_there_is_nowhere_to_keep_answers() {
        #[foobara::command(domain = Shop)]
        async fn nothing() -> Result<(), Infallible> {
            Ok(())
        }

        let mistakes = App::builder()
            .domain::<Shop>(commands![Nothing])
            .concern(Idempotency::new())
            .build()
            .unwrap_err()
            .to_string();
        let expected = "`Shop::Nothing` is under `idempotency`, which keeps records, and the app has no storage; add \
                        `.storage(..)` to the builder";
        assert!(mistakes.contains(expected), "{mistakes}");
    }
}

mod kept {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_may_be_otherwise_the_next_time_is_not_kept() {
        let app = shop();
        assert_eq!(
            ask(&app, "a", pay(1001)).await,
            Err(vec!["data.amount.max_exceeded".to_owned()])
        );
        let mut hasty = with_key("a");
        hasty.timeout = Some(Duration::from_millis(5));
        let late = app.run_with(Pay { pause: 10, ..pay(5) }, &hasty).await;
        assert_eq!(late.unwrap_err().into_errors().keys(), ["runtime.timeout"]);
        assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
        assert_eq!(paid(&app).await, [5]);
    }

    #[tokio::test(start_paused = true)]
    async fn what_may_have_left_something_behind_is_kept_whatever_it_is() {
        let post = Post::default();
        let app = builder(&post)
            .storage(MemoryStore::new())
            .build()
            .expect("no mistakes");
        let letter = || Pay {
            pause: 10,
            writes: true,
            ..pay(5)
        };
        let mut hasty = with_key("a");
        hasty.timeout = Some(Duration::from_millis(5));
        for _ in 0..2 {
            let late = app.run_with(letter(), &hasty).await;
            assert_eq!(late.unwrap_err().into_errors().keys(), ["runtime.timeout"]);
        }
        assert_eq!(ask(&app, "a", letter()).await, refused("timeout"));
        assert_eq!(post.0.load(Ordering::SeqCst), 1);
        assert_eq!(ask(&app, "b", letter()).await, Ok(json!(1)));
    }

    #[tokio::test]
    async fn an_answer_is_kept_for_its_time() {
        let app = TestApp::in_memory(builder(&Post::default())).expect("no mistakes");
        for (ahead, id) in [
            (0, 1),
            (Idempotency::EXPIRES_AFTER.as_secs() - 1, 1),
            (1, 2),
            (1, 2),
        ] {
            app.clock().advance(Duration::from_secs(ahead));
            assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(id)));
        }
        app.clock().advance(Idempotency::EXPIRES_AFTER);
        assert_eq!(ask(&app, "a", pay(-3)).await, refused("refused"));
        assert_eq!(ask(&app, "a", pay(-3)).await, refused("refused"));
        assert_eq!(ask(&app, "b", pay(5)).await, Ok(json!(3)));
        assert_eq!(Idempotency::forget_expired(&app).await.ok(), Some(0));
        app.clock().advance(Idempotency::EXPIRES_AFTER);
        assert_eq!(Idempotency::forget_expired(&app).await.ok(), Some(2));
        given(&app).when(Paid).await.then_success(json!([5, 5, 5]));
    }

    #[test]
    fn its_errors_are_in_the_manifest_and_its_table_is_not() {
        let app = shop();
        let exposure = Exposure::of(&app).all().build().expect("no mistakes");
        let pay = exposure.command("Pay").found().expect("a command").manifest(&app);
        for key in ["in_use", "invalid", "reused"] {
            assert!(pay["possible_errors"][format!("runtime.idempotency_key_{key}")].is_object());
        }
        let entities: Vec<_> = app.entities().iter().map(|entity| entity.reference()).collect();
        assert_eq!(entities, ["Shop::Payment"]);
    }

    #[tokio::test]
    async fn answers_are_there_when_a_file_is_opened_again() {
        let folder = tempfile::tempdir().expect("a folder");
        for _ in 0..2 {
            let file = SqliteConfig::new(folder.path().join("shop.db"))
                .open()
                .await
                .expect("a store");
            let app = builder(&Post::default())
                .storage(file.clone())
                .build()
                .expect("no mistakes");
            app.prepare().await.expect("tables");
            assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
            assert_eq!(ask(&app, "b", pay(-3)).await, refused("refused"));
            assert_eq!(paid(&app).await, [5]);
            file.close().await;
        }
    }
}

/// One attempt of one caller to get an answer.
#[derive(Debug, Clone)]
struct Attempt {
    /// Which of the processes is asked.
    process: usize,
    key: i64,
    /// After how many milliseconds the caller has enough.
    patience: Option<u64>,
    is_text: bool,
    after: u64,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    (
        0..2_usize,
        0..5_i64,
        prop::option::of(0..6_u64),
        any::<bool>(),
        0..4_u64,
    )
        .prop_map(|(process, key, patience, is_text, after)| Attempt {
            process,
            key,
            patience,
            is_text,
            after,
        })
}

/// Processes that share a store, and what they answered to each key.
struct World {
    processes: [App; 2],
    answers: std::sync::Mutex<BTreeMap<i64, Answer>>,
}

impl World {
    fn new() -> Self {
        let store = MemoryStore::new();
        let process = || {
            builder(&Post::default())
                .storage(store.clone())
                .build()
                .expect("no mistakes")
        };
        Self {
            processes: [process(), process()],
            answers: std::sync::Mutex::default(),
        }
    }

    async fn attempt(&self, attempt: &Attempt) {
        let app = &self.processes[attempt.process];
        app.ports()
            .clock
            .sleep(Duration::from_millis(attempt.after))
            .await;
        let mut options = with_key(&attempt.key.to_string());
        options.timeout = attempt.patience.map(Duration::from_millis);
        let answer = if attempt.is_text {
            let inputs = json!({ "amount": -attempt.key, "pause": 3 });
            ask_as_text(app, options, "Pay", &inputs, Encoding::Atomic).await
        } else {
            let command = Pay {
                pause: 3,
                ..pay(-attempt.key)
            };
            let answer = app.run_with(command, &options).await;
            answer
                .map(Value::from)
                .map_err(|failure| failure.into_errors().keys())
        };
        if answer != refused("timeout") && answer != refused("idempotency_key_in_use") {
            let mut answers = self.answers.lock().expect("no panic");
            let first = answers.entry(attempt.key).or_insert_with(|| answer.clone());
            assert_eq!(*first, answer);
        }
    }

    /// Every key has had one effect if its answer is a result, and none if it is errors or there is none yet.
    async fn check(&self) {
        let mut paid = paid(&self.processes[0]).await;
        paid.sort_unstable_by_key(|amount| -amount);
        let answers = self.answers.lock().expect("no panic");
        let succeeded: Vec<i64> = answers
            .iter()
            .filter(|(_, answer)| answer.is_ok())
            .map(|(key, _)| -key)
            .collect();
        assert_eq!(paid, succeeded);
    }
}

mod law {
    use super::*;

    fn paused(work: impl Future<Output = ()>) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime
            .enable_all()
            .start_paused(true)
            .build()
            .expect("a runtime starts")
            .block_on(work);
    }

    proptest! {
        #[test]
        fn a_key_has_one_effect_and_one_answer(
            callers in prop::collection::vec(prop::collection::vec(attempt(), 1..20), 1..8)
        ) {
            paused(async {
                let world = World::new();
                let callers = callers.iter().map(async |attempts| {
                    for attempt in attempts {
                        world.attempt(attempt).await;
                    }
                });
                futures::future::join_all(callers).await;
                world.check().await;
            });
        }
    }

    /// `FOOBARA_RETRIES=100000` makes it as long as it is at night.
    #[test]
    fn it_holds_over_many_retries() {
        let retries = std::env::var("FOOBARA_RETRIES")
            .ok()
            .and_then(|retries| retries.parse().ok());
        let retries: usize = retries.unwrap_or(1_000);
        paused(async {
            let world = World::new();
            let callers = (0..10_i64).map(async |caller| {
                for turn in 0..i64::try_from(retries / 10).expect("a small number") {
                    let mixed = (caller + 1) * 7_919 + turn * 104_729;
                    let attempt = Attempt {
                        process: usize::from(mixed % 3 == 0),
                        key: mixed % 97,
                        patience: (mixed % 5 == 0).then_some(2),
                        is_text: mixed % 2 == 0,
                        after: 0,
                    };
                    world.attempt(&attempt).await;
                }
            });
            futures::future::join_all(callers).await;
            world.check().await;
        });
    }
}
