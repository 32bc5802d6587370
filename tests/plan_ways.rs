//! Plans over HTTP, on the command line and by MCP.

#![cfg(all(feature = "cli", feature = "http", feature = "mcp"))]

#[path = "plan/shop.rs"]
mod shop;
#[path = "support/web.rs"]
mod web;

use std::ffi::OsString;

use foobara::{
    AllowIf, Authenticator, CredentialSource, Expose, Exposure, PlanKey, Principal, Program, async_trait,
    mcp::McpConnector, prelude::*,
};
use foobara_testing::TestApp;
use serde_json::{Value, json};
use shop::{AddArticle, Count, List, Mailer, MightWire, Remove, Sell, Shop, Stamp, Take, Telegraph, Wire};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, duplex, split},
    task::JoinSet,
};
use web::Web;

/// A shop with ten apples.
async fn open() -> (TestApp, Mailer) {
    let mailer = Mailer::default();
    let commands = commands![
        AddArticle, Take, Sell, Remove, Count, List, Stamp, Wire, MightWire
    ];
    let app = App::builder()
        .domain::<Shop>(commands)
        .port(mailer.clone())
        .port(Telegraph)
        .plan_key(PlanKey::of_secret("a secret of the shop"));
    let app = TestApp::in_memory(app).expect("a shop without mistakes");
    let apple = AddArticle {
        name: "apple".to_owned(),
        stock: 10,
        code: None,
    };
    app.run(apple).await.expect("an article");
    (app, mailer)
}

async fn stock(app: &App) -> i64 {
    let articles = app.run(List).await.expect("the articles");
    articles.iter().map(|article| article.stock).sum()
}

// HTTP.

#[tokio::test]
async fn a_plan_by_http_is_preferred_and_then_posted() {
    let (app, mailer) = open().await;
    let exposure = Exposure::of(&app).all().plans().build().expect("an exposure");
    let web = Web::start(exposure).await;
    let inputs = json!({ "article": 1, "count": 3, "to": "Fumiko" });
    let (status, head, plan) = web
        .post("/run/Shop/Sell", "Prefer: wait=10, plan\r\n", &inputs)
        .await;
    assert_eq!(status, 200);
    assert!(head.contains("preference-applied: plan"), "{head}");
    assert_eq!(plan["result"], 7);
    assert_eq!(plan["changes"][0]["changed"], json!(["stock"]));
    assert_eq!(stock(&app).await, 10);

    let token = json!({ "token": plan["token"] });
    let (status, _, result) = web.post("/apply", "", &token).await;
    assert_eq!((status, result), (200, json!(7)));
    assert_eq!((stock(&app).await, mailer.sent().len()), (7, 1));

    let (status, _, errors) = web.post("/apply", "", &token).await;
    assert_eq!(
        (status, &errors[0]["key"]),
        (409, &json!("runtime.plan_outdated"))
    );
    for body in [
        json!({}),
        json!([]),
        json!({ "token": 5 }),
        json!({ "token": "x.y" }),
    ] {
        let (status, _, errors) = web.post("/apply", "", &body).await;
        assert_eq!(
            (status, &errors[0]["key"]),
            (400, &json!("runtime.invalid_plan_token"))
        );
    }
    let (status, head, errors) = web.post("/run/Shop/Wire", "Prefer: plan\r\n", &json!({})).await;
    assert_eq!(
        (status, &errors[0]["key"]),
        (422, &json!("runtime.cannot_be_planned"))
    );
    assert!(!head.contains("preference-applied"), "{head}");
}

/// Takes callers at their word.
struct UserHeader;

#[async_trait]
impl Authenticator for UserHeader {
    async fn authenticate(&self, credentials: &dyn CredentialSource) -> Result<Option<Principal>, Fault> {
        Ok(credentials.credential("x-user").map(Principal::new))
    }
}

#[tokio::test]
async fn who_may_is_asked_of_plans_and_of_applying_them() {
    let (app, _) = open().await;
    let not_eve = AllowIf::new("eve may not", |request| {
        request.principal().is_some_and(|who| who.id() != "eve")
    });
    let exposure = Exposure::of(&app)
        .authenticate(UserHeader)
        .command(Expose::command::<Take>().allow(not_eve.named("not_eve")))
        .plans();
    let web = Web::start(exposure.build().expect("an exposure")).await;
    let inputs = json!({ "article": 1, "count": 1 });
    let plan = async |user: &str| {
        let headers = format!("Prefer: plan\r\n{user}");
        web.post("/run/Take", &headers, &inputs).await
    };
    assert_eq!(plan("").await.0, 401);
    assert_eq!(plan("x-user: eve\r\n").await.0, 403);
    let (status, _, shown) = plan("x-user: bob\r\n").await;
    assert_eq!(status, 200);
    assert_eq!(shown["policies"], json!([{ "rule": "not_eve", "allowed": true }]));

    let token = json!({ "token": shown["token"] });
    assert_eq!(web.post("/apply", "", &token).await.0, 401);
    let (status, _, errors) = web.post("/apply", "x-user: ada\r\n", &token).await;
    assert_eq!(
        (status, &errors[0]["key"]),
        (403, &json!("runtime.plan_of_another_caller"))
    );
    assert_eq!(stock(&app).await, 10);
    assert_eq!(web.post("/apply", "x-user: bob\r\n", &token).await.0, 200);
    assert_eq!(stock(&app).await, 9);
}

#[tokio::test]
async fn a_plan_that_is_not_exposed_is_no_run() {
    let (app, _) = open().await;
    let web = Web::start(Exposure::of(&app).all().build().expect("an exposure")).await;
    let inputs = json!({ "article": 1, "count": 3 });
    let (status, _, errors) = web.post("/run/Shop/Take", "Prefer: plan\r\n", &inputs).await;
    assert_eq!(
        (status, &errors[0]["key"]),
        (403, &json!("runtime.plans_not_exposed"))
    );
    assert_eq!(stock(&app).await, 10);
}

// The command line.

async fn cli(app: &App, line: &[&str], stdin: &str) -> (u8, String, String) {
    let words = [&["shop"], line].concat();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let code = Program::new(app.clone())
        .run_with(
            words.into_iter().map(OsString::from),
            &mut stdin.as_bytes(),
            &mut stdout,
            &mut stderr,
        )
        .await;
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (code, text(stdout), text(stderr))
}

#[tokio::test]
async fn a_plan_on_the_command_line_ends_with_what_applies_it() {
    let (app, mailer) = open().await;
    let sell = [
        "sell",
        "--article",
        "1",
        "--count",
        "3",
        "--to",
        "Fumiko",
        "--plan",
    ];
    let (code, shown, _) = cli(&app, &sell, "").await;
    assert_eq!(code, 0);
    let (shown, apply) = shown.trim_end().rsplit_once('\n').expect("several lines");
    assert_eq!(
        shown,
        "Shop::Sell would change 1 record and make 1 call; nothing was changed\n\
         ~ Shop::Article 1\n    stock: 10 -> 7\n\
         > Mailer {\"to\":\"Fumiko\"}\n\
         runs Shop::Take\n\
         returns 7"
    );
    assert_eq!(stock(&app).await, 10);

    let apply: Vec<&str> = apply.split(' ').collect();
    assert_eq!(cli(&app, &apply, "").await, (0, "7\n".to_owned(), String::new()));
    assert_eq!((stock(&app).await, mailer.sent().len()), (7, 1));
    let (code, _, error) = cli(&app, &["apply", "-"], &format!("{}\n", apply[1])).await;
    assert_eq!(code, 1);
    assert!(
        error.contains("The plan is out of date: Shop::Article 1 is not what it was"),
        "{error}"
    );
    assert_eq!(cli(&app, &["apply", "x"], "").await.0, 6);
}

#[tokio::test]
async fn a_plan_on_the_command_line_can_be_json() {
    let (app, _) = open().await;
    let (code, shown, _) = cli(&app, &["--plan", "-o", "json", "remove", "--id", "1"], "").await;
    assert_eq!(code, 0);
    let plan: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(plan["changes"][0]["kind"], "deleted");
    let (code, _, error) = cli(&app, &["wire", "--plan"], "").await;
    assert_eq!(code, 1);
    assert!(
        error.contains("the port Telegraph does not say what a call would answer"),
        "{error}"
    );
}

// MCP.

/// Asks a server of the exposure: a list of requests, a list of answers.
async fn mcp(exposure: Exposure, requests: &[(&str, Value)]) -> Vec<Value> {
    let (client, server) = duplex(1 << 20);
    let (reader, writer) = split(server);
    let mut tasks = JoinSet::new();
    tasks.spawn(McpConnector::new(exposure, "shop").serve(reader, writer));
    let (reader, mut writer) = split(client);
    let mut lines = BufReader::new(reader).lines();
    let hello = json!({
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": { "name": "test", "version": "1" },
    });
    let mut answers = Vec::new();
    for (method, params) in [("initialize", hello)].iter().chain(requests) {
        let frame = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        writer
            .write_all(format!("{frame}\n").as_bytes())
            .await
            .expect("it reads");
        let line = lines.next_line().await.expect("it writes").expect("an answer");
        answers.push(serde_json::from_str(&line).expect("JSON"));
        if *method == "initialize" {
            let ready = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n";
            writer.write_all(ready.as_bytes()).await.expect("it reads");
        }
    }
    answers.remove(0);
    answers
}

fn call(tool: &str, arguments: &Value) -> (&'static str, Value) {
    ("tools/call", json!({ "name": tool, "arguments": arguments }))
}

#[tokio::test]
async fn tools_that_change_something_take_an_argument_for_a_plan() {
    let (app, mailer) = open().await;
    let exposure = || Exposure::of(&app).all().plans().build().expect("an exposure");
    let mut inputs = json!({ "article": 1, "count": 3, "to": "Fumiko", "plan": true });
    let answers = mcp(
        exposure(),
        &[("tools/list", json!({})), call("Shop_Sell", &inputs)],
    )
    .await;
    let tools = answers[0]["result"]["tools"].as_array().expect("tools");
    let planned: Vec<&str> = tools
        .iter()
        .filter(|tool| tool["inputSchema"]["properties"]["plan"].is_object())
        .filter_map(|tool| tool["name"].as_str())
        .collect();
    assert_eq!(
        planned,
        [
            "Shop_AddArticle",
            "Shop_Remove",
            "Shop_Sell",
            "Shop_Stamp",
            "Shop_Take"
        ]
    );
    assert_eq!(tools.last().expect("a tool")["name"], "apply_plan");

    let content = &answers[1]["result"]["structuredContent"];
    assert_eq!(content["plan"]["result"], 7);
    let schema = tools
        .iter()
        .find(|tool| tool["name"] == "Shop_Sell")
        .expect("a tool");
    let schema = jsonschema::validator_for(&schema["outputSchema"]).expect("a schema");
    assert!(schema.is_valid(content));
    assert!(schema.is_valid(&json!({ "result": 7 })));
    assert_eq!((stock(&app).await, mailer.sent().len()), (10, 0));

    let token = json!({ "token": content["plan"]["token"] });
    inputs["plan"] = json!("yes");
    let requests = [
        call("Shop_Sell", &inputs),
        call("apply_plan", &token),
        call("apply_plan", &token),
    ];
    let answers = mcp(exposure(), &requests).await;
    assert_eq!(answers[0]["error"]["message"], "`plan` is true or false");
    assert_eq!(answers[1]["result"]["structuredContent"], json!({ "result": 7 }));
    assert_eq!(
        answers[2]["result"]["structuredContent"]["errors"][0]["key"],
        "runtime.plan_outdated"
    );
    assert_eq!((stock(&app).await, mailer.sent().len()), (7, 1));
}

#[tokio::test]
async fn tools_of_an_exposure_without_plans_are_as_they_were() {
    let (app, _) = open().await;
    let exposure = Exposure::of(&app).all().build().expect("an exposure");
    let answers = mcp(exposure, &[("tools/list", json!({}))]).await;
    let listed = answers[0].to_string();
    assert!(
        !listed.contains("\"plan\"") && !listed.contains("apply_plan"),
        "{listed}"
    );
}
