use std::{fmt, future::pending, net::SocketAddr};

use async_trait::async_trait;
use foobara_connectors::{Exposure, http::HttpServer};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

use super::Way;
use crate::{outcome::WireOutcome, promise};

/// The way over HTTP/1.1, through a socket of this machine. Statuses are asserted to be those of the outcomes.
pub struct HttpWay {
    exposure: Exposure,
    address: SocketAddr,
    _server: JoinSet<()>,
}

impl HttpWay {
    /// Starts a server of an exposure, which ends with this way.
    ///
    /// # Panics
    ///
    /// When there is no port left to listen at.
    pub async fn start(exposure: Exposure) -> Self {
        let server = HttpServer::new("test").mount("", exposure.clone());
        let server = server.bind("127.0.0.1:0").await.expect("there is a free port");
        let address = server.address();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            server
                .run(pending())
                .await
                .expect("the server answers until it is dropped");
        });
        Self {
            exposure,
            address,
            _server: tasks,
        }
    }

    async fn exchange(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address)
            .await
            .expect("the server listens");
        stream
            .write_all(request.as_bytes())
            .await
            .expect("the server reads");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .await
            .expect("the server answers in UTF-8");
        answer
    }
}

#[async_trait(?Send)]
impl Way for HttpWay {
    fn name(&self) -> &'static str {
        "http"
    }

    async fn call_text(&mut self, command: &str, inputs: &str) -> WireOutcome {
        let (path, length) = (escaped(command), inputs.len());
        let head = format!(
            "POST /run/{path} HTTP/1.1\r\nhost: {}\r\ncontent-length: {length}\r\n",
            self.address
        );
        let request = format!("{head}content-type: application/json\r\nconnection: close\r\n\r\n{inputs}");
        let (status, body) = parsed(&self.exchange(&request).await);
        let outcome = match body {
            Value::Array(errors) if status != 200 => WireOutcome::errors(errors),
            body if status == 200 => WireOutcome::Success(body),
            body => panic!("{command} was answered {status} with no array of errors: {body}"),
        };
        if let WireOutcome::Errors(errors) = &outcome
            && let Some(promised) = promise::http_status(promise::kind(&self.exposure, command, errors))
        {
            assert_eq!(
                status, promised,
                "the status of {command} with {inputs}: {outcome}"
            );
        }
        outcome
    }
}

impl fmt::Debug for HttpWay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("HttpWay").field(&self.address).finish()
    }
}

/// Escapes what may not stand in a path; `::` and `/` may.
fn escaped(name: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' | b'/' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    name.bytes().map(escape).collect()
}

fn parsed(answer: &str) -> (u16, Value) {
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.unwrap_or_else(|| panic!("an answer begins with a status, and not as {head}"));
    assert!(
        head.to_ascii_lowercase()
            .contains("content-type: application/json"),
        "outcomes are JSON, and not as {head}"
    );
    let body = serde_json::from_str(body);
    (
        status,
        body.unwrap_or_else(|error| panic!("a body is JSON: {error}: {answer}")),
    )
}
