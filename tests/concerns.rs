//! What goes around runs: where it goes, in which order, and what it may do with a run.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use foobara::{
    AppBuilder, Around, Auto, BoxFuture, Concern, Encoding, Exposure, FaultKind, MemoryStore, Place, Port,
    RawInputs, RunOptions,
    concern::{Bulkhead, CircuitBreaker, Retry, Timeout},
    prelude::*,
};
use foobara_testing::{TestApp, given};

use serde_json::json;

#[derive(Domain)]
struct Lab;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Note {
    #[entity(key)]
    id: Auto<i64>,
    text: String,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum Refusal {
    #[error("boom")]
    Boom,
}

/// Writes a note, and fails when told.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, writes(Note))]
struct Write {
    fails: bool,
}

impl Execute for Write {
    type Output = i64;
    type Error = Refusal;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let note = Note {
            id: Auto::unassigned(),
            text: "written".to_owned(),
        };
        cx.write::<Note>().create(note).await?;
        if self.fails {
            return Err(Refusal::Boom.into());
        }
        Ok(1)
    }
}

/// Runs `Write`.
#[derive(Debug, Command)]
#[command(domain = Lab, depends_on(Write))]
struct Delegate;

impl Execute for Delegate {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.sub(Write { fails: false }).run().await?)
    }
}

/// Sleeps for a second, in an app whose clock is turned by hand.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab)]
struct Sleep;

impl Execute for Sleep {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.sleep(Duration::from_secs(1)).await?)
    }
}

/// Returns what the notes say.
#[derive(Debug, Command)]
#[command(domain = Lab, reads(Note), concerns(Silent))]
struct Notes;

impl Execute for Notes {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let notes = cx.read::<Note>().all().await?;
        Ok(notes.into_iter().map(|note| note.text).collect())
    }
}

/// Goes around and does nothing.
struct Silent;

impl Concern for Silent {
    fn name(&self) -> &'static str {
        "silent"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move { run.proceed().await })
    }
}

#[derive(Clone, Default)]
struct Trace(Arc<Mutex<Vec<String>>>);

impl Trace {
    fn note(&self, line: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn around(&self, name: &'static str, place: Place) -> Traced {
        Traced {
            name,
            place,
            trace: self.clone(),
        }
    }
}

/// Notes when it is entered and left.
struct Traced {
    name: &'static str,
    place: Place,
    trace: Trace,
}

impl Concern for Traced {
    fn name(&self) -> &'static str {
        self.name
    }

    fn place(&self) -> Place {
        self.place
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let (name, command) = (self.name, run.command().name);
            self.trace.note(format!("{name}({command})>"));
            run.proceed().await;
            self.trace.note(format!("<{name}({command})"));
        })
    }
}

/// A concern made of a function.
struct With<F>(&'static str, Place, F);

impl<F: for<'a> Fn(Around<'a>) -> BoxFuture<'a, ()> + Send + Sync + 'static> Concern for With<F> {
    fn name(&self) -> &'static str {
        self.0
    }

    fn place(&self) -> Place {
        self.1
    }

    fn repeats(&self) -> bool {
        self.0 == "twice"
    }

    fn around<'a>(&'a self, run: Around<'a>) -> BoxFuture<'a, ()> {
        (self.2)(run)
    }
}

fn with<F>(name: &'static str, place: Place, around: F) -> With<F>
where
    F: for<'a> Fn(Around<'a>) -> BoxFuture<'a, ()> + Send + Sync + 'static,
{
    With(name, place, around)
}

fn builder() -> AppBuilder {
    App::builder().domain::<Lab>(commands![Write, Delegate, Sleep, Notes])
}

fn app(builder: AppBuilder) -> TestApp {
    TestApp::in_memory(builder).expect("no mistakes")
}

async fn json_run(app: &App, name: &str, inputs: &'static str) -> Result<String, Vec<String>> {
    let entry = app.command(name).found().expect("a command");
    let run = entry.run(
        app.clone(),
        RawInputs::json(inputs),
        RunOptions::default(),
        Encoding::Atomic,
    );
    let body = run.await.map_err(|errors| errors.keys())?;
    Ok(String::from_utf8(body).expect("text"))
}

mod order {
    use super::*;

    #[tokio::test]
    async fn what_is_added_later_goes_around_and_wider_scopes_go_around_narrower_ones() {
        let trace = Trace::default();
        let app = app(builder()
            .concern(trace.around("app", Place::Root))
            .concern_command::<Write>(trace.around("inner", Place::Root))
            .concern_command::<Write>(trace.around("outer", Place::Root))
            .concern_domain::<Lab>(trace.around("domain", Place::Root))
            .concern_command::<Write>(trace.around("inside", Place::Execute)));
        let expected = [
            "app(Write)>",
            "domain(Write)>",
            "outer(Write)>",
            "inner(Write)>",
            "inside(Write)>",
            "<inside(Write)",
            "<inner(Write)",
            "<outer(Write)",
            "<domain(Write)",
            "<app(Write)",
        ];
        assert_eq!(app.run(Write { fails: false }).await.unwrap(), 1);
        assert_eq!(trace.take(), expected);
        assert_eq!(json_run(&app, "Write", r#"{"fails":false}"#).await.unwrap(), "1");
        assert_eq!(trace.take(), expected);
    }

    #[tokio::test]
    async fn sub_commands_have_those_that_go_everywhere() {
        let trace = Trace::default();
        let app = app(builder()
            .concern(trace.around("root", Place::Root))
            .concern(trace.around("all", Place::Everywhere)));
        assert_eq!(app.run(Delegate).await.unwrap(), 1);
        let expected = [
            "all(Delegate)>",
            "root(Delegate)>",
            "all(Write)>",
            "<all(Write)",
            "<root(Delegate)",
            "<all(Delegate)",
        ];
        assert_eq!(trace.take(), expected);
    }
}

mod outcomes {
    use super::*;

    fn failing(place: Place) -> impl Concern {
        with("failing", place, |mut run: Around<'_>| {
            Box::pin(async move {
                run.proceed().await;
                run.fail(FaultKind::Cancelled);
            })
        })
    }

    #[tokio::test]
    async fn a_failure_inside_undoes_the_run_and_one_outside_comes_too_late_for_that() {
        for (place, left) in [(Place::Execute, json!([])), (Place::Root, json!(["written"]))] {
            let app = app(builder().concern_command::<Write>(failing(place)));
            given(&app)
                .when(Write { fails: false })
                .await
                .then_errors(&["runtime.cancelled"]);
            given(&app).when(Notes).await.then_success(left);
        }
    }

    #[tokio::test]
    async fn a_concern_may_answer_in_the_place_of_the_command() {
        let answering = with("answering", Place::Root, |mut run: Around<'_>| {
            Box::pin(async move {
                assert!(!run.answer(Box::new("no number")));
                assert!(run.answer(Box::new(7_i64)) || run.answer(Box::new(b"7".to_vec())));
            })
        });
        let app = app(builder().concern_command::<Write>(answering));
        assert_eq!(app.run(Write { fails: true }).await.unwrap(), 7);
        assert_eq!(json_run(&app, "Write", r#"{"fails":true}"#).await.unwrap(), "7");
        given(&app).when(Notes).await.then_success(json!([]));
    }

    #[tokio::test]
    async fn a_concern_that_does_nothing_is_a_bug_that_is_reported() {
        let lazy = with("lazy", Place::Root, |_| Box::pin(std::future::ready(())));
        let app = app(builder().concern(lazy));
        let errors = app.run(Write { fails: false }).await.unwrap_err().into_errors();
        assert_eq!(errors.keys(), ["runtime.unknown"]);
    }

    #[tokio::test]
    async fn each_attempt_has_a_unit_of_work_of_its_own() {
        let twice = || {
            with("twice", Place::Root, |mut run: Around<'_>| {
                Box::pin(async move {
                    run.proceed().await;
                    let first = run.errors().map(|errors| errors.keys());
                    run.proceed().await;
                    assert_eq!(run.errors().map(|errors| errors.keys()), first);
                })
            })
        };
        let app = app(builder().concern_command::<Write>(twice()));
        assert_eq!(app.run(Write { fails: false }).await.unwrap(), 1);
        assert_eq!(
            json_run(&app, "Write", r#"{"fails":true}"#).await,
            Err(vec!["runtime.boom".to_owned()])
        );
        given(&app)
            .when(Notes)
            .await
            .then_success(json!(["written", "written"]));
        let mistakes = builder()
            .concern_command::<Delegate>(twice())
            .build()
            .unwrap_err();
        let mistakes = mistakes.to_string();
        assert!(
            mistakes.contains("`Lab::Delegate` is under `twice` and cannot be copied; derive `Clone` for it"),
            "{mistakes}"
        );
    }

    #[tokio::test]
    async fn a_concern_sees_inputs_result_and_errors() {
        let trace = Trace::default();
        let noted = trace.clone();
        let curious = with("curious", Place::Root, move |mut run: Around<'_>| {
            let noted = noted.clone();
            Box::pin(async move {
                noted.note(format!("{}", run.inputs().unwrap_or_default()));
                run.proceed().await;
                let errors = run.errors().map(|errors| errors.keys());
                noted.note(format!("{:?} {errors:?} {}", run.output_value(), run.is_ok()));
            })
        });
        let app = app(builder().concern_command::<Write>(curious));
        let _ = app.run(Write { fails: false }).await;
        let _ = json_run(&app, "Write", r#"{"fails":"yes"}"#).await;
        let expected = [
            r#"{"fails":false}"#,
            "Some(Number(1)) None true",
            r#"{"fails":true}"#,
            r#"None Some(["runtime.boom"]) false"#,
        ];
        assert_eq!(trace.take(), expected);
    }
}

/// A port that changes something outside.
struct Bell;

impl Port for Bell {
    const NAME: &'static str = "bell";

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, (): &'a ()) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Rings the bell, if told.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, uses(Bell))]
struct Ring {
    rings: bool,
}

impl Execute for Ring {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        if self.rings {
            cx.port::<Bell>().call(&()).await?;
        }
        Ok(())
    }
}

/// Rings the bell, or not, one time after the other.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, depends_on(Ring))]
struct RingTwice {
    first: bool,
    second: bool,
}

impl Execute for RingTwice {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.sub(Ring { rings: self.first }).run().await?;
        Ok(cx.sub(Ring { rings: self.second }).run().await?)
    }
}

mod traces {
    use super::*;

    /// Notes whether traces are left, of the command it is around.
    fn noting(trace: &Trace) -> impl Concern + use<> {
        let trace = trace.clone();
        with("noting", Place::Everywhere, move |mut run: Around<'_>| {
            let trace = trace.clone();
            Box::pin(async move {
                run.proceed().await;
                trace.note(format!("{} {}", run.command().name, run.has_left_traces()));
            })
        })
    }

    async fn found(builder: impl FnOnce(AppBuilder) -> AppBuilder, first: bool, second: bool) {
        let commands = App::builder().domain::<Lab>(commands![Ring, RingTwice]);
        let app = builder(commands.port(Bell)).build().expect("no mistakes");
        app.run(RingTwice { first, second }).await.expect("well");
    }

    #[tokio::test]
    async fn a_sub_command_hides_no_traces_of_those_before_it_and_takes_none_of_them_for_its_own() {
        let trace = Trace::default();
        found(|app| app.concern(noting(&trace)), true, false).await;
        assert_eq!(trace.take(), ["Ring true", "Ring false", "RingTwice true"]);
        found(|app| app.concern(noting(&trace)), false, true).await;
        assert_eq!(trace.take(), ["Ring false", "Ring true", "RingTwice true"]);
        found(|app| app.concern(noting(&trace)), false, false).await;
        assert_eq!(trace.take(), ["Ring false", "Ring false", "RingTwice false"]);
    }

    #[tokio::test]
    async fn traces_are_seen_below_a_command_without_concerns() {
        let trace = Trace::default();
        found(|app| app.concern_command::<Ring>(noting(&trace)), false, true).await;
        assert_eq!(trace.take(), ["Ring false", "Ring true"]);
    }

    #[tokio::test]
    async fn sub_commands_know_that_they_are_some() {
        let trace = Trace::default();
        let noted = trace.clone();
        let curious = with("curious", Place::Everywhere, move |mut run: Around<'_>| {
            noted.note(format!("{} {}", run.command().name, run.is_root()));
            Box::pin(async move { run.proceed().await })
        });
        found(|app| app.concern(curious), false, false).await;
        assert_eq!(trace.take(), ["RingTwice true", "Ring false", "Ring false"]);
    }
}

mod together {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_deadline_outside_a_retry_is_for_all_attempts_and_one_inside_for_each() {
        let late = |error: &foobara::ErrorReport| error.symbol() == "timeout";
        for (inside, outside, elapsed) in [(300, 9000, 900), (300, 500, 500)] {
            let (inside, outside) = (Duration::from_millis(inside), Duration::from_millis(outside));
            let app = builder()
                .concern_command::<Sleep>(Timeout::after(inside))
                .concern_command::<Sleep>(Retry::times(2).when(late))
                .concern_command::<Sleep>(Timeout::after(outside));
            let app = app.storage(MemoryStore::default()).build().expect("no mistakes");
            let begun = app.ports().clock.instant();
            let errors = app.run(Sleep).await.unwrap_err().into_errors();
            assert_eq!(errors.keys(), ["runtime.timeout"]);
            let took = app.ports().clock.instant() - begun;
            assert_eq!(took, Duration::from_millis(elapsed));
        }
    }
}

mod time {
    use super::*;

    fn within(millis: u64) -> impl Concern {
        with("within", Place::Everywhere, move |mut run: Around<'_>| {
            Box::pin(async move {
                run.proceed_within(Duration::from_millis(millis)).await;
            })
        })
    }

    #[tokio::test(start_paused = true)]
    async fn the_nearest_deadline_counts() {
        for (inner, outer, errors) in [
            (1500, 3000, vec![]),
            (500, 9000, vec!["runtime.timeout"]),
            (9000, 500, vec!["runtime.timeout"]),
        ] {
            let app = builder()
                .concern_command::<Sleep>(within(inner))
                .concern_command::<Sleep>(within(outer));
            let app = app.storage(MemoryStore::default()).build().expect("no mistakes");
            let outcome = app.run(Sleep).await;
            let found = outcome
                .err()
                .map(|failure| failure.into_errors().keys())
                .unwrap_or_default();
            assert_eq!(found, errors, "{inner} {outer}");
        }
    }
}

mod described {
    use super::*;

    #[test]
    fn the_manifest_names_them() {
        let app = app(builder().concern_domain::<Lab>(Trace::default().around("outer", Place::Root)));
        let exposure = Exposure::of(&app).all().build().expect("no mistakes");
        let notes = exposure
            .command("Notes")
            .found()
            .expect("a command")
            .manifest(&app);
        assert_eq!(notes["concerns"], json!(["silent", "outer"]));
    }

    #[test]
    fn the_manifest_has_their_errors_those_of_sub_commands_too() {
        let app = app(builder()
            .concern_command::<Write>(CircuitBreaker::new())
            .concern_command::<Write>(Timeout::after(Duration::from_secs(1)))
            .concern_command::<Write>(Bulkhead::of(1).at_root()));
        let exposure = Exposure::of(&app).all().build().expect("no mistakes");
        let keys = |name: &str| {
            let command = exposure.command(name).found().expect("a command");
            let errors = command.manifest(&app)["possible_errors"].clone();
            let keys = errors.as_object().expect("an object").keys().cloned();
            keys.filter(|key| key.contains("runtime.")).collect::<Vec<_>>()
        };
        assert_eq!(
            keys("Write"),
            [
                "runtime.boom",
                "runtime.circuit_open",
                "runtime.overloaded",
                "runtime.timeout"
            ]
        );
        assert_eq!(
            keys("Delegate"),
            [
                "lab::write>runtime.boom",
                "lab::write>runtime.circuit_open",
                "runtime.timeout"
            ]
        );
        let manifest = exposure.manifest();
        let open = &manifest["error"]["Lab::Write::CircuitOpenError"];
        assert_eq!(open["symbol"], "circuit_open");
        let context = &open["context_type_declaration"]["element_type_declarations"]["retry_after"];
        assert_eq!(context["type"], "integer");
        for key in ["runtime.circuit_open", "runtime.overloaded", "runtime.timeout"] {
            let class = &manifest["command"]["Lab::Write"]["possible_errors"][key]["error"];
            let class = class.as_str().expect("a class");
            assert!(manifest["error"].get(class).is_some(), "{class}");
        }
    }
}
