//! A zoo that serves.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Stdio},
};

use crate::zoo::zoo;

/// A zoo that serves; it is killed when it is dropped.
pub(crate) struct Server {
    pub(crate) process: Child,
    /// What it printed once it listened.
    pub(crate) banner: String,
    /// Held, for a program whose output is closed may end.
    _stdout: BufReader<ChildStdout>,
}

impl Server {
    /// Starts one at a free port and waits until it listens.
    pub(crate) fn start(database: &Path) -> Self {
        let mut zoo = zoo();
        zoo.args(["serve", "--addr", "127.0.0.1:0", "--db"])
            .arg(database)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut process = zoo.spawn().expect("the zoo starts");
        let mut stdout = BufReader::new(process.stdout.take().expect("the output is a pipe"));
        let mut banner = String::new();
        // The banner ends with three things to try.
        while banner.matches("  curl ").count() < 3 {
            let length = stdout.read_line(&mut banner).expect("the banner is text");
            assert_ne!(
                length, 0,
                "the zoo ended before it listened, having said {banner:?}"
            );
        }
        Self {
            process,
            banner,
            _stdout: stdout,
        }
    }

    /// Returns where it listens, as `127.0.0.1:3000`.
    pub(crate) fn address(&self) -> &str {
        let (_, address) = self
            .banner
            .split_once("http://")
            .expect("the banner has an address");
        address.lines().next().unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It fails when the process has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
