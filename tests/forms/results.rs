//! Results under rules.

use foobara::{
    Auto, CommandDefinition, Encoding, ErrorCollection, FaultKind, MemoryStore, PossibleErrors, RawInputs,
    RunOptions, prelude::*,
};
use foobara_testing::given;
use serde_json::{Value, json};

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct Note {
    #[entity(key)]
    id: Auto<i64>,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Model)]
#[model(check = is_odd)]
struct Age {
    #[input(trim)]
    name: String,
    #[input(min = 0, max = 50)]
    years: i64,
}

fn is_odd(age: &Age) -> Result<(), foobara::Finding> {
    match age.years {
        2 => Err(foobara::Finding::at(
            "years",
            foobara::Issue::text("even", "2 is even"),
        )),
        _ => Ok(()),
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Model)]
struct Ages {
    all: Vec<Age>,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum GuessError {
    #[error("nobody knows")]
    NobodyKnows,
}

/// Writes a note and returns ages.
#[foobara::command(domain = Zoo, writes(Note))]
async fn guess(
    cx: Context<'_, Guess>,
    years: Vec<i64>,
    #[input(default = false)] reports: bool,
) -> Result<Ages, Failure<GuessError>> {
    let (id, text) = (Auto::unassigned(), "guessed".to_owned());
    cx.write::<Note>().create(Note { id, text }).await?;
    if reports {
        cx.report(GuessError::NobodyKnows);
    }
    Ok(ages(&years, " Barbara "))
}

/// Goes on without a guess.
#[foobara::command(domain = Zoo, depends_on(Guess))]
async fn try_to_guess(cx: Context<'_, TryToGuess>, years: Vec<i64>) -> Result<bool, Fault> {
    let guess = Guess {
        years,
        reports: false,
    };
    Ok(cx.sub(guess).attempt().await.is_ok())
}

#[foobara::command(domain = Zoo, reads(Note))]
async fn notes(cx: Context<'_, Notes>) -> Result<u64, Fault> {
    cx.read::<Note>().query().count().await
}

fn ages(years: &[i64], name: &str) -> Ages {
    let all = years.iter().map(|&years| Age {
        name: name.to_owned(),
        years,
    });
    Ages { all: all.collect() }
}

fn app() -> App {
    let defined = CommandDefinition::new("Zoo::Count", |inputs, cx| {
        Box::pin(async move {
            cx.run("Guess", json!({ "years": [1] })).await?;
            Ok(inputs["count"].clone())
        })
    });
    let defined = defined
        .inputs(json!({ "count": "duck" }))
        .result(json!({ "type": "integer", "max": 3 }))
        .depends_on("Guess");
    App::builder()
        .domain::<Zoo>(commands![Guess, TryToGuess, Notes])
        .define(defined)
        .storage(MemoryStore::default())
        .build()
        .expect("it is right")
}

async fn call(app: &App, name: &str, inputs: Value) -> Result<Value, ErrorCollection> {
    let command = app.command(name).found().expect("it is there");
    let inputs = RawInputs::json(inputs.to_string());
    let run = command.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    run.await
        .map(|answer| serde_json::from_slice(&answer).expect("it is JSON"))
}

#[tokio::test]
async fn one_that_keeps_them_is_returned_as_they_leave_it() {
    let app = app();
    let guess = Guess {
        years: vec![0, 50],
        reports: false,
    };
    assert_eq!(app.run(guess).await.ok(), Some(ages(&[0, 50], "Barbara")));
    assert_eq!(
        call(&app, "Guess", json!({ "years": [7] })).await,
        Ok(json!({ "all": [{ "name": "Barbara", "years": 7 }] }))
    );
    assert_eq!(call(&app, "Count", json!({ "count": "3" })).await, Ok(json!(3)));
    given(&app).when(Notes {}).await.then_success(json!(3));
}

#[tokio::test]
async fn one_that_breaks_them_is_a_bug_and_undoes_the_run() {
    let app = app();
    for years in [51, -1, 2] {
        let guess = Guess {
            years: vec![1, years],
            reports: false,
        };
        let Err(Failure::Fault(fault)) = app.run(guess).await else {
            panic!("{years} is no age")
        };
        assert!(matches!(fault.kind(), FaultKind::BadResult(_)), "{fault:?}");
        let unknown = Err(vec!["runtime.unknown".to_owned()]);
        let answer = call(&app, "Guess", json!({ "years": [years] })).await;
        assert_eq!(answer.map_err(|errors| errors.keys()), unknown);
    }
    let answer = call(&app, "Count", json!({ "count": 4 })).await;
    assert_eq!(
        answer.map_err(|errors| errors.keys()),
        Err(vec!["runtime.unknown".to_owned()])
    );
    given(&app).when(Notes {}).await.then_success(json!(0));
}

#[tokio::test]
async fn one_of_a_subcommand_is_held_to_them_too() {
    let app = app();
    let attempt = |years| TryToGuess { years };
    given(&app).when(attempt(vec![1])).await.then_success(json!(true));
    given(&app)
        .when(attempt(vec![51]))
        .await
        .then_success(json!(false));
    given(&app).when(Notes {}).await.then_success(json!(1));
}

#[tokio::test]
async fn nobody_looks_at_one_when_errors_were_reported() {
    let guess = Guess {
        years: vec![51],
        reports: true,
    };
    let errors = app().run(guess).await.expect_err("it reports").into_errors();
    assert_eq!(errors.keys(), ["runtime.nobody_knows"]);
}
