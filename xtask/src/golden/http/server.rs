//! A zoo of its own for every sequence of requests.

use std::io::{self, BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::step::Failure;
use crate::workspace;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running zoo with an empty store; it ends with this value.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts the zoo and waits until it says where it listens.
    pub(super) fn start(zoo: &Path) -> Result<Self, Failure> {
        let mut child = Command::new(zoo)
            .args(["serve", "--addr", "127.0.0.1:0", "--db", "memory"])
            .current_dir(workspace::root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("cannot start {}: {error}", zoo.display())))?;

        let stdout = child.stdout.take().expect("invariant: standard output is piped");
        let mut stderr = child.stderr.take().expect("invariant: standard error is piped");
        // Both pipes are read to their ends, or the zoo would stop at a full one.
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            stderr
                .read_to_end(&mut text)
                .map(|_| String::from_utf8_lossy(&text).into_owned())
        });
        let (announce, announced) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(io::Result::ok) {
                // The receiver is gone once it has its address: the rest is only read away.
                let _ = address_in(&line).map(|address| announce.send(address));
            }
        });

        if let Ok(address) = announced.recv_timeout(PATIENCE) {
            return Ok(Self { child, address });
        }
        stop(&mut child);
        let complaints = complaints.join().ok().and_then(Result::ok).unwrap_or_default();
        Err(Failure::new(format!(
            "the zoo did not say where it listens: no line with http://127.0.0.1:PORT came on its standard \
             output\n{complaints}"
        )))
    }

    /// Where the zoo listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Both calls fail only when the process has ended already.
fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The address in a line such as `listening on http://127.0.0.1:4000/`.
fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://")?;
    let end = rest.find(|letter: char| !(letter.is_ascii_digit() || ".:[]".contains(letter)));
    rest[..end.unwrap_or(rest.len())]
        .trim_end_matches('.')
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_address_in_a_line() {
        let lines = [
            "listening on http://127.0.0.1:4000",
            "http://127.0.0.1:4000/api (memory)",
            "see http://127.0.0.1:4000.",
            "\u{1b}[1mhttp://127.0.0.1:4000\u{1b}[0m",
            "starting",
            "http://example.com",
        ];
        let address = Some(SocketAddr::from(([127, 0, 0, 1], 4000)));
        assert_eq!(
            lines.map(address_in),
            [address, address, address, address, None, None]
        );
    }

    #[test]
    fn says_that_there_is_no_zoo() {
        let failure = Server::start(Path::new("no/such/zoo")).expect_err("there is no such file");
        assert!(
            failure
                .message()
                .is_some_and(|message| message.starts_with("cannot start no/such/zoo: "))
        );
    }
}
