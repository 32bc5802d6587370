//! What becomes of flags, files and options.

use std::{ffi::OsString, io};

use foobara_connectors::cli::Program;

use super::{BOB, assert_prints, came, with_input, zoo::app};

#[tokio::test]
async fn all_kinds_of_flags_make_one_input() {
    let words = [
        "--name",
        "Bob",
        "--tags",
        "x",
        "y",
        "--age=04",
        "--loud",
        "--size",
        "3",
        "--cfg-name",
        "C",
        "--tags",
        "z",
    ];
    let expected = "name: \"Bob\",\nage: 4,\ntags: [\"x\",\"y\",\"z\"],\nloud: true,\ncfg: {\"name\":\"C\",\"size\":3}\n";
    assert_prints(
        &came(&[&["create-capybara"], &words[..]].concat()).await,
        expected,
    );
}

#[tokio::test]
async fn global_options_go_anywhere() {
    let json =
        "{\n  \"name\": \"Bob\",\n  \"age\": 4,\n  \"tags\": [],\n  \"loud\": false,\n  \"cfg\": null\n}\n";
    let bob = ["create-capybara", "--name", "Bob", "--age", "4"];
    for option in [
        &["--output", "json"][..],
        &["-o", "json"],
        &["--output=json"],
        &["--output-format", "json"],
        &["-f", "json"],
    ] {
        assert_prints(&came(&[option, &bob].concat()).await, json);
        assert_prints(&came(&[&bob, option].concat()).await, json);
        assert_prints(&came(&[&["run"], option, &bob].concat()).await, json);
    }
    assert_prints(
        &came(&[&["-o", "json"], &bob[..], &["-o", "plain"]].concat()).await,
        BOB,
    );
}

#[tokio::test]
async fn flags_win_over_the_inputs_in_a_text() {
    let text = r#" {"name": "Text", "age": 4, "cfg": {"name": "C", "size": 1}} "#;
    let expected = "name: \"Bob\",\nage: 4,\ntags: [],\nloud: false,\ncfg: {\"name\":\"C\",\"size\":2}\n";
    for option in [&["--input", "-"][..], &["--stdin"]] {
        let words = [&["create-capybara", "--name", "Bob", "--size", "2"], option].concat();
        assert_prints(&with_input(&words, text).await, expected);
    }
    let alone = with_input(&["--stdin", "create-capybara"], r#"{"name": "Bob", "age": 4}"#).await;
    assert_prints(&alone, BOB);
}

#[tokio::test]
async fn inputs_in_a_file_must_be_json_in_a_file() {
    let missing = came(&["create-capybara", "--input", "/no/such/file"]).await;
    assert_eq!(missing.code, 6);
    assert!(
        missing
            .stderr
            .starts_with("error: --input: cannot read /no/such/file: "),
        "{}",
        missing.stderr
    );
    let malformed = with_input(&["create-capybara", "--stdin"], "{").await;
    assert_eq!(malformed.code, 6);
    assert!(malformed.stderr.starts_with("error: "), "{}", malformed.stderr);
    assert_eq!(with_input(&["create-capybara", "--stdin"], "[1]").await.code, 1);
}

#[tokio::test]
async fn flags_that_are_not_known_are_answered_with_others() {
    let came = came(&["create-capybara", "--nmae", "Bob"]).await;
    assert_eq!((came.code, came.stdout.as_str()), (6, ""));
    assert!(came.stderr.contains("'--name'"), "{}", came.stderr);
}

#[cfg(unix)]
#[tokio::test]
async fn arguments_must_be_utf8() {
    use std::os::unix::ffi::OsStringExt;

    let args = ["zoo".into(), "fail".into(), OsString::from_vec(b"\xff".to_vec())];
    let mut stderr = Vec::new();
    let code = Program::new(app())
        .run_with(args, &mut io::empty(), &mut io::sink(), &mut stderr)
        .await;
    assert_eq!(
        (code, String::from_utf8_lossy(&stderr).as_ref()),
        (6, "error: not UTF-8: \u{fffd}\n")
    );
}
