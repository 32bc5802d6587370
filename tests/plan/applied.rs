//! What applying a plan does.

use std::time::Duration;

use serde_json::json;

use crate::{
    shop::Stamp,
    trade::{apply, open, outdated, sell, stock},
};

#[tokio::test]
async fn applying_a_plan_does_it() {
    let (app, mailer) = open().await;
    let plan = app.plan(sell(3)).await.expect("a plan");
    let token = plan.token.expect("a token");
    assert_eq!(apply(&app, token.as_str()).await, Ok(json!(7)));
    assert_eq!(stock(&app).await, [("apple".to_owned(), 7)]);
    assert_eq!(mailer.sent(), ["Fumiko"]);
    assert_eq!(apply(&app, token.as_str()).await, outdated());
    assert_eq!(mailer.sent(), ["Fumiko"]);
}

#[tokio::test]
async fn time_chance_and_ids_are_those_of_the_plan() {
    let (app, _) = open().await;
    let plan = app.plan(Stamp).await.expect("a plan");
    app.clock().advance(Duration::from_secs(60));
    app.ports().random.bits();
    app.ports().ids.next();
    let token = plan.token.expect("a token");
    assert_eq!(apply(&app, token.as_str()).await, Ok(json!(plan.result)));
    assert_ne!(app.run(Stamp).await.expect("another"), plan.result);
}
