use std::{
    process::{Child, Command, Output, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

use super::{FULL, PROPERTY, load::Load, program};
use crate::{
    drivers::{Place, redis::DRIVER},
    measured::{Measured, share_of},
    random::Random,
};

/// An instance that writes every command to the disk before it answers. It ends with the value.
struct Instance {
    child: Child,
    port: u16,
    _folder: TempDir,
}

#[tokio::test(flavor = "multi_thread")]
async fn redis() {
    let instance = Instance::start();
    let place = Place::new(format!("redis://127.0.0.1:{} battery:", instance.port), ());
    let mut measured = Measured::new(&PROPERTY, &DRIVER);
    let opened = DRIVER.open(&place).await;
    let load = Load::new(opened.store);
    let mut random = Random::new(4);
    for _ in 0..share_of(FULL) {
        load.recovers("the start", &mut measured).await;
        instance.ask(&["CLIENT", "KILL", "TYPE", "normal"]);
        measured.tried(1);
        load.recovers("connections were killed", &mut measured).await;

        instance.signal("STOP");
        tokio::time::sleep(Duration::from_millis(random.below(3_000).into())).await;
        instance.signal("CONT");
        measured.tried(1);
        load.recovers("the server stood still", &mut measured).await;
    }
    load.end(&mut measured).await;
    measured.end();
}

impl Instance {
    fn start() -> Self {
        let (folder, port) = (program::folder(), program::free_port());
        let mut server = program::program("redis-server", folder.path());
        server
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .args(["--appendonly", "yes", "--appendfsync", "always", "--dir"])
            .arg(folder.path())
            .stdout(Stdio::null());
        let instance = Self {
            child: server.spawn().expect("it starts"),
            port,
            _folder: folder,
        };
        until_it_succeeds(instance.client(&["PING"]));
        instance
    }

    fn client(&self, words: &[&str]) -> Command {
        let mut client = Command::new("redis-cli");
        client
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string()])
            .args(words);
        client
    }

    fn ask(&self, words: &[&str]) {
        let output = self.client(words).output();
        assert!(
            output.is_ok_and(|output| output.status.success()),
            "{words:?} failed"
        );
    }

    fn signal(&self, signal: &str) {
        let status = Command::new("kill")
            .args(["-s", signal, &self.child.id().to_string()])
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{signal} failed");
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // Both fail only for what has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tries again until a program succeeds.
fn until_it_succeeds(mut command: Command) {
    for _ in 0..600 {
        let output = command.output();
        if output.is_ok_and(|Output { status, .. }| status.success()) {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("{command:?} does not succeed");
}
