//! The testing kit, and with it what the pipeline promises: transitions, deadlines, what is undone and what is not.

#[path = "../examples/zoo/commands/mod.rs"]
mod commands;
#[path = "../examples/zoo/domain.rs"]
mod domain;
#[path = "../examples/zoo/entities.rs"]
mod entities;

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use commands::{Celebrate, CreateCapybara, CreateKeeper, CreateSafe, Explode, IncrementAge, Opts};
use foobara::{
    Auto, CancellationToken, ErrorReport, Event, Exposure, FaultKind, Record, RunOptions, State, Transition,
    When, prelude::*,
};
use foobara_testing::{InProcess, TestApp, Way, WireOutcome, given};
use serde_json::{Value, json};

// A lab whose commands write a note and then come to every kind of end.

#[derive(Domain)]
struct Lab;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Note {
    #[entity(key)]
    id: Auto<i64>,
    text: String,
}

impl Note {
    fn saying(text: &str) -> Self {
        Self {
            id: Auto::unassigned(),
            text: text.to_owned(),
        }
    }
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum Refusal {
    #[error("boom")]
    Boom,
}

/// Writes a note; refuses to, afterwards, when told.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
struct Write {
    #[input(min = 0)]
    n: i64,
    #[input(default = false)]
    fails: bool,
}

impl Execute for Write {
    type Output = i64;
    type Error = Refusal;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Note>().create(Note::saying("written")).await?;
        if self.fails {
            return Err(Refusal::Boom.into());
        }
        Ok(self.n)
    }
}

/// Writes a note and sleeps for ten seconds.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
struct Sleep;

impl Execute for Sleep {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Note>().create(Note::saying("asleep")).await?;
        Ok(cx.sleep(Duration::from_secs(10)).await?)
    }
}

/// Writes a note and panics.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
struct Trip;

impl Execute for Trip {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Note>().create(Note::saying("about to trip")).await?;
        panic!("over a wire")
    }
}

/// Writes a note before and after a command that it lets fail.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note), depends_on(Write))]
struct Persist {
    fails: bool,
}

impl Execute for Persist {
    type Output = bool;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Note>().create(Note::saying("before")).await?;
        let write = Write {
            n: 1,
            fails: self.fails,
        };
        let attempted = cx.sub(write).attempt().await;
        cx.write::<Note>().create(Note::saying("after")).await?;
        Ok(matches!(attempted, Err(Failure::Own(Refusal::Boom))))
    }
}

/// Returns what the notes say.
#[derive(Debug, Command)]
#[command(domain = Lab, reads(Note))]
struct Notes;

impl Execute for Notes {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let notes = cx.read::<Note>().all().await?;
        Ok(notes.into_iter().map(|note| note.text).collect())
    }
}

fn builder() -> foobara::AppBuilder {
    App::builder().domain::<Lab>(commands![Write, Sleep, Trip, Persist, Notes])
}

fn lab() -> TestApp {
    TestApp::in_memory(builder()).expect("a lab without mistakes")
}

fn zoo() -> TestApp {
    let commands = commands![
        CreateSafe,
        CreateKeeper,
        CreateCapybara,
        IncrementAge,
        Celebrate,
        Explode,
        Opts,
    ];
    TestApp::in_memory(App::builder().domain::<domain::Zoo>(commands)).expect("a zoo without mistakes")
}

/// Returns a command of the zoo, whose fields are its own.
fn command<C: foobara::Command>(inputs: Value) -> C {
    serde_json::from_value(inputs).expect("inputs of the command")
}

mod given_when_then {
    use super::*;

    #[tokio::test]
    async fn what_was_given_is_there_when_the_command_runs() {
        let app = zoo();
        given(&app)
            .ran(command::<CreateKeeper>(json!({ "name": "Ada" })))
            .await
            .ran(command::<CreateCapybara>(
                json!({ "name": "Fumiko", "age": 100, "keeper": 1 }),
            ))
            .await
            .when(IncrementAge {
                capybara: Record::of(1),
                by: 1,
            })
            .await
            .then_no_errors()
            .then_output(|capybara| assert_eq!(capybara.age, 101))
            .then_success(json!({ "id": 1, "name": "Fumiko", "age": 101, "keeper": 1 }));
        given(&app)
            .when(command::<Celebrate>(json!({ "capybara": 1 })))
            .await
            .then_errors(&["acme::zoo::increment_age>runtime.too_old"]);
    }

    #[tokio::test]
    async fn errors_are_compared_whatever_their_order() {
        let app = zoo();
        let increment = |by| IncrementAge {
            capybara: Record::of(99),
            by,
        };
        given(&app)
            .when(increment(2))
            .await
            .then_errors(&["data.capybara.not_found"]);
        let errors = given(&app).when(increment(9)).await.into_result();
        assert_eq!(
            errors.expect_err("nine is too many").keys(),
            ["data.by.max_exceeded"]
        );
    }

    /// Returns what a test says that panics.
    fn said<T>(test: impl Future<Output = T>) -> String {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let runtime = runtime.expect("a runtime");
        let panicked = std::panic::catch_unwind(AssertUnwindSafe(|| drop(runtime.block_on(test))));
        let panic = panicked.expect_err("the assertion does not hold");
        *panic.downcast().expect("the panic has a message")
    }

    fn write(n: i64) -> Write {
        Write { n, fails: false }
    }

    #[test]
    fn assertions_that_do_not_hold_say_what_differs() {
        assert_eq!(
            said(async { given(&lab()).when(write(1)).await.then_success(2) }),
            "Write succeeded with another result\n  (- expected, + found)\n- 2\n+ 1\n"
        );
        assert_eq!(
            said(async { given(&lab()).when(write(-1)).await.then_no_errors() }),
            "Write failed:\n  data.n.below_minimum: Below minimum allowed. -1 is less than 0\n"
        );
        assert_eq!(
            said(async { given(&lab()).when(write(-1)).await.then_errors(&["runtime.boom"]) }),
            "Write failed with other errors\n  (- expected, + found)\n  [\n-   \"runtime.boom\"\n+   \"data.n.below_minimum\"\n  ]\n\n  data.n.below_minimum: Below minimum allowed. -1 is less than 0\n"
        );
        assert_eq!(
            said(async { given(&lab()).when(write(1)).await.then_errors(&["runtime.boom"]) }),
            "Write succeeded, and was to fail with runtime.boom"
        );
    }

    #[test]
    fn what_is_given_must_succeed() {
        let said = said(async { given(&lab()).ran(write(-1)).await.when(Notes).await });
        let (place, errors) = said.split_once(", failed:\n").expect("what and why");
        assert!(place.starts_with("the given Write, at tests/kit.rs:"), "{place}");
        assert_eq!(
            errors,
            "  data.n.below_minimum: Below minimum allowed. -1 is less than 0\n"
        );
    }

    #[tokio::test]
    async fn a_test_app_does_the_same_in_each_run() {
        let bits = || [(); 3].map(|()| zoo().ports().random.bits());
        assert_eq!(bits(), bits());
        let app = zoo();
        assert_eq!([(); 3].map(|()| app.ports().ids.next()), [1, 2, 3]);
        let before = app.ports().clock.instant();
        app.clock().advance(Duration::from_secs(60));
        assert_eq!(app.ports().clock.instant() - before, Duration::from_secs(60));
        assert_eq!(
            app.ports().clock.now(),
            std::time::UNIX_EPOCH + Duration::from_secs(60)
        );
    }
}

mod hooks {
    use super::*;

    #[derive(Clone, Default)]
    struct Trace(Arc<Mutex<Vec<String>>>);

    impl Trace {
        /// Writes events as the golden traces do.
        fn note(&self, event: &Event<'_>) {
            let transition = event.transition.as_str();
            let line = match event.when {
                When::Before => format!("before_{transition}[{}]", event.state().as_str()),
                When::After => format!("after_{transition}[{}]", event.state().as_str()),
                When::Error => format!("error_any({transition})"),
            };
            self.lines().push(line);
        }

        fn lines(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    fn traced() -> (TestApp, Trace) {
        let trace = Trace::default();
        let noted = trace.clone();
        let builder = builder().hook_command::<Write>(move |event: &Event<'_>| {
            noted.note(event);
            Ok(())
        });
        (TestApp::in_memory(builder).expect("no mistakes"), trace)
    }

    /// Returns the trace that Ruby foobara left in a scenario, without what the command itself said and without Ruby's
    /// exceptions.
    fn golden(scenario: &str) -> Vec<String> {
        let file = include_str!("../foobara-testing/golden/lifecycle.jsonl");
        let scenarios = file
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
        let scenario = scenarios
            .into_iter()
            .find(|one| one["scenario"] == scenario)
            .expect("a scenario");
        let trace = scenario["callback_trace"].as_array().expect("a trace").iter();
        let lines = trace
            .filter_map(Value::as_str)
            .filter(|line| line.starts_with(char::is_lowercase));
        lines
            .map(|line| line.split(": ").next().unwrap_or(line).to_owned())
            .collect()
    }

    #[tokio::test]
    async fn hooks_see_what_rubys_callbacks_saw() {
        let runs = [
            ("success", 1, false, GOOD),
            ("validation_failure", -1, false, &["data.n.below_minimum"]),
            ("runtime_error_halting", 1, true, &["runtime.boom"]),
        ];
        for (scenario, n, fails, errors) in runs {
            let (app, trace) = traced();
            let outcome = app.run(Write { n, fails }).await;
            let found = outcome
                .err()
                .map(|failure| failure.into_errors().keys())
                .unwrap_or_default();
            assert_eq!(found, errors, "{scenario}");
            assert_eq!(*trace.lines(), golden(scenario), "{scenario}");
        }
    }

    const GOOD: &[&str] = &[];

    #[tokio::test]
    async fn a_fault_of_a_hook_fails_the_run_and_undoes_it() {
        let before_the_end = [
            Transition::OpenTransaction,
            Transition::CastAndValidateInputs,
            Transition::LoadRecords,
            Transition::ValidateRecords,
            Transition::Validate,
            Transition::RunExecute,
            Transition::CommitTransaction,
        ];
        for frozen in before_the_end {
            for when in [When::Before, When::After] {
                let builder = builder().hook_command::<Write>(move |event: &Event<'_>| {
                    if (event.transition, event.when) == (frozen, when) {
                        let error = ErrorReport::runtime("frozen", "Nothing moves");
                        return Err(FaultKind::Reported(vec![error]).into());
                    }
                    Ok(())
                });
                let app = TestApp::in_memory(builder).expect("no mistakes");
                let then = given(&app).when(Write { n: 1, fails: false }).await;
                if (frozen, when) == (Transition::CommitTransaction, When::After) {
                    // It lasts already, and must not be said to have failed.
                    then.then_success(1);
                    given(&app).when(Notes).await.then_success(json!(["written"]));
                } else {
                    then.then_errors(&["runtime.frozen"]);
                    given(&app).when(Notes).await.then_success(json!([]));
                }
            }
        }
    }

    #[tokio::test]
    async fn hooks_see_inputs_and_the_commands_of_their_scope() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&seen);
        let builder = builder().hook_domain::<Lab>(move |event: &Event<'_>| {
            if (event.transition, event.when) == (Transition::RunExecute, When::Before) {
                let n = event.input::<Write>().map(|write| write.n);
                noted
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((event.command.name, n));
            }
            Ok(())
        });
        let app = TestApp::in_memory(builder).expect("no mistakes");
        given(&app)
            .when(Persist { fails: false })
            .await
            .then_success(false);
        let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        assert_eq!(*seen, [("Persist", None), ("Write", Some(1))]);
    }

    #[tokio::test]
    async fn a_run_ends_in_one_terminal_state() {
        for (n, fails, end) in [
            (1, false, State::Succeeded),
            (1, true, State::Failed),
            (-1, false, State::Failed),
        ] {
            let (app, trace) = traced();
            let _ = app.run(Write { n, fails }).await;
            let ends = format!("[{}]", end.as_str());
            assert!(
                trace.lines().last().is_some_and(|line| line.ends_with(&ends)),
                "{trace:?}",
                trace = trace.lines()
            );
        }
    }
}

mod interruptions {
    use super::*;

    #[tokio::test]
    async fn a_passed_deadline_ends_the_run_and_undoes_it() {
        let app = lab();
        let mut options = RunOptions::default();
        options.timeout = Some(Duration::from_secs(5));
        let (outcome, ()) = tokio::join!(
            biased;
            app.run_with(Sleep, &options),
            async { app.clock().advance(Duration::from_secs(5)) },
        );
        assert_eq!(keys(outcome), ["runtime.timeout"]);
        given(&app).when(Notes).await.then_success(json!([]));
    }

    #[tokio::test]
    async fn a_run_in_time_is_not_disturbed() {
        let app = lab();
        let mut options = RunOptions::default();
        options.timeout = Some(Duration::from_secs(11));
        let (outcome, ()) = tokio::join!(
            biased;
            app.run_with(Sleep, &options),
            async { app.clock().advance(Duration::from_secs(10)) },
        );
        assert_eq!(keys(outcome), GOOD);
        given(&app).when(Notes).await.then_success(json!(["asleep"]));
    }

    const GOOD: [&str; 0] = [];

    #[tokio::test]
    async fn a_deadline_that_has_passed_before_the_end_is_seen_at_the_commit() {
        let late = Arc::new(Mutex::new(None::<Arc<TestApp>>));
        let clock = Arc::clone(&late);
        let builder = builder().hook_command::<Write>(move |event: &Event<'_>| {
            let app = clock.lock().unwrap_or_else(PoisonError::into_inner);
            if let (Some(app), Transition::CommitTransaction) = (app.as_ref(), event.transition) {
                app.clock().advance(Duration::from_secs(60));
            }
            Ok(())
        });
        let app = Arc::new(TestApp::in_memory(builder).expect("no mistakes"));
        *late.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&app));
        let mut options = RunOptions::default();
        options.timeout = Some(Duration::from_secs(60));
        assert_eq!(
            keys(app.run_with(Write { n: 1, fails: false }, &options).await),
            ["runtime.timeout"]
        );
        given(&app).when(Notes).await.then_success(json!([]));
    }

    #[tokio::test]
    async fn a_cancelled_run_ends_and_is_undone() {
        let app = lab();
        let cancel = CancellationToken::new();
        let mut options = RunOptions::default();
        options.cancel = Some(cancel.clone());
        let (outcome, ()) = tokio::join!(
            biased;
            app.run_with(Sleep, &options),
            async { cancel.cancel() },
        );
        assert_eq!(keys(outcome), ["runtime.cancelled"]);
        given(&app).when(Notes).await.then_success(json!([]));
    }

    #[tokio::test]
    async fn a_run_that_is_dropped_leaves_nothing_behind() {
        let app = lab();
        {
            let mut run = std::pin::pin!(app.run(Sleep));
            let polled =
                std::future::poll_fn(|cx| std::task::Poll::Ready(run.as_mut().poll(cx).is_pending()));
            assert!(polled.await, "it sleeps");
        }
        given(&app).when(Notes).await.then_success(json!([]));
    }

    fn keys<T, E: foobara::PossibleErrors>(outcome: Result<T, Failure<E>>) -> Vec<String> {
        outcome
            .err()
            .map(|failure| failure.into_errors().keys())
            .unwrap_or_default()
    }
}

mod undoing {
    use super::*;

    #[tokio::test]
    async fn an_attempt_that_fails_undoes_only_its_own_writes() {
        let app = lab();
        given(&app).when(Persist { fails: true }).await.then_success(true);
        given(&app)
            .when(Notes)
            .await
            .then_success(json!(["before", "after"]));
        given(&app)
            .when(Persist { fails: false })
            .await
            .then_success(false);
        given(&app)
            .when(Notes)
            .await
            .then_success(json!(["before", "after", "before", "written", "after"]));
    }

    #[tokio::test]
    async fn a_panic_becomes_an_error_and_undoes_the_run() {
        let app = lab();
        let exposure = Exposure::of(&app).all().build().expect("no mistakes");
        let mut way = InProcess::new(exposure);
        let message = "Something went wrong; the log has it under <id>";
        let expected = WireOutcome::errors(vec![json!({
            "key": "runtime.unknown",
            "path": [],
            "runtime_path": [],
            "category": "runtime",
            "symbol": "unknown",
            "message": message,
            "context": {},
            "is_fatal": true,
        })]);
        assert_eq!(way.call("Trip", &json!({})).await, expected);
        assert_eq!(
            way.call("Notes", &json!({})).await,
            WireOutcome::Success(json!([]))
        );
        given(&app)
            .ran(Write { n: 1, fails: false })
            .await
            .when(Notes)
            .await
            .then_success(json!(["written"]));
    }
}

mod mistakes {
    use foobara::{AppBuilder, CommandDefinition};

    use super::*;

    #[derive(Domain)]
    struct Shop;

    #[derive(Debug, Clone, Entity)]
    #[entity(domain = Shop)]
    struct Article {
        #[entity(key)]
        id: Auto<i64>,
        #[input(matches = "(")]
        code: String,
    }

    macro_rules! nothing {
        ($($command:ty),*) => {$(
            impl Execute for $command {
                type Output = ();
                type Error = Infallible;

                async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
                    Ok(())
                }
            }
        )*};
    }

    #[derive(Debug, Command)]
    #[command(domain = Shop)]
    struct Open {
        #[input(max = 5, default = 9)]
        doors: i64,
    }

    #[derive(Debug, Command)]
    #[command(domain = Shop, depends_on(Weigh))]
    struct Buy;

    #[derive(Debug, Command)]
    #[command(domain = Shop, depends_on(Pack))]
    struct Weigh;

    #[derive(Debug, Command)]
    #[command(domain = Shop, depends_on(Buy, Ship), writes(Article))]
    struct Pack;

    /// Is never added.
    #[derive(Debug, Command)]
    #[command(domain = Shop)]
    struct Ship;

    #[derive(Debug, Command)]
    #[command(domain = Lab, noop)]
    struct Idle;

    nothing!(Open, Buy, Weigh, Pack, Ship);

    fn mistaken() -> AppBuilder {
        let shopping = CommandDefinition::new("Lab::Shopping", |_, _| Box::pin(async { Ok(Value::Null) }));
        let shopping = shopping.depends_on("Shop::Open");
        App::builder()
            .domain::<Shop>(commands![Open, Buy, Weigh, Weigh, Pack])
            .domain::<Lab>(commands![Idle])
            .define(shopping)
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let errors = TestApp::build(mistaken()).expect_err("there are mistakes");
        let expected = [
            "the app cannot be built: 7 mistakes",
            "two commands are called `Shop::Weigh`; rename one of them",
            "commands depend on each other in a circle: Shop::Buy -> Shop::Weigh -> Shop::Pack -> Shop::Buy",
            "the default of `doors` of `Shop::Open` is not valid: Max exceeded. 9 is larger than 5",
            "`Shop::Pack` depends on `Shop::Ship`, which is not in the app; add it to `commands![..]` of its domain",
            "`Shop::Pack` uses the entity `Shop::Article`, and the app has no storage; add `.storage(..)` to the builder",
            "`Lab::Shopping` runs `Shop::Open` of the domain `Shop`; add `depends_on(Shop)` to the `#[domain(..)]` of `Lab`",
            "the pattern of `code` of `Shop::Article` does not compile: regex parse error:\n    (\n    ^\nerror: unclosed group",
        ];
        assert_eq!(errors.to_string(), expected.join("\n  - "));
    }
}
