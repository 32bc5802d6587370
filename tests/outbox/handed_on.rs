//! Messages and jobs, and what becomes of them when a run is repeated, planned, or applied.

use std::time::Duration;

use foobara::{Outbox, RunOptions};
use foobara_testing::TestApp;
use serde_json::{Value, json};

use crate::{Announce, asked_by, builder, place};

fn app() -> TestApp {
    TestApp::in_memory(builder()).expect("the app has no mistakes")
}

#[tokio::test]
async fn they_say_what_and_who_and_when() {
    let app = app();
    app.clock().advance(Duration::from_millis(1_500));
    app.run_with(place("kim"), &asked_by("ada", "1"))
        .await
        .expect("it is placed");
    let outbox = Outbox::of(&app);
    assert_eq!(
        json!(outbox.pending(9).await.expect("messages")),
        json!([{
            "id": 1,
            "topic": "Shop::OrderPlaced",
            "payload": r#"{"order":1}"#,
            "key": "shop",
            "caller": "ada",
            "created_at": 1_500,
            "sent_at": null,
        }])
    );
    assert_eq!(
        json!(outbox.claim(9, Duration::from_secs(30)).await.expect("jobs")),
        json!([{
            "id": 1,
            "command": "Shop::SendLetter",
            "inputs": r#"{"to":"kim"}"#,
            "run_at": 1_500,
            "state": "running",
            "attempts": 1,
            "last_error": null,
            "locked_until": 31_500,
            "once_key": null,
            "caller": "ada",
            "created_at": 1_500,
            "version": 1,
        }])
    );
}

#[tokio::test]
async fn a_request_that_is_repeated_hands_on_nothing_again() {
    let app = app();
    for _ in 0..3 {
        let order = app.run_with(place("kim"), &asked_by("ada", "1")).await;
        assert_eq!(order.ok(), Some(1));
    }
    let outbox = Outbox::of(&app);
    assert_eq!(
        outbox.pending(9).await.map(|messages| messages.len()).ok(),
        Some(1)
    );
    let jobs = outbox.claim(9, Duration::ZERO).await;
    assert_eq!(jobs.map(|jobs| jobs.len()).ok(), Some(1));
}

#[tokio::test]
async fn plans_show_them_and_hand_on_nothing() {
    let app = app();
    let plan = json!(app.plan(place("kim")).await.expect("a plan"));
    let changes = plan["changes"].as_array().expect("a list");
    let shown: Vec<(&Value, &Value)> = changes
        .iter()
        .map(|change| (&change["entity"], &change["kind"]))
        .collect();
    assert_eq!(
        shown,
        [
            (&json!("Shop::Order"), &json!("created")),
            (&json!("Foobara::OutboxMessage"), &json!("created")),
            (&json!("Foobara::Job"), &json!("created")),
        ]
    );
    assert_eq!(changes[2]["after"]["inputs"], r#"{"to":"kim"}"#);
    assert_eq!(Outbox::of(&app).pending(9).await.ok(), Some(vec![]));
}

/// Which number a message gets is no promise of a plan.
#[tokio::test]
async fn a_plan_holds_though_others_have_published_meanwhile() {
    let app = app();
    let plan = app.plan(Announce { order: 7 }).await.expect("a plan");
    app.run(Announce { order: 8 }).await.expect("it is published");
    let token = plan.token.expect("a token");
    let applied = app.apply(token.as_str(), RunOptions::default()).await;
    assert_eq!(applied.ok(), Some(b"2".to_vec()));
}
