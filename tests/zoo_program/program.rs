//! How the program is run, and how it ends.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::zoo::zoo;

/// How a program ended and what it said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn well(stdout: &str) -> Self {
        Self {
            code: Some(0),
            stdout: stdout.to_owned(),
            stderr: String::new(),
        }
    }
}

pub(crate) fn end(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("what it says is text");
    Ended {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

pub(crate) fn database() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("zoo.sqlite");
    (folder, file)
}

pub(crate) fn run_on(database: &Path, words: &[&str]) -> Ended {
    end(zoo().arg("--db").arg(database).args(words))
}

pub(crate) fn run(words: &[&str]) -> Ended {
    run_on(Path::new("memory"), words)
}

/// Returns the JSON that a run has printed, having gone well.
#[track_caller]
pub(crate) fn json_of(words: &[&str]) -> Value {
    let Ended { code, stdout, stderr } = run(words);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    serde_json::from_str(&stdout).expect("it prints JSON")
}

/// The commands of the zoo.
pub(crate) const COMMANDS: [&str; 7] = [
    "CreateSafe",
    "CreateKeeper",
    "CreateCapybara",
    "IncrementAge",
    "Celebrate",
    "Explode",
    "Opts",
];
