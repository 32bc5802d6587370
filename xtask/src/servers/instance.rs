use std::{
    env,
    ffi::OsString,
    fs::{self, DirBuilder, File},
    io,
    net::TcpListener,
    os::unix::{fs::DirBuilderExt, process::CommandExt},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use super::{account::Account, server::Server};
use crate::step::Failure;

/// How often, and how long after each other, an instance is asked whether it answers.
const LOOKS: u32 = 1200;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Runs the script of a server, `$1`, and ends it as soon as standard input does: that is when the process which holds
/// the other end has ended, however that came about.
const KEEPER: &str = r#"
set -e
exec 3<&0 </dev/null
(
    cat <&3 >/dev/null
    kill -s "$SIGNAL" $$ 2>/dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        rm -rf "$FOLDER" && break
        sleep 1
    done
) &
exec 3<&-
eval "$1"
"#;

/// A running server in a folder of its own; both end with this value.
#[derive(Debug)]
pub(super) struct Instance {
    child: Child,
    folder: PathBuf,
    url: String,
}

impl Instance {
    /// Starts a server whose programs are in `programs`, and waits until it answers.
    ///
    /// # Errors
    ///
    /// When it does not come to answer: the end of what it wrote.
    pub(super) fn start(server: &Server, programs: Vec<PathBuf>) -> Result<Self, Failure> {
        let name = server.tool.name;
        let failed = |error: io::Error| Failure::new(format!("cannot start {name}: {error}"));
        let port = free_port().map_err(failed)?;
        let folder = new_folder(name, port).map_err(failed)?;
        let account = Account::owning(&folder)?;
        let log = File::create(folder.join("log")).map_err(failed)?;
        let path = path_with(programs);

        let mut command = Command::new("sh");
        command
            .args(["-c", KEEPER, "sh", server.start])
            .env("PATH", &path)
            .env("LC_ALL", "C")
            .env("FOLDER", &folder)
            .env("PORT", port.to_string())
            .env("SIGNAL", server.signal)
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(log.try_clone().map_err(failed)?)
            .stderr(log)
            // Ctrl-C is for us: tests that are still running may end before their servers do.
            .process_group(0);
        if let Some(account) = account {
            account.take(&mut command);
        }
        let mut instance = Self {
            child: command.spawn().map_err(failed)?,
            folder,
            url: server.url(port),
        };
        let mut ready = Command::new("sh");
        ready
            .args(["-c", server.ready])
            .env("PATH", path)
            .env("PORT", port.to_string());
        instance.wait_for(&mut ready, name)?;
        Ok(instance)
    }

    /// Returns where tests find it.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    fn wait_for(&mut self, ready: &mut Command, name: &str) -> Result<(), Failure> {
        ready
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        for _ in 0..LOOKS {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Failure::new(format!(
                    "{name} ended by itself: {status}\n{}",
                    self.last_words()
                )));
            }
            if ready.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            thread::sleep(BETWEEN_LOOKS);
        }
        Err(Failure::new(format!(
            "{name} does not answer\n{}",
            self.last_words()
        )))
    }

    fn last_words(&self) -> String {
        let log = fs::read(self.folder.join("log")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // Fails only for what has ended already.
        let _ = self.child.wait();
        // The keeper removes the folder, too: whoever comes second finds nothing.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn new_folder(name: &str, port: u16) -> io::Result<PathBuf> {
    let name = format!("foobara-{}-{}-{port}", name.to_lowercase(), std::process::id());
    let folder = env::temp_dir().join(name);
    DirBuilder::new().mode(0o700).create(&folder)?;
    Ok(folder)
}

fn path_with(programs: Vec<PathBuf>) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let usual = env::split_paths(&path);
    env::join_paths(programs.into_iter().chain(usual)).unwrap_or_else(|_| path.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servers::tool::STRACE;

    const SLEEPER: Server = Server {
        tool: STRACE,
        variable: "NONE",
        url: "none:PORT",
        start: "echo preparing\ntouch \"$FOLDER/ready-$PORT\"\nexec sleep 1000",
        ready: "exit 0",
        signal: "KILL",
    };

    fn is_running(instance: u32) -> bool {
        let mut kill = Command::new("kill");
        kill.args(["-0", &instance.to_string()]).stderr(Stdio::null());
        kill.status().is_ok_and(|status| status.success())
    }

    #[test]
    fn an_instance_ends_with_its_value_and_so_does_its_folder() {
        let instance = Instance::start(&SLEEPER, Vec::new()).expect("it starts");
        let (folder, process) = (instance.folder.clone(), instance.child.id());
        assert!(folder.is_dir() && is_running(process));
        drop(instance);
        assert!(!folder.exists() && !is_running(process));
    }

    #[test]
    fn an_instance_ends_when_the_pipe_to_it_is_closed() {
        let mut instance = Instance::start(&SLEEPER, Vec::new()).expect("it starts");
        drop(instance.child.stdin.take());
        let status = instance.child.wait().expect("it is our child");
        assert_eq!(status.code(), None, "ended by a signal");
        for _ in 0..200 {
            if !instance.folder.exists() {
                return;
            }
            thread::sleep(BETWEEN_LOOKS);
        }
        panic!("{} is still there", instance.folder.display());
    }

    #[test]
    fn says_why_a_server_ended() {
        let broken = Server {
            start: "echo one >&2; exec false",
            ready: "exit 1",
            ..SLEEPER
        };
        let failure = Instance::start(&broken, Vec::new()).expect_err("it ends at once");
        assert_eq!(
            failure.message(),
            Some("strace ended by itself: exit status: 1\none")
        );
    }
}
