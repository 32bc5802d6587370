use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use super::{FULL, PROPERTY, load::Load, program};
use crate::{
    drivers::{Place, postgres::DRIVER},
    measured::{Measured, share_of},
    random::Random,
};

/// An instance that waits for the disk. It ends with the value.
struct Instance {
    folder: TempDir,
    port: u16,
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() {
    let instance = Instance::start();
    let place = Place::new(
        format!("postgres://postgres@127.0.0.1:{}/postgres", instance.port),
        (),
    );
    let mut measured = Measured::new(&PROPERTY, &DRIVER);
    let opened = DRIVER.open(&place).await;
    let load = Load::new(opened.store);
    let mut random = Random::new(3);
    for _ in 0..share_of(FULL) {
        load.recovers("the start", &mut measured).await;
        tokio::time::sleep(Duration::from_millis(random.below(300).into())).await;
        // This blocks a thread of the runtime; the load goes on in the others.
        tokio::task::block_in_place(|| instance.control(&["-m", "immediate", "restart"]));
        measured.tried(1);
        load.recovers("an immediate restart", &mut measured).await;
    }
    load.end(&mut measured).await;
    measured.end();
}

impl Instance {
    fn start() -> Self {
        let instance = Self {
            folder: program::folder(),
            port: program::free_port(),
        };
        let mut initdb = program::program("initdb", instance.folder.path());
        initdb.arg("-D").arg(instance.data()).args([
            "-A",
            "trust",
            "-U",
            "postgres",
            "--no-locale",
            "-E",
            "UTF8",
        ]);
        ran(initdb);
        instance.control(&["start"]);
        instance
    }

    fn control(&self, words: &[&str]) {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
            self.port
        );
        let mut control = program::program("pg_ctl", self.folder.path());
        control.arg("-D").arg(self.data()).args(["-w", "-o", &options]);
        control.arg("-l").arg(self.folder.path().join("log")).args(words);
        ran(control);
    }

    fn data(&self) -> std::path::PathBuf {
        Path::new(self.folder.path()).join("data")
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.control(&["-m", "immediate", "stop"]);
    }
}

fn ran(mut command: Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{command:?} failed");
}
