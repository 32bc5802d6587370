//! What a concern sees of a run, and what it may do with it.

use foobara::{Around, Concern, FaultKind, Place};
use foobara_testing::given;
use serde_json::json;

use crate::{
    lab::{Delegate, Notes, Write, app, builder, json_run},
    made::with,
    traced::Trace,
};

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
