//! What the program says of itself to people.

use std::{fs, path::Path};

use crate::{program::end, zoo::zoo};

/// Compares a text with the file that keeps it; with `UPDATE_EXPECT=1` the file is written instead.
#[track_caller]
fn check_snapshot(name: &str, text: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let file = folder.join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::create_dir_all(&folder).expect("a folder of the repository");
        fs::write(&file, text).expect("a file of the repository");
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(text, expected, "{name} differs; UPDATE_EXPECT=1 accepts it");
}

#[track_caller]
fn check_help(name: &str, words: &[&str]) {
    // Without a terminal, only this says how wide lines may be.
    let ended = end(zoo().args(["--db", "memory"]).args(words).env("COLUMNS", "100"));
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    check_snapshot(name, &ended.stdout);
}

#[test]
fn help_explains_the_program() {
    check_help("zoo-help.txt", &["--help"]);
}

#[test]
fn help_explains_a_command() {
    check_help("zoo-create-capybara-help.txt", &["create-capybara", "--help"]);
}

#[test]
fn help_explains_the_migrations() {
    let actions = [
        "migrate",
        "migrate diff",
        "migrate up",
        "migrate down",
        "migrate status",
    ];
    let said: String = actions
        .map(|action| {
            let words = action.split(' ').chain(["--help"]);
            let ended = end(zoo().args(["--db", "memory"]).args(words).env("COLUMNS", "100"));
            assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
            ended.stdout
        })
        .join("\n");
    check_snapshot("zoo-migrate-help.txt", &said);
}
