//! What the OpenAPI document says of plans.

use foobara::{Exposure, openapi};
use serde_json::{Value, json};

use crate::trade::{open, sell};

async fn document(shows_plans: bool) -> Value {
    let (app, _) = open().await;
    let exposure = Exposure::of(&app).all();
    let exposure = if shows_plans { exposure.plans() } else { exposure };
    openapi(&exposure.build().expect("an exposure"), "shop", "/v1")
}

/// Returns whether a body is one that the document foresees for a command.
fn is_foreseen(document: &Value, command: &str, body: &Value) -> bool {
    let pointer =
        format!("/paths/~1v1~1run~1Shop~1{command}/post/responses/200/content/application~1json/schema");
    let mut schema = document.pointer(&pointer).cloned().expect("a schema");
    schema["components"] = document["components"].clone();
    jsonschema::is_valid(&schema, body)
}

#[tokio::test]
async fn what_plans_show_is_foreseen_beside_the_result() {
    let (app, _) = open().await;
    let document = document(true).await;
    let plan = json!(app.plan(sell(3)).await.expect("a plan"));
    assert!(is_foreseen(&document, "Sell", &plan["result"]));
    assert!(is_foreseen(&document, "Sell", &plan), "{plan}");
    for name in plan.as_object().expect("an object").keys() {
        let mut altered = plan.clone();
        altered[name] = json!({ "unforeseen": true });
        assert!(!is_foreseen(&document, "Sell", &altered), "{name}");
        altered.as_object_mut().expect("an object").remove(name);
        assert!(!is_foreseen(&document, "Sell", &altered), "{name}");
    }
}

#[tokio::test]
async fn commands_that_can_be_planned_say_so() {
    let document = document(true).await;
    let paths = document["paths"].as_object().expect("operations by path");
    let prefer = json!([{ "$ref": "#/components/parameters/Prefer" }]);
    let mut planned: Vec<&str> = paths
        .iter()
        .filter(|(_, item)| item["post"]["parameters"] == prefer)
        .map(|(path, _)| path.trim_start_matches("/v1/run/Shop/"))
        .collect();
    planned.sort_unstable();
    assert_eq!(planned, ["AddArticle", "Remove", "Sell", "Stamp", "Take"]);
    assert_eq!(
        document["components"]["parameters"]["Prefer"],
        json!({
            "name": "Prefer",
            "in": "header",
            "description": "With `plan`, shows what would be done, and does nothing",
            "schema": { "type": "string" },
            "example": "plan",
        })
    );
    assert_eq!(
        document["paths"]["/v1/run/Shop/Sell"]["post"]["responses"]["200"],
        json!({
            "description": "The result",
            "content": { "application/json": { "schema": { "anyOf": [
                { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX },
                {
                    "allOf": [{ "$ref": "#/components/schemas/foobara.Plan" }],
                    "properties": {
                        "result": { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX },
                    },
                },
            ] } } },
            "headers": { "Preference-Applied": {
                "description": "`plan` if the answer is a plan",
                "schema": { "const": "plan" },
            } },
        })
    );
}

#[tokio::test]
async fn applying_takes_the_token() {
    let document = document(true).await;
    let apply = &document["paths"]["/v1/apply"]["post"];
    let body = &apply["requestBody"];
    assert_eq!(body["required"], true);
    let schema = &body["content"]["application/json"]["schema"];
    assert!(jsonschema::is_valid(schema, &json!({ "token": "x.y" })));
    assert!(!jsonschema::is_valid(schema, &json!({})));
    let statuses: Vec<&String> = apply["responses"]
        .as_object()
        .expect("answers by status")
        .keys()
        .collect();
    assert_eq!(statuses, ["200", "400", "403", "409", "422", "500", "default"]);
}

#[tokio::test]
async fn what_is_not_shown_is_not_described() {
    let document = document(false).await;
    assert_eq!(document["paths"].get("/v1/apply"), None);
    assert_eq!(document["components"].get("parameters"), None);
    assert!(
        !document.to_string().to_lowercase().contains("plan"),
        "{document}"
    );
}
