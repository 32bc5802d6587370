//! What a plan shows, what it leaves alone, and what applying it does.

#[path = "plan/shop.rs"]
mod shop;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use foobara::{
    AppBuilder, ErrorCollection, Event, NoToken, PlanKey, Record, RunOptions, RunRecord, State, prelude::*,
};
use foobara_testing::TestApp;
use serde_json::{Value, json};
use shop::{
    AddArticle, Article, Count, List, Mailer, MightWire, Remove, Sell, Shop, Stamp, Take, Telegraph, Wire,
};

fn shop(mailer: &Mailer) -> AppBuilder {
    let commands = commands![
        AddArticle, Take, Sell, Remove, Count, List, Stamp, Wire, MightWire
    ];
    App::builder()
        .domain::<Shop>(commands)
        .port(mailer.clone())
        .port(Telegraph)
}

/// A shop with ten apples.
async fn open() -> (TestApp, Mailer) {
    let mailer = Mailer::default();
    let app = TestApp::in_memory(shop(&mailer)).expect("a shop without mistakes");
    add(&app, "apple", 10).await;
    (app, mailer)
}

async fn add(app: &App, name: &str, stock: i64) {
    let article = AddArticle {
        name: name.to_owned(),
        stock,
        code: None,
    };
    app.run(article).await.expect("an article");
}

fn sell(count: i64) -> Sell {
    Sell {
        article: Record::of(1),
        count,
        to: "Fumiko".to_owned(),
    }
}

fn take(count: i64) -> Take {
    Take {
        article: Record::of(1),
        count,
    }
}

async fn stock(app: &App) -> Vec<(String, i64)> {
    let articles: Vec<Article> = app.run(List).await.expect("the articles");
    articles
        .into_iter()
        .map(|article| (article.name, article.stock))
        .collect()
}

/// Plans, and applies with no options.
async fn apply(app: &App, token: &str) -> Result<Value, Vec<String>> {
    let applied = app.apply(token, RunOptions::default()).await;
    applied
        .map(|result| serde_json::from_slice(&result).expect("a result is JSON"))
        .map_err(|errors| keys(&errors))
}

fn keys(errors: &ErrorCollection) -> Vec<String> {
    errors.0.iter().map(|error| error.key().to_string()).collect()
}

fn outdated() -> Result<Value, Vec<String>> {
    Err(vec!["runtime.plan_outdated".to_owned()])
}

#[tokio::test]
async fn a_plan_says_what_would_happen_and_nothing_does() {
    let (app, mailer) = open().await;
    let plan = app.plan(sell(3)).await.expect("a plan");
    let mut shown = serde_json::to_value(&plan).expect("a plan is JSON");
    assert!(shown["token"].is_string());
    shown["token"] = json!("..");
    assert_eq!(
        shown,
        json!({
            "command": "Shop::Sell",
            "result": 7,
            "changes": [{
                "entity": "Shop::Article",
                "key": 1,
                "kind": "updated",
                "changed": ["stock"],
                "before": { "id": 1, "name": "apple", "stock": 10 },
                "after": { "id": 1, "name": "apple", "stock": 7 },
            }],
            "port_calls": [{ "port": "Mailer", "effect": "write", "call": { "to": "Fumiko" }, "made": false }],
            "subcommands": [{ "command": "Shop::Take", "depth": 1, "state": "succeeded" }],
            "policies": [],
            "token": "..",
            "token_expires_in": 900,
            "no_token": null,
        })
    );
    assert_eq!(stock(&app).await, [("apple".to_owned(), 10)]);
    assert_eq!(mailer.sent(), Vec::<String>::new());
}

#[tokio::test]
async fn a_plan_can_be_read_by_people() {
    let (app, _) = open().await;
    let mut plan = app.plan(sell(3)).await.expect("a plan");
    plan.token = Err(NoToken::Secrets);
    assert_eq!(
        plan.to_string(),
        "Shop::Sell would change 1 record and make 1 call; nothing was changed\n\
         ~ Shop::Article 1\n    stock: 10 -> 7\n\
         > Mailer {\"to\":\"Fumiko\"}\n\
         runs Shop::Take\n\
         returns 7\n\
         no token: the inputs hold secrets\n"
    );
    let plan = app.plan(Remove { id: 1 }).await.expect("a plan");
    assert_eq!(
        plan.changes[0].to_string(),
        "- Shop::Article 1\n    name: \"apple\"\n    stock: 10"
    );
}

#[tokio::test]
async fn a_failed_plan_fails_as_the_run_would() {
    let (app, _) = open().await;
    let failure = app.plan(sell(11)).await.expect_err("there are ten");
    assert_eq!(keys(&failure.into_errors()), ["shop::take>runtime.sold_out"]);
}

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

#[tokio::test]
async fn ports_that_cannot_be_planned_are_refused_before_anything_runs() {
    let (app, _) = open().await;
    let record = Arc::new(RunRecord::new());
    let mut options = RunOptions::default();
    options.record = Some(Arc::clone(&record));
    let failures = [
        app.plan_with(Wire, options.clone())
            .await
            .expect_err("a telegram")
            .into_errors(),
        app.plan_with(MightWire, options)
            .await
            .expect_err("a telegram")
            .into_errors(),
    ];
    for errors in failures {
        assert_eq!(keys(&errors), ["runtime.cannot_be_planned"]);
        assert_eq!(errors.0[0].context(), json!({ "port": "Telegraph" }));
    }
    assert_eq!(record.state(), State::Initialized);
}

#[tokio::test]
async fn secrets_are_neither_shown_nor_in_a_token() {
    let (app, _) = open().await;
    let secret = AddArticle {
        name: "safe".to_owned(),
        stock: 1,
        code: Some(Sensitive::new("canary".to_owned())),
    };
    let plan = app.plan(secret).await.expect("a plan");
    assert_eq!(plan.token, Err(NoToken::Secrets));
    assert_eq!(plan.changes[0].changed(), ["id", "name", "stock", "code"]);
    let shown = [
        serde_json::to_string(&plan).expect("JSON"),
        plan.to_string(),
        format!("{plan:?}"),
    ];
    assert!(shown.iter().all(|text| !text.contains("canary")), "{shown:?}");
    assert!(shown[1].contains("code: a secret"), "{}", shown[1]);
}

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
