//! What failures undo, and what they leave.

use foobara::Exposure;
use foobara_testing::{InProcess, Way, WireOutcome, given};
use serde_json::json;

use crate::lab::{Notes, Persist, Write, lab};

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
