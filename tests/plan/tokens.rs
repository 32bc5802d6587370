//! Whom, how long and where tokens are good for.

use std::time::Duration;

use foobara::{AppBuilder, PlanKey, RunOptions, prelude::*};
use foobara_testing::TestApp;
use serde_json::json;

use crate::{
    shop::{Count, Mailer, Shop},
    trade::{apply, keys, open, outdated, shop, take},
};

#[tokio::test]
async fn tokens_are_good_for_their_caller_only() {
    let (app, _) = open().await;
    let by = |caller: &str| {
        let mut options = RunOptions::default();
        options.caller = Some(caller.into());
        options
    };
    let token = app
        .plan_with(take(1), by("bob"))
        .await
        .expect("a plan")
        .token
        .expect("a token");
    for options in [by("ada"), RunOptions::default()] {
        let errors = app
            .apply(token.as_str(), options)
            .await
            .expect_err("another caller");
        assert_eq!(keys(&errors), ["runtime.plan_of_another_caller"]);
    }
    assert!(app.apply(token.as_str(), by("bob")).await.is_ok());
}

#[tokio::test]
async fn tokens_expire() {
    let mailer = Mailer::default();
    let app = shop(&mailer).plan_lifetime(Duration::from_secs(60));
    let app = TestApp::in_memory(app).expect("a shop without mistakes");
    let token = app.plan(Count).await.expect("a plan").token.expect("a token");
    app.clock().advance(Duration::from_secs(59));
    assert!(apply(&app, token.as_str()).await.is_ok());
    app.clock().advance(Duration::from_secs(1));
    assert_eq!(
        apply(&app, token.as_str()).await,
        Err(vec!["runtime.plan_expired".to_owned()])
    );
}

#[tokio::test]
async fn tokens_are_of_one_key_and_one_app() {
    let key = PlanKey::of_secret("a secret of the shop");
    let keyed = |builder: AppBuilder| TestApp::in_memory(builder.plan_key(key.clone())).expect("an app");
    let mailer = Mailer::default();
    let (one, same) = (keyed(shop(&mailer)), keyed(shop(&mailer)));
    let token = one.plan(Count).await.expect("a plan").token.expect("a token");
    assert_eq!(apply(&same, token.as_str()).await, Ok(json!(0)));
    let smaller = keyed(App::builder().domain::<Shop>(commands![Count]));
    assert_eq!(apply(&smaller, token.as_str()).await, outdated());
    let stranger = TestApp::in_memory(shop(&mailer)).expect("an app");
    assert_eq!(
        apply(&stranger, token.as_str()).await,
        Err(vec!["runtime.invalid_plan_token".to_owned()])
    );
}

#[tokio::test]
async fn altered_tokens_are_refused() {
    let (app, _) = open().await;
    let token = app.plan(take(1)).await.expect("a plan").token.expect("a token");
    let token = token.as_str();
    let bad = || Err(vec!["runtime.invalid_plan_token".to_owned()]);
    for length in 0..token.len() {
        assert_eq!(apply(&app, &token[..length]).await, bad());
    }
    for place in 0..token.len() {
        for bit in 0..7 {
            let mut altered = token.as_bytes().to_vec();
            altered[place] ^= 1 << bit;
            let altered = String::from_utf8(altered).expect("seven bits are ASCII");
            // White space around a token is no part of it.
            if altered.trim() != token {
                assert_eq!(apply(&app, &altered).await, bad(), "bit {bit} at {place}");
            }
        }
    }
    for hostile in ["", ".", "..", "e30.", "\u{0}.\u{0}", &"A.".repeat(1000)] {
        assert_eq!(apply(&app, hostile).await, bad());
    }
}
