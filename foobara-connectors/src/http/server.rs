use std::{fmt, io, sync::Arc};

use axum::Router;
use foobara_core::ports::{Clock, SystemClock};
use tokio::net::TcpListener;

use super::{
    BoundServer, Limits,
    service::{Mount, Service},
};
use crate::exposure::Exposure;

/// Exposures under prefixes of one server.
///
/// ```no_run
/// # use foobara_connectors::{Exposure, http::HttpServer};
/// # async fn serve(exposure: Exposure) -> std::io::Result<()> {
/// let server = HttpServer::new("zoo").mount("", exposure).bind("127.0.0.1:3000").await?;
/// println!("http://{}", server.address());
/// server.run(std::future::pending()).await
/// # }
/// ```
#[must_use]
pub struct HttpServer {
    title: String,
    mounts: Vec<Mount>,
    limits: Limits,
}

impl HttpServer {
    /// Starts a server; `title` is shown in its documents.
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            mounts: Vec::new(),
            limits: Limits::default(),
        }
    }

    /// Puts an exposure under a prefix, as `""` or `/api`. The longest prefix of a path decides.
    pub fn mount(mut self, prefix: &str, exposure: Exposure) -> Self {
        self.mounts.push(Mount {
            prefix: prefix.trim_end_matches('/').to_owned(),
            exposure,
        });
        self
    }

    /// Replaces the limits.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Makes a router of it, to nest in an axum application. Limits of connections are then the application's.
    pub fn router(self) -> Router {
        let service = self.service();
        Router::new().fallback(move |request: axum::extract::Request| {
            let service = Arc::clone(&service);
            async move { service.answer(request).await.map(axum::body::Body::new) }
        })
    }

    /// Listens on an address, as `127.0.0.1:3000`; port 0 finds a free one.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub async fn bind(self, address: &str) -> io::Result<BoundServer> {
        let listener = TcpListener::bind(address).await?;
        BoundServer::new(listener, self.service())
    }

    fn service(self) -> Arc<Service> {
        let clock = self
            .mounts
            .first()
            .map(|mount| Arc::clone(&mount.exposure.app().ports().clock));
        let clock: Arc<dyn Clock> = clock.unwrap_or_else(|| Arc::new(SystemClock));
        Arc::new(Service {
            title: self.title,
            mounts: self.mounts,
            limits: self.limits,
            clock,
        })
    }
}

impl fmt::Debug for HttpServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpServer")
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}
