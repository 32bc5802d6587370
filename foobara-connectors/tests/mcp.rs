//! The MCP connector, spoken to in raw frames over an in-memory connection.

#![cfg(feature = "mcp")]

use std::{borrow::Cow, collections::BTreeMap, convert::Infallible, sync::Arc};

use foobara_connectors::{
    AllowIf, Expose, Exposure,
    mcp::{McpConnector, McpError},
};
use foobara_core::{
    App, BoxFuture, Command, CommandEntry, CommandMeta, Context, DeclaredHints, Domain, DomainMeta, Effect,
    Execute, Fault, Outcome, Port, Uses, ports::PortMeta,
};
use foobara_types::{Attribute, AttributesType, Declaration, InputErrors, Typed, declaration::AttributeList};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines, ReadHalf, WriteHalf},
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};

struct Zoo;

impl Domain for Zoo {
    const META: &'static DomainMeta = &DomainMeta {
        name: "Zoo",
        organization: None,
        scope: &["Zoo"],
        description: None,
        depends_on: &[],
    };
}

const fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}

const fn meta(name: &'static str, inputs: &'static [Attribute], uses: &'static [PortMeta]) -> CommandMeta {
    CommandMeta {
        name,
        domain: Zoo::META,
        description: Some("Does as it is called"),
        returns: None,
        inputs: AttributesType {
            aliases: &[],
            ignores_unexpected: false,
            attributes: AttributeList::Borrowed(inputs),
        },
        depends_on: &[],
        maps: &[],
        reads: &[],
        writes: &[],
        creates: &[],
        deletes: &[],
        uses,
        concerns: &[],
        is_clone: false,
        hints: DeclaredHints::NONE,
        definition: None,
    }
}

/// Adds two numbers: a result that is no object.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Add {
    a: i64,
    b: i64,
}

impl Command for Add {
    const META: &'static CommandMeta = {
        const INPUTS: &[Attribute] = &[attribute::<i64>("a"), attribute::<i64>("b")];
        &meta("Add", INPUTS, &[])
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for Add {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.a + self.b)
    }
}

/// Counts words: a result that is an object.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Count {
    words: Vec<String>,
}

impl Command for Count {
    const META: &'static CommandMeta = {
        const INPUTS: &[Attribute] = &[attribute::<Vec<String>>("words")];
        &meta("Count", INPUTS, &[])
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for Count {
    type Output = BTreeMap<String, i64>;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let mut counts = BTreeMap::new();
        for word in self.words {
            *counts.entry(word).or_default() += 1;
        }
        Ok(counts)
    }
}

/// Panics.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Panic {}

impl Command for Panic {
    const META: &'static CommandMeta = &meta("Panic", &[], &[]);

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for Panic {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        panic!("as asked");
    }
}

/// Waits at the door: no result.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Wait {}

impl Command for Wait {
    const META: &'static CommandMeta = {
        const USES: &[PortMeta] = &[PortMeta::of::<Door>()];
        &meta("Wait", &[], USES)
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Uses<Door> for Wait {}

impl Execute for Wait {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.port::<Door>().call(&()).await?;
        Ok(())
    }
}

/// Tells who comes and goes, and lets one through for each permit.
struct Door {
    seen: mpsc::UnboundedSender<&'static str>,
    permits: Arc<Semaphore>,
}

impl Port for Door {
    const NAME: &'static str = "Door";
    const EFFECT: Effect = Effect::Write;

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a ()) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async move {
            let _leaves = Leaves(&self.seen);
            let _ = self.seen.send("waits");
            if let Ok(permit) = self.permits.acquire().await {
                permit.forget();
            }
            Ok(())
        })
    }
}

struct Leaves<'a>(&'a mpsc::UnboundedSender<&'static str>);

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        let _ = self.0.send("leaves");
    }
}

/// The client's end, and what can be seen of the server's.
struct Client {
    lines: Lines<BufReader<ReadHalf<DuplexStream>>>,
    writer: Option<WriteHalf<DuplexStream>>,
    served: JoinHandle<Result<(), McpError>>,
    seen: mpsc::UnboundedReceiver<&'static str>,
    permits: Arc<Semaphore>,
}

impl Client {
    /// Connects, and says nothing yet.
    #[expect(
        clippy::disallowed_methods,
        reason = "the server is a task of the test, not of an app"
    )]
    fn connect() -> Self {
        let (sender, seen) = mpsc::unbounded_channel();
        let permits = Arc::new(Semaphore::new(0));
        let commands = [
            CommandEntry::of::<Add>(),
            CommandEntry::of::<Count>(),
            CommandEntry::of::<Panic>(),
            CommandEntry::of::<Wait>(),
        ];
        let door = Door {
            seen: sender,
            permits: Arc::clone(&permits),
        };
        let app = App::builder()
            .domain::<Zoo>(commands)
            .port(door)
            .build()
            .expect("a good app");
        let exposure = Exposure::of(&app)
            .command(Expose::command::<Wait>())
            .command(Expose::command::<Add>())
            .command(Expose::command::<Count>())
            .command(Expose::command::<Panic>())
            .command(
                Expose::command::<Add>()
                    .suffix("Privately")
                    .allow(AllowIf::new("nobody may", |_| false)),
            )
            .authenticate(Nobody)
            .build()
            .expect("a good exposure");
        let (client, server) = tokio::io::duplex(64 * 1024);
        let (reader, writer) = tokio::io::split(server);
        let served = tokio::spawn(McpConnector::new(exposure, "zoo").serve(reader, writer));
        let (reader, writer) = tokio::io::split(client);
        Self {
            lines: BufReader::new(reader).lines(),
            writer: Some(writer),
            served,
            seen,
            permits,
        }
    }

    /// Connects and says hello.
    async fn initialized() -> Self {
        let mut client = Self::connect();
        let params = json!({
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": { "name": "test", "version": "1" },
        });
        let hello = client.request("initialize", params).await;
        assert_eq!(hello["result"]["protocolVersion"], "2025-11-25");
        assert_eq!(hello["result"]["serverInfo"]["name"], "zoo");
        assert_eq!(hello["result"]["capabilities"], json!({ "tools": {} }));
        client
            .send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }))
            .await;
        client
    }

    async fn send(&mut self, frame: &Value) {
        let writer = self.writer.as_mut().expect("still connected");
        writer
            .write_all(format!("{frame}\n").as_bytes())
            .await
            .expect("the server reads");
    }

    async fn receive(&mut self) -> Value {
        let line = self
            .lines
            .next_line()
            .await
            .expect("the server writes")
            .expect("a frame");
        serde_json::from_str(&line).expect("a frame is JSON")
    }

    async fn request(&mut self, method: &str, params: Value) -> Value {
        self.send(&json!({ "jsonrpc": "2.0", "id": method, "method": method, "params": params }))
            .await;
        let answer = self.receive().await;
        assert_eq!(answer["id"], method);
        answer
    }

    async fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.request("tools/call", json!({ "name": tool, "arguments": arguments }))
            .await
    }

    /// Asks for a run that waits at the door, and sees it wait.
    async fn wait_at_the_door(&mut self) {
        let params = json!({ "name": "Zoo_Wait" });
        self.send(&json!({ "jsonrpc": "2.0", "id": "wait", "method": "tools/call", "params": params }))
            .await;
        assert_eq!(self.seen.recv().await, Some("waits"));
    }

    /// Ends what the server reads.
    async fn hang_up(&mut self) {
        let mut writer = self.writer.take().expect("still connected");
        writer.shutdown().await.expect("ends");
    }
}

struct Nobody;

#[async_trait::async_trait]
impl foobara_connectors::Authenticator for Nobody {
    async fn authenticate(
        &self,
        _credentials: &dyn foobara_connectors::CredentialSource,
    ) -> Result<Option<foobara_connectors::Principal>, Fault> {
        Ok(None)
    }
}

#[tokio::test]
async fn tools_are_listed_by_name_with_schemas_and_hints() {
    let mut client = Client::initialized().await;
    let answer = client.request("tools/list", json!({})).await;
    let tools = answer["result"]["tools"].as_array().expect("tools");
    let names: Vec<&str> = tools.iter().filter_map(|tool| tool["name"].as_str()).collect();
    assert_eq!(
        names,
        [
            "Zoo_Add",
            "Zoo_AddPrivately",
            "Zoo_Count",
            "Zoo_Panic",
            "Zoo_Wait"
        ]
    );
    let [add, _, count, _, wait] = tools.as_slice() else {
        panic!("five tools")
    };
    assert_eq!(
        *add,
        json!({
            "name": "Zoo_Add",
            "title": "Add",
            "description": "Does as it is called",
            "inputSchema": {
                "type": "object",
                "properties": {
                    "a": { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX },
                    "b": { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX },
                },
                "additionalProperties": false,
                "required": ["a", "b"],
            },
            "outputSchema": {
                "type": "object",
                "properties": { "result": { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX } },
                "required": ["result"],
                "additionalProperties": false,
            },
            "annotations": {
                "readOnlyHint": true,
                "destructiveHint": false,
                "idempotentHint": true,
                "openWorldHint": false,
            },
        })
    );
    assert_eq!(count["outputSchema"]["type"], "object");
    assert_eq!(count["outputSchema"]["additionalProperties"]["type"], "integer");
    assert_eq!(
        wait["annotations"],
        json!({
            "readOnlyHint": false,
            "destructiveHint": true,
            "idempotentHint": false,
            "openWorldHint": true,
        })
    );
}

#[tokio::test]
async fn a_result_is_structured_and_text() {
    let mut client = Client::initialized().await;
    let answer = client.call("Zoo_Add", json!({ "a": 40, "b": "2" })).await;
    assert_eq!(
        answer["result"],
        json!({
            "content": [{ "type": "text", "text": "{\"result\":42}" }],
            "structuredContent": { "result": 42 },
            "isError": false,
        })
    );
    let answer = client
        .call("Zoo_Count", json!({ "words": ["a", "a", "b"] }))
        .await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "a": 2, "b": 1 }));
    client.permits.add_permits(1);
    let answer = client.request("tools/call", json!({ "name": "Zoo_Wait" })).await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "result": null }));
}

#[tokio::test]
async fn failures_are_results_that_say_what_is_wrong() {
    let mut client = Client::initialized().await;
    let answer = client.call("Zoo_Add", json!({ "a": "x", "b": [] })).await;
    assert_eq!(answer["result"]["isError"], true);
    let errors = answer["result"]["structuredContent"]["errors"]
        .as_array()
        .expect("errors");
    let keys: Vec<&str> = errors.iter().filter_map(|error| error["key"].as_str()).collect();
    assert_eq!(keys, ["data.a.cannot_cast", "data.b.cannot_cast"]);
    let text = answer["result"]["content"][0]["text"].as_str().expect("text");
    let [a, b] = text.lines().collect::<Vec<_>>()[..] else {
        panic!("a line for each error: {text}")
    };
    assert!(
        a.starts_with("a: Expected a whole number") && a.ends_with("; got \"x\" [data.a.cannot_cast]"),
        "{a}"
    );
    assert!(b.ends_with("; got [] [data.b.cannot_cast]"), "{b}");

    let answer = client.request("tools/call", json!({ "name": "Zoo_Add" })).await;
    assert_eq!(answer["result"]["isError"], true);

    let answer = client.call("Zoo_AddPrivately", json!({ "a": 1, "b": 2 })).await;
    assert_eq!(
        answer["result"]["content"][0]["text"],
        "run: Unauthenticated [runtime.unauthenticated]"
    );

    let answer = client.call("Zoo_Panic", json!({})).await;
    assert_eq!(
        answer["result"]["structuredContent"]["errors"][0]["key"],
        "runtime.unknown"
    );
    assert!(!answer.to_string().contains("as asked"));
}

#[tokio::test]
async fn requests_that_reach_no_command_are_errors_of_the_protocol() {
    let mut client = Client::initialized().await;
    for name in ["Zoo_Ad", "Zoo::Add", "Add", "zoo_add"] {
        let answer = client.call(name, json!({ "a": 1, "b": 2 })).await;
        assert_eq!(answer["error"]["code"], -32602, "{name}");
        assert_eq!(answer["error"]["data"]["suggestions"][0], "Zoo_Add", "{name}");
    }
    let answer = client.call("Zoo_Add", json!([1, 2])).await;
    assert_eq!(answer["error"]["code"], -32602);
    let answer = client.request("tools/call", json!({})).await;
    assert_eq!(answer["error"]["code"], -32602);
    let answer = client.request("tools/list", json!({ "cursor": "2" })).await;
    assert_eq!(answer["error"]["code"], -32602);
    for method in ["prompts/list", "resources/list", "no/such/method"] {
        let answer = client.request(method, json!({})).await;
        assert_eq!(answer["error"]["code"], -32601, "{method}");
    }
    let answer = client.request("ping", json!({})).await;
    assert_eq!(answer["result"], json!({}));
}

#[tokio::test]
async fn a_cancelled_call_is_broken_off_and_not_answered() {
    let mut client = Client::initialized().await;
    client.wait_at_the_door().await;
    let params = json!({ "requestId": "wait", "reason": "test" });
    client
        .send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": params }))
        .await;
    assert_eq!(client.seen.recv().await, Some("leaves"));
    // The next frame is the answer to the next request.
    let answer = client.call("Zoo_Add", json!({ "a": 1, "b": 2 })).await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "result": 3 }));
}

#[tokio::test]
async fn calls_in_flight_are_answered_after_the_end_of_input() {
    let mut client = Client::initialized().await;
    client.wait_at_the_door().await;
    client.hang_up().await;
    assert!(!client.served.is_finished());
    client.permits.add_permits(1);
    let answer = client.receive().await;
    assert_eq!(answer["id"], "wait");
    assert_eq!(answer["result"]["structuredContent"], json!({ "result": null }));
    assert_eq!(client.lines.next_line().await.expect("the server ends"), None);
    client.served.await.expect("no panic").expect("a good end");
}

#[tokio::test]
async fn a_client_that_leaves_at_once_is_no_error() {
    let mut client = Client::connect();
    client.hang_up().await;
    client.served.await.expect("no panic").expect("a good end");
}

#[tokio::test]
async fn the_revision_without_initialize_is_spoken_too() {
    let mut client = Client::connect();
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let answer = client.request("server/discover", json!({ "_meta": meta })).await;
    let versions = answer["result"]["supportedVersions"]
        .as_array()
        .expect("versions");
    assert!(versions.contains(&json!("2026-07-28")) && versions.contains(&json!("2025-11-25")));
    let params = json!({ "_meta": meta, "name": "Zoo_Add", "arguments": { "a": 1, "b": 2 } });
    let answer = client.request("tools/call", params).await;
    assert_eq!(answer["result"]["resultType"], "complete");
    assert_eq!(answer["result"]["structuredContent"], json!({ "result": 3 }));
}
