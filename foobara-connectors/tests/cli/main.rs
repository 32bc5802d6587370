//! A program on the command line, from its arguments to what it writes and its exit code.
#![cfg(feature = "cli")]

mod zoo;

mod actions;
mod failures;
mod inputs;
mod migrate;
mod names;
#[cfg(all(feature = "http", unix))]
mod serve;
mod streams;

use std::ffi::OsString;

use foobara_connectors::cli::Program;

use crate::zoo::app;

const BOB: &str = "name: \"Bob\",\nage: 4,\ntags: [],\nloud: false,\ncfg: null\n";

/// What came of a command line.
#[derive(Debug, PartialEq)]
struct Came {
    code: u8,
    stdout: String,
    stderr: String,
}

async fn with_input(words: &[&str], stdin: &str) -> Came {
    let args = ["/bin/zoo"].iter().chain(words).map(OsString::from);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let code = Program::new(app())
        .run_with(args, &mut stdin.as_bytes(), &mut stdout, &mut stderr)
        .await;
    let text = |bytes| String::from_utf8(bytes).expect("is UTF-8");
    Came {
        code,
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

async fn came(words: &[&str]) -> Came {
    with_input(words, "").await
}

#[track_caller]
fn assert_prints(came: &Came, stdout: &str) {
    assert_eq!(
        (came.code, came.stdout.as_str(), came.stderr.as_str()),
        (0, stdout, "")
    );
}

#[track_caller]
fn assert_fails(came: &Came, code: u8, stderr: &str) {
    assert_eq!(
        (came.code, came.stdout.as_str(), came.stderr.as_str()),
        (code, "", stderr)
    );
}
