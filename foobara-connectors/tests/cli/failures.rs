//! How failures are said.

use serde_json::Value;

use super::{assert_fails, came};

#[tokio::test]
async fn errors_name_the_flag() {
    assert_fails(
        &came(&["create-capybara", "--name", "Bob", "--age", "-1"]).await,
        1,
        "error: --age: Below minimum allowed. -1 is less than 0 (data.age.below_minimum)\n",
    );
    assert_fails(
        &came(&["create-capybara"]).await,
        1,
        "error: --name: Missing required attribute name (data.name.missing_required_attribute)\n\
         error: --age: Missing required attribute age (data.age.missing_required_attribute)\n",
    );
    assert_fails(
        &came(&[
            "create-capybara",
            "--name",
            "Bob",
            "--age",
            "1",
            "--cfg-name",
            "C",
        ])
        .await,
        1,
        "error: --size: Missing required attribute size (data.cfg.size.missing_required_attribute)\n",
    );
}

#[tokio::test]
async fn errors_can_be_json() {
    let came = came(&["fail", "--how", "gone", "--errors", "json"]).await;
    assert_eq!((came.code, came.stdout.as_str()), (2, ""));
    let errors: Value = serde_json::from_str(&came.stderr).expect("is JSON");
    assert_eq!(errors[0]["key"], "runtime.gone");
    assert_eq!(errors[0]["message"], "It is gone\u{202e}");
}

#[tokio::test]
async fn a_wrong_command_line_can_be_json() {
    for words in [
        &["--errors=json", "create-capybara", "--nmae", "Bob"][..],
        &["--nope", "--errors", "json"],
        &["--errors", "json"],
    ] {
        let came = came(words).await;
        assert_eq!(came.code, 6);
        let errors: Value = serde_json::from_str(&came.stderr).expect("is JSON");
        assert_eq!(errors[0]["symbol"], "usage");
    }
}

#[tokio::test]
async fn verbose_errors_show_the_facts() {
    assert_fails(
        &came(&["--verbose", "fail", "--how", "gone"]).await,
        2,
        "error: It is gone\\u202e (runtime.gone)\n  {\"id\":7}\n",
    );
}

#[tokio::test]
async fn exit_codes_say_what_happened() {
    let codes = [
        ("gone", 2),
        ("nobody", 3),
        ("not allowed", 4),
        ("bug", 5),
        ("conflict", 1),
        ("gone twice", 1),
        ("late", 75),
        ("not at all", 0),
    ];
    for (how, code) in codes {
        assert_eq!(came(&["fail", "--how", how]).await.code, code, "{how}");
    }
}
