//! The accept loop: `axum::serve` has no timeouts for a connection that says nothing or says it slowly.

use std::{convert::Infallible, fmt, io, net::SocketAddr, sync::Arc, time::Duration};

use ::http::Request;
use foobara_core::{
    CancellationToken,
    ports::{Clock, SystemClock},
};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto,
        graceful::{GracefulShutdown, Watcher},
    },
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};

use super::{Limits, service::Service};

/// A server that listens and has not begun to answer.
pub struct BoundServer {
    listener: TcpListener,
    address: SocketAddr,
    service: Arc<Service>,
}

impl BoundServer {
    pub(super) fn new(listener: TcpListener, service: Arc<Service>) -> io::Result<Self> {
        let address = listener.local_addr()?;
        Ok(Self {
            listener,
            address,
            service,
        })
    }

    /// Returns the address it listens on.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `shutdown` is ready, then lets requests in flight finish.
    ///
    /// Runs whose clients went away are waited for, too.
    ///
    /// # Errors
    ///
    /// None at present: a connection that fails is dropped and does not end the server.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send) -> io::Result<()> {
        let slots = Arc::new(Semaphore::new(self.service.limits.connections));
        let graceful = GracefulShutdown::new();
        let stopping = CancellationToken::new();
        let mut connections = JoinSet::new();
        tokio::pin!(shutdown);
        loop {
            let next = async {
                let slot = Arc::clone(&slots).acquire_owned().await;
                (slot, self.listener.accept().await)
            };
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                Some(_) = connections.join_next(), if !connections.is_empty() => {}
                (slot, accepted) = next => match (slot, accepted) {
                    (Ok(slot), Ok((stream, _))) => {
                        let service = Arc::clone(&self.service);
                        let connection = Connection { service, watcher: graceful.watcher(), stopping: stopping.clone(), _slot: slot };
                        connections.spawn(connection.serve(stream));
                    }
                    (_, Err(error)) => pause(&error).await,
                    (Err(_), _) => break,
                },
            }
        }
        drop(self.listener);
        stopping.cancel();
        drain(&self.service, graceful, connections).await;
        Ok(())
    }
}

impl fmt::Debug for BoundServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BoundServer")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Running out of file descriptors makes `accept` fail at once, again and again.
async fn pause(error: &io::Error) {
    const PAUSE: Duration = Duration::from_millis(50);
    tracing::warn!(%error, "a connection could not be accepted");
    SystemClock.sleep(PAUSE).await;
}

/// What a connection needs of its server.
struct Connection {
    service: Arc<Service>,
    watcher: Watcher,
    stopping: CancellationToken,
    _slot: OwnedSemaphorePermit,
}

impl Connection {
    async fn serve(self, stream: TcpStream) {
        let limits = &self.service.limits;
        let protocol = tokio::select! {
            protocol = first_bytes(&stream, limits) => protocol,
            () = self.stopping.cancelled() => None,
        };
        let Some(protocol) = protocol else { return };
        // Answers are written whole, so that there is nothing for Nagle's algorithm to gather.
        let _ = stream.set_nodelay(true);
        let answer = service_fn(|request: Request<Incoming>| {
            let service = Arc::clone(&self.service);
            async move { Ok::<_, Infallible>(service.answer(request).await) }
        });
        let builder = builder(&protocol, limits);
        let connection = builder
            .serve_connection(TokioIo::new(stream), answer)
            .into_owned();
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended");
        }
    }
}

fn builder(protocol: &Protocol, limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(limits.head_timeout)
        .keep_alive_timeout(limits.head_timeout);
    match protocol {
        Protocol::Http1 => builder.http1_only(),
        Protocol::Http2 => builder.http2_only(),
    }
}

enum Protocol {
    Http1,
    Http2,
}

/// Waits for the first bytes, which tell the protocol. `None` when they take too long or never come.
async fn first_bytes(stream: &TcpStream, limits: &Limits) -> Option<Protocol> {
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    const AGAIN: Duration = Duration::from_millis(10);
    let deadline = SystemClock.instant() + limits.head_timeout;
    let mut start = [0; PREFACE.len()];
    loop {
        let length = tokio::select! {
            biased;
            peeked = stream.peek(&mut start) => peeked.ok()?,
            () = SystemClock.sleep_until(deadline) => return None,
        };
        let seen = start.get(..length)?;
        if seen.is_empty() {
            return None;
        }
        if seen == PREFACE {
            return Some(Protocol::Http2);
        }
        if !PREFACE.starts_with(seen) {
            return Some(Protocol::Http1);
        }
        if SystemClock.instant() >= deadline {
            return None;
        }
        SystemClock.sleep(AGAIN).await;
    }
}

async fn drain(service: &Service, graceful: GracefulShutdown, mut connections: JoinSet<()>) {
    let finished = async {
        graceful.shutdown().await;
        for mount in &service.mounts {
            mount.exposure.app().ports().spawner.idle().await;
        }
    };
    let deadline = SystemClock.sleep(service.limits.drain);
    tokio::select! {
        () = finished => {}
        () = deadline => tracing::warn!("shut down with requests in flight"),
    }
    connections.shutdown().await;
}
