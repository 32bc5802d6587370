//! A client over an in-memory connection.

use std::sync::Arc;

use foobara_connectors::{
    AllowIf, Authenticator, CredentialSource, Expose, Exposure, Principal,
    mcp::{McpConnector, McpError},
};
use foobara_core::{App, CommandEntry, Fault};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines, ReadHalf, WriteHalf},
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};

use crate::{
    door::{Door, Wait},
    zoo::{Add, Count, Panic, Zoo},
};

/// The client's end, and what can be seen of the server's.
pub(crate) struct Client {
    pub(crate) lines: Lines<BufReader<ReadHalf<DuplexStream>>>,
    pub(crate) writer: Option<WriteHalf<DuplexStream>>,
    pub(crate) served: JoinHandle<Result<(), McpError>>,
    pub(crate) seen: mpsc::UnboundedReceiver<&'static str>,
    pub(crate) permits: Arc<Semaphore>,
}

impl Client {
    /// Connects, and says nothing yet.
    #[expect(
        clippy::disallowed_methods,
        reason = "the server is a task of the test, not of an app"
    )]
    pub(crate) fn connect() -> Self {
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
    pub(crate) async fn initialized() -> Self {
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

    pub(crate) async fn send(&mut self, frame: &Value) {
        let writer = self.writer.as_mut().expect("still connected");
        writer
            .write_all(format!("{frame}\n").as_bytes())
            .await
            .expect("the server reads");
    }

    pub(crate) async fn receive(&mut self) -> Value {
        let line = self
            .lines
            .next_line()
            .await
            .expect("the server writes")
            .expect("a frame");
        serde_json::from_str(&line).expect("a frame is JSON")
    }

    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Value {
        self.send(&json!({ "jsonrpc": "2.0", "id": method, "method": method, "params": params }))
            .await;
        let answer = self.receive().await;
        assert_eq!(answer["id"], method);
        answer
    }

    pub(crate) async fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.request("tools/call", json!({ "name": tool, "arguments": arguments }))
            .await
    }

    /// Asks for a run that waits at the door, and sees it wait.
    pub(crate) async fn wait_at_the_door(&mut self) {
        let params = json!({ "name": "Zoo_Wait" });
        self.send(&json!({ "jsonrpc": "2.0", "id": "wait", "method": "tools/call", "params": params }))
            .await;
        assert_eq!(self.seen.recv().await, Some("waits"));
    }

    /// Ends what the server reads.
    pub(crate) async fn hang_up(&mut self) {
        let mut writer = self.writer.take().expect("still connected");
        writer.shutdown().await.expect("ends");
    }
}

struct Nobody;

#[async_trait::async_trait]
impl Authenticator for Nobody {
    async fn authenticate(&self, _credentials: &dyn CredentialSource) -> Result<Option<Principal>, Fault> {
        Ok(None)
    }
}
