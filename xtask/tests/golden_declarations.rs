//! `cargo xtask golden declarations` as one types it: what it prints, and the exit code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MATCHING: &str = r#"{"id":1,"declaration":"duck","value":{"a":[1E2]},"ok":{"a":[100]}}"#;
const DIFFERING: &str = r#"{"id":2,"declaration":"duck","value":1,"ok":2}"#;
const QUIRK: &str = r#"{"id":3,"declaration":"duck","value":1,"ok":2,"quirk":"odd_one"}"#;

/// Writes a corpus of these lines.
fn corpus(name: &str, lines: &[&str]) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, lines.join("\n")).expect("the folder for tests can be written");
    file
}

/// Returns the exit code, standard output and standard error.
fn xtask(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["golden", "declarations"])
        .args(arguments)
        .output()
        .expect("xtask starts");
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn check(name: &str, lines: &[&str], options: &[&str], code: i32, printed: &str) {
    let file = corpus(name, lines);
    let file = file.to_str().expect("the path is text");
    let arguments: Vec<&str> = options.iter().copied().chain([file]).collect();
    assert_eq!(xtask(&arguments), (Some(code), printed.to_owned(), String::new()));
}

#[test]
fn succeeds_when_no_line_differs() {
    check(
        "same.jsonl",
        &[MATCHING, "", QUIRK],
        &[],
        0,
        "1 matched, 0 differ, 1 quirks\n",
    );
}

#[test]
fn fails_when_a_line_differs() {
    check(
        "other.jsonl",
        &[MATCHING, DIFFERING, QUIRK],
        &[],
        1,
        "2 \"duck\" <- 1\n    expected result 2, came 1\n1 matched, 1 differ, 1 quirks\n",
    );
}

#[test]
fn prints_groups_and_quirks_when_asked() {
    check(
        "grouped.jsonl",
        &[MATCHING, DIFFERING, QUIRK],
        &["--grouped", "--quirks"],
        1,
        "1 duck: expected ok, came another result\n    2 \"duck\" <- 1\n    expected result 2, came 1\n\
         odd_one: 0 as recorded, 1 otherwise\n    3 \"duck\" <- 1\n    expected result 2, came 1\n\
         1 matched, 1 differ, 1 quirks\n",
    );
}

#[test]
fn says_which_line_cannot_be_read() {
    let file = corpus("malformed.jsonl", &[MATCHING, r#"{"id":2}"#]);
    let file = file.to_str().expect("the path is text");
    let message = format!("xtask: {file}:2: no `declaration`\n");
    assert_eq!(xtask(&[file]), (Some(1), String::new(), message));
}

#[test]
fn refuses_an_option_it_does_not_know() {
    let (code, printed, message) = xtask(&["--nope"]);
    assert_eq!((code, printed.as_str()), (Some(2), ""));
    assert_eq!(
        message,
        "xtask: golden declarations: there is no option `--nope`\n\n\
         Usage: cargo xtask golden declarations [--grouped] [--quirks] [FILE]\n"
    );
}
