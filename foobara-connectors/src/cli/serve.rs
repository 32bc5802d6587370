use std::{io, net::SocketAddr, pin::pin};

use foobara_core::app::Lookup;

use super::{
    example,
    session::{self, Done, Session},
    stop::Stop,
};
use crate::{
    exposure::{ExposedCommand, Exposure},
    http::HttpServer,
};

/// Serves the commands over HTTP until the process is told to end.
///
/// # Errors
///
/// When the storage cannot be made ready, or the address cannot be listened at.
pub(super) async fn serve(session: &mut Session<'_>, address: &str) -> Done {
    let mut server = HttpServer::new(&session.program).mount("", session.exposure.clone());
    session::prepare(&session.exposure).await?;
    for (prefix, exposure) in &session.mounts {
        session::prepare(exposure).await?;
        server = server.mount(prefix, exposure.clone());
    }
    let bound = server.bind(address).await;
    let bound = bound.map_err(|error| Stop::broken(&format!("cannot listen at {address}"), &error))?;
    let shutdown = Shutdown::listen().map_err(|error| Stop::broken("cannot wait for signals", &error))?;
    let banner = banner(&session.exposure, bound.address(), &session.mounts);
    session.print(&banner)?;
    bound
        .run(shutdown.received())
        .await
        .map_err(|error| Stop::broken("HTTP", &error))
}

/// What there is to see and to try, once the server listens.
fn banner(exposure: &Exposure, address: SocketAddr, mounts: &[(String, Exposure)]) -> String {
    let base = format!("http://{address}");
    let mut lines = vec![
        format!("API      {base}"),
        format!("Docs     {base}/docs"),
        format!("OpenAPI  {base}/openapi.json"),
    ];
    lines.extend(
        mounts
            .iter()
            .map(|(prefix, _)| format!("Also     {base}/{}", prefix.trim_matches('/'))),
    );
    lines.push(String::new());
    lines.push("Try:".to_owned());
    lines.push(format!("  curl -s {base}/list"));
    if let Some((command, inputs)) = example::call(exposure) {
        let path = url_path(exposure, command);
        let body = inputs.to_string().replace('\'', r"'\''");
        lines.push(format!(
            "  curl -s {base}/run/{path} -H 'content-type: application/json' -d '{body}'"
        ));
        lines.push(format!("  curl -s {base}/describe/{path}"));
    }
    lines.join("\n") + "\n"
}

/// The short name of a command where it is enough, else the full one.
fn url_path(exposure: &Exposure, command: &ExposedCommand) -> String {
    let name = command.name();
    let short = name.rsplit("::").next().unwrap_or(name);
    let is_enough = matches!(exposure.command(short), Lookup::Found(found) if found.name() == name);
    if is_enough {
        short.to_owned()
    } else {
        name.replace("::", "/")
    }
}

/// The signals by which a process is told to end.
struct Shutdown {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Shutdown {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            terminate: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?,
        })
    }

    #[cfg(unix)]
    async fn received(mut self) {
        let interrupt = pin!(tokio::signal::ctrl_c());
        let terminate = pin!(self.terminate.recv());
        futures::future::select(interrupt, terminate).await;
    }

    #[cfg(not(unix))]
    async fn received(self) {
        // Without the signal, the server is ended from outside.
        let _ = tokio::signal::ctrl_c().await;
    }
}
