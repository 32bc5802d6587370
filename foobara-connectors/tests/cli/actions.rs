//! What can be asked besides running a command.

use serde_json::Value;

use super::{assert_fails, assert_prints, came};

#[tokio::test]
async fn null_prints_nothing() {
    assert_prints(&came(&["fail", "--how", "not at all"]).await, "");
    assert_prints(
        &came(&["fail", "--how", "not at all", "-o", "json"]).await,
        "null\n",
    );
}

#[tokio::test]
async fn help_explains_the_program_a_command_and_an_action() {
    let program = came(&["--help"]).await;
    assert_prints(&came(&["help"]).await, &program.stdout);
    assert!(
        program
            .stdout
            .starts_with("Usage: zoo [GLOBAL OPTIONS] [ACTION] [COMMAND] [INPUTS]\n"),
        "{}",
        program.stdout
    );
    for line in [
        "create-capybara  Creates a capybara",
        "zoo::list",
        "shop::open-gate",
        "  completions",
    ] {
        assert!(program.stdout.contains(line), "{}", program.stdout);
    }
    let command = came(&["create-capybara", "--help"]).await;
    assert!(
        command
            .stdout
            .starts_with("Creates a capybara\n\nUsage: zoo create-capybara [INPUTS]"),
        "{}",
        command.stdout
    );
    for words in [
        &["--help", "create-capybara"][..],
        &["help", "CreateCapybara"],
        &["run", "create-capybara", "-h"],
        &["run", "-h", "create-capybara"],
    ] {
        assert_prints(&came(words).await, &command.stdout);
    }
    let action = came(&["completions", "--help"]).await;
    assert!(
        action.stdout.contains("Usage: zoo completions"),
        "{}",
        action.stdout
    );
}

#[tokio::test]
async fn without_words_there_is_nothing_to_do() {
    assert_fails(
        &came(&[]).await,
        6,
        "error: no action and no command; --help shows them\n",
    );
    assert_fails(
        &came(&["run"]).await,
        6,
        "error: run needs the name of a command; --list shows them\n",
    );
}

#[tokio::test]
async fn descriptions_are_json() {
    let manifest = came(&["describe", "create-capybara"]).await;
    let described: Value = serde_json::from_str(&manifest.stdout).expect("is JSON");
    assert_eq!(described["reference"], "Acme::Zoo::CreateCapybara");
    for words in [
        &["describe_command", "CreateCapybara"][..],
        &["describe_type", "integer"],
        &["manifest"],
        &["openapi"],
    ] {
        let came = came(words).await;
        assert_eq!(came.code, 0, "{came:?}");
        assert!(serde_json::from_str::<Value>(&came.stdout).is_ok());
    }
    assert_eq!(came(&["describe", "Nothing"]).await.code, 2);
}

#[tokio::test]
async fn small_actions_answer() {
    assert!(came(&["ping"]).await.stdout.trim().parse::<f64>().is_ok());
    assert!(came(&["version"]).await.stdout.starts_with("zoo (foobara "));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = came(&["completions", shell]).await;
        assert!(
            script.stdout.contains("create-capybara") && script.stdout.contains("manifest"),
            "{shell}"
        );
    }
    assert_eq!(came(&["completions", "nush"]).await.code, 6);
}
