//! A server on a port of its own, and requests to it.

use std::future::pending;

use foobara::{Exposure, http::HttpServer};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// A server that ends when this is dropped.
pub(crate) struct Web {
    address: String,
    _server: JoinSet<()>,
}

impl Web {
    pub(crate) async fn start(exposure: Exposure) -> Self {
        let server = HttpServer::new("shop")
            .mount("", exposure)
            .bind("127.0.0.1:0")
            .await;
        let server = server.expect("there is a free port");
        let address = server.address().to_string();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            server
                .run(pending())
                .await
                .expect("it answers until it is dropped");
        });
        Self {
            address,
            _server: tasks,
        }
    }

    /// Posts; returns the status, the head, and the body.
    pub(crate) async fn post(&self, path: &str, headers: &str, body: &Value) -> (u16, String, Value) {
        let (address, body) = (&self.address, body.to_string());
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        stream.write_all(request.as_bytes()).await.expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("it answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let body = serde_json::from_str(body).expect("a body is JSON");
        (status.expect("a status"), head.to_owned(), body)
    }
}
