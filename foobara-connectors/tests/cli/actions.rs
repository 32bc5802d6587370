//! What can be asked besides running a command.

use serde_json::{Value, json};

use super::{Came, assert_fails, assert_prints, came, with_input};

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
    let action = came(&["manifest", "diff", "--help"]).await;
    assert!(action.stdout.contains("--allow <BUMP>"), "{}", action.stdout);
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

#[tokio::test]
async fn a_manifest_is_compared_with_that_of_an_earlier_version() {
    let mut manifest: Value = serde_json::from_str(&came(&["manifest"]).await.stdout).expect("is JSON");
    let same = with_input(&["manifest", "diff", "-"], &manifest.to_string()).await;
    assert_prints(&same, "nothing changed\n");

    manifest["command"]["Acme::Zoo::Dance"] = manifest["command"]["Acme::Zoo::CreateCapybara"].clone();
    manifest["command"]["Acme::Zoo::Dance"]["reference"] = "Acme::Zoo::Dance".into();
    let dancing = manifest.to_string();
    let gone = "major: `Acme::Zoo::Dance` is gone; callers of it find nothing\nneeded: major\n";
    assert_prints(
        &with_input(&["manifest", "diff", "-", "--allow", "major"], &dancing).await,
        gone,
    );
    assert_eq!(
        with_input(&["manifest", "diff", "-"], &dancing).await,
        Came {
            code: 1,
            stdout: gone.to_owned(),
            stderr: "error: 1 change needs a major version, and a minor one is declared; if that is meant, say so with \
                     --allow major (runtime.undeclared_change)\n"
                .to_owned(),
        }
    );
    let json = with_input(
        &["manifest", "diff", "-", "--allow=major", "-o", "json"],
        &dancing,
    )
    .await;
    assert_eq!(
        serde_json::from_str::<Value>(&json.stdout).ok(),
        Some(json!({
            "needed": "major",
            "changes": [{
                "of": "Acme::Zoo::Dance",
                "part": "",
                "what": "is gone",
                "why": "callers of it find nothing",
                "bump": "major",
            }],
        }))
    );
}

#[tokio::test]
async fn a_file_that_is_no_manifest_is_a_mistake_of_the_command_line() {
    let came = came(&["manifest", "diff", "/nowhere.json"]).await;
    assert_eq!(came.code, 6);
    assert!(
        came.stderr
            .starts_with("error: manifest diff: cannot read /nowhere.json: "),
        "{came:?}"
    );
    assert_fails(
        &with_input(&["manifest", "diff", "-"], "[]").await,
        6,
        "error: manifest diff: the manifest of - cannot be read: `the manifest` is a list; expected an object\n",
    );
}
