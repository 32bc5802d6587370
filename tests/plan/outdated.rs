//! Plans that something came in between.

use foobara::RunOptions;
use serde_json::json;

use crate::{
    shop::{Count, List, Remove},
    trade::{add, apply, keys, open, outdated, sell, stock, take},
};

#[tokio::test]
async fn a_plan_is_outdated_once_what_it_looked_at_changes() {
    let (app, mailer) = open().await;
    let token = app.plan(sell(3)).await.expect("a plan").token.expect("a token");
    app.run(take(1)).await.expect("nine left");
    let errors = app
        .apply(token.as_str(), RunOptions::default())
        .await
        .expect_err("it moved");
    assert_eq!(keys(&errors), ["runtime.plan_outdated"]);
    // It is found out before the call is made.
    assert_eq!(mailer.sent(), Vec::<String>::new());
    assert_eq!(stock(&app).await, [("apple".to_owned(), 9)]);
}

#[tokio::test]
async fn an_outdated_plan_says_what_moved() {
    let (app, _) = open().await;
    let tokens = [
        app.plan(take(3)).await.expect("a plan").token,
        app.plan(sell(3)).await.expect("a plan").token,
    ];
    app.run(take(1)).await.expect("nine left");
    for token in tokens {
        let token = token.expect("a token");
        let errors = app
            .apply(token.as_str(), RunOptions::default())
            .await
            .expect_err("it moved");
        assert_eq!(
            errors.to_sentence(),
            "The plan is out of date: Shop::Article 1 is not what it was; nothing was changed. Plan again"
        );
        assert_eq!(errors.0[0].context(), json!({ "moved": "Shop::Article 1" }));
    }
}

#[tokio::test]
async fn a_plan_is_outdated_once_its_record_is_gone() {
    let (app, _) = open().await;
    let token = app.plan(take(3)).await.expect("a plan").token.expect("a token");
    app.run(Remove { id: 1 }).await.expect("removed");
    let errors = app
        .apply(token.as_str(), RunOptions::default())
        .await
        .expect_err("it is gone");
    assert_eq!(keys(&errors), ["runtime.plan_outdated"]);
    assert_eq!(
        errors.0[0].context(),
        json!({ "errors": ["data.article.not_found"] })
    );
}

#[tokio::test]
async fn queries_see_records_that_come_and_go() {
    let (app, _) = open().await;
    let tokens = [
        app.plan(Count).await.expect("a plan").token,
        app.plan(List).await.expect("a plan").token,
    ];
    let tokens = tokens.map(|token| token.expect("a token"));
    for token in &tokens {
        assert!(apply(&app, token.as_str()).await.is_ok());
    }
    add(&app, "pear", 1).await;
    for token in &tokens {
        assert_eq!(apply(&app, token.as_str()).await, outdated());
    }
}

#[tokio::test]
async fn what_is_changed_without_a_look_counts_too() {
    let (app, _) = open().await;
    let token = app
        .plan(Remove { id: 1 })
        .await
        .expect("a plan")
        .token
        .expect("a token");
    app.run(take(1)).await.expect("nine left");
    assert_eq!(apply(&app, token.as_str()).await, outdated());
    assert_eq!(stock(&app).await, [("apple".to_owned(), 9)]);
}
