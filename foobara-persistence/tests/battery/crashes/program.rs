use std::{
    env, fs,
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// Returns a folder that [`program`]s can write to.
pub(super) fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    if let Some((user, group)) = unprivileged() {
        chown(folder.path(), Some(user), Some(group)).expect("we are root");
    }
    folder
}

/// Returns a program of a server, as an account without privileges: servers refuse to run as root.
pub(super) fn program(name: &str, folder: &Path) -> Command {
    let found = found(name).unwrap_or_else(|| {
        panic!("{name} is missing: install the server, or run `cargo xtask test`, which does on Debian")
    });
    let mut command = Command::new(found);
    command
        .current_dir(folder)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .process_group(0);
    if let Some((user, group)) = unprivileged() {
        command.uid(user).gid(group);
    }
    command
}

pub(super) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    listener.local_addr().expect("it listens").port()
}

fn found(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let others = versions.map(|version| version.path().join("bin"));
    let mut folders = env::split_paths(&path).chain(others);
    folders.find_map(|folder| Some(folder.join(name)).filter(|program| program.is_file()))
}

fn unprivileged() -> Option<(u32, u32)> {
    let id = |words: &[&str]| -> Option<u32> {
        let output = Command::new("id").args(words).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    (id(&["-u"]) == Some(0)).then(|| Some((id(&["-u", "nobody"])?, id(&["-g", "nobody"])?)))?
}
