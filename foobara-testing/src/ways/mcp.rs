use std::{collections::HashMap, fmt};

use async_trait::async_trait;
use foobara_connectors::{Exposure, mcp::McpConnector};
use foobara_types::json::{self, Notes};
use serde_json::{Value, json};
use tokio::{
    io::{
        AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines, ReadHalf, WriteHalf, duplex, split,
    },
    task::JoinSet,
};

use super::Way;
use crate::outcome::WireOutcome;

/// The way of an MCP client, over streams in memory.
///
/// Arguments are an object, and the protocol's library reads them into a map before the connector sees them. So what is
/// no object, keys that come twice and whole numbers beyond 64 bits do not get through.
pub struct McpWay {
    exposure: Exposure,
    lines: Lines<BufReader<ReadHalf<DuplexStream>>>,
    writer: WriteHalf<DuplexStream>,
    /// Whether the results of a tool are wrapped, by its name.
    tools: HashMap<String, bool>,
    requests: u64,
    _server: JoinSet<()>,
}

impl McpWay {
    /// Starts a server of an exposure, which ends with this way, and says hello to it.
    ///
    /// # Panics
    ///
    /// When the server does not speak MCP.
    pub async fn start(exposure: Exposure) -> Self {
        const BUFFER: usize = 64 * 1024;
        let (client, server) = duplex(BUFFER);
        let (reader, writer) = split(server);
        let connector = McpConnector::new(exposure.clone(), "test");
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            connector
                .serve(reader, writer)
                .await
                .expect("the server answers until it is dropped");
        });
        let (reader, writer) = split(client);
        let mut way = Self {
            exposure,
            lines: BufReader::new(reader).lines(),
            writer,
            tools: HashMap::new(),
            requests: 0,
            _server: tasks,
        };
        way.say_hello().await;
        way
    }

    async fn say_hello(&mut self) {
        let client = json!({ "name": "test", "version": "1" });
        let hello = json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client });
        self.request("initialize", &hello.to_string()).await;
        self.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
            .await;
        let tools = self.request("tools/list", "{}").await;
        let tools = tools["result"]["tools"].as_array().expect("a list of tools");
        let entry = |tool: &Value| {
            let name = tool["name"].as_str().expect("a tool has a name");
            (name.to_owned(), is_wrapped(&tool["outputSchema"]))
        };
        self.tools = tools.iter().map(entry).collect();
    }

    async fn send(&mut self, frame: &str) {
        let frame = format!("{frame}\n");
        self.writer
            .write_all(frame.as_bytes())
            .await
            .expect("the server reads");
    }

    async fn request(&mut self, method: &str, params: &str) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&format!(
            r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#
        ))
        .await;
        let line = self.lines.next_line().await.expect("the server writes UTF-8");
        let line = line.expect("the server has not ended");
        let answer: Value = serde_json::from_str(&line).expect("a frame is JSON");
        assert_eq!(answer["id"], id, "an answer is to the only request: {answer}");
        answer
    }

    /// Returns what the tool of a command is called. Tools have no short names.
    fn tool(&self, command: &str) -> String {
        let full = self
            .exposure
            .command(command)
            .found()
            .map(|command| command.name().to_owned());
        let name = full.unwrap_or_else(|| command.to_owned());
        name.replace("::", "_")
    }
}

#[async_trait(?Send)]
impl Way for McpWay {
    fn name(&self) -> &'static str {
        "mcp"
    }

    async fn call_text(&mut self, command: &str, inputs: &str) -> WireOutcome {
        let tool = self.tool(command);
        let arguments = if inputs.is_empty() {
            String::new()
        } else {
            // A frame is a line, and in JSON a line may end wherever a space may stand.
            format!(r#","arguments":{}"#, inputs.replace(['\n', '\r'], " "))
        };
        let name = Value::from(tool.as_str());
        let mut answer = self
            .request("tools/call", &format!(r#"{{"name":{name}{arguments}}}"#))
            .await;
        if answer["error"]["data"]["not_found"] == tool {
            return no_command_found(command);
        }
        let result = answer["result"].take();
        let mut content = result["structuredContent"].clone();
        if result["isError"] == true {
            return match content["errors"].take() {
                Value::Array(errors) => WireOutcome::errors(errors),
                _ => panic!("{command} failed with no array of errors: {result}"),
            };
        }
        assert_eq!(
            result["isError"], false,
            "{command} was not answered with a result: {answer}"
        );
        let text = result["content"][0]["text"].as_str().unwrap_or_default();
        let said: Value = serde_json::from_str(text).expect("the text of a result is JSON");
        assert_eq!(
            said, content,
            "the text of a result of {command} says the same as its structure"
        );
        let is_wrapped = self
            .tools
            .get(&tool)
            .copied()
            .expect("a tool that answers is listed");
        WireOutcome::Success(if is_wrapped {
            content["result"].take()
        } else {
            content
        })
    }

    fn carries(&self, inputs: &str) -> bool {
        let is_carried = |(value, notes): (Value, Notes)| value.is_object() && notes == Notes::none();
        inputs.is_empty() || json::parse(inputs.as_bytes()).is_ok_and(is_carried)
    }
}

impl fmt::Debug for McpWay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("McpWay").field(&self.exposure).finish()
    }
}

/// A wrapped result is an object with `result` and nothing else. A model that looks the same is taken for one.
fn is_wrapped(schema: &Value) -> bool {
    let properties = schema["properties"].as_object();
    let is_only =
        properties.is_some_and(|properties| properties.len() == 1 && properties.contains_key("result"));
    is_only && schema["required"] == json!(["result"]) && schema["additionalProperties"] == false
}

/// Puts the error of the framework in the place of the protocol's.
fn no_command_found(command: &str) -> WireOutcome {
    WireOutcome::errors(vec![json!({
        "key": "runtime.no_command_found",
        "path": [],
        "runtime_path": [],
        "category": "runtime",
        "symbol": "no_command_found",
        "message": "",
        "context": { "not_found": command },
        "is_fatal": true,
    })])
}
