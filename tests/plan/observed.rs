//! Who hears of a plan, and what can be seen of a run afterwards.

use std::sync::{Arc, Mutex, PoisonError};

use foobara::{Event, RunOptions, RunRecord};
use foobara_testing::TestApp;
use serde_json::json;

use crate::{
    shop::{Count, Mailer},
    trade::{open, sell, shop},
};

#[tokio::test]
async fn hooks_hear_that_it_is_a_plan_and_see_it_succeed() {
    let seen: Arc<Mutex<Vec<(bool, String)>>> = Arc::default();
    let heard = Arc::clone(&seen);
    let hook = move |event: &Event<'_>| {
        let mut seen = heard.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push((event.is_plan, event.state().to_string()));
        Ok(())
    };
    let mailer = Mailer::default();
    let app = TestApp::in_memory(shop(&mailer).hook(hook)).expect("a shop without mistakes");
    app.plan(Count).await.expect("a plan");
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(seen.iter().all(|(is_plan, _)| *is_plan));
    assert_eq!(seen.last(), Some(&(true, "succeeded".to_owned())));
}

#[tokio::test]
async fn any_run_can_be_looked_at_afterwards() {
    let (app, mailer) = open().await;
    let record = Arc::new(RunRecord::new());
    let mut options = RunOptions::default();
    options.record = Some(Arc::clone(&record));
    app.run_with(sell(3), &options).await.expect("sold");
    assert_eq!(
        json!([
            record.changes(),
            record.port_calls(),
            record.subcommands(),
            record.policies()
        ]),
        json!([
            [{
                "entity": "Shop::Article",
                "key": 1,
                "kind": "updated",
                "changed": ["stock"],
                "before": { "id": 1, "name": "apple", "stock": 10 },
                "after": { "id": 1, "name": "apple", "stock": 7 },
            }],
            [{ "port": "Mailer", "effect": "write", "call": { "to": "Fumiko" }, "made": true }],
            [{ "command": "Shop::Take", "depth": 1, "state": "succeeded" }],
            [],
        ])
    );
    let reads: Vec<String> = record.reads().iter().map(ToString::to_string).collect();
    assert_eq!(
        reads,
        ["Shop::Article 1", "Shop::Article 1"],
        "both commands load it"
    );
    assert_eq!(mailer.sent(), ["Fumiko"]);
}
