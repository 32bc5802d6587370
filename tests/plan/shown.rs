//! What a plan shows.

use foobara::{NoToken, prelude::*};
use serde_json::json;

use crate::{
    shop::{AddArticle, Remove},
    trade::{open, sell, stock},
};

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
