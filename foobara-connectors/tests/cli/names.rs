//! What a command is called.

use std::{ffi::OsString, io};

use foobara_connectors::{Expose, Exposure, cli::Program};

use super::{
    BOB, assert_fails, assert_prints, came,
    zoo::{Fail, app},
};

#[tokio::test]
async fn a_command_is_reached_by_each_of_its_names() {
    let names = [
        "create-capybara",
        "zoo::create-capybara",
        "acme/zoo/create-capybara",
        "CreateCapybara",
        "Zoo::CreateCapybara",
        "Acme::Zoo::CreateCapybara",
        "create_capybara",
    ];
    for name in names {
        assert_prints(&came(&[name, "--name", "Bob", "--age", "4"]).await, BOB);
        assert_prints(&came(&["run", name, "-n", "Bob", "-a", "4"]).await, BOB);
    }
}

#[tokio::test]
async fn an_action_wins_over_a_command_of_the_same_name() {
    let list = came(&["list"]).await;
    assert!(
        list.stdout
            .contains("Acme::Zoo::CreateCapybara  Creates a capybara\n"),
        "{}",
        list.stdout
    );
    assert_prints(&came(&["--list"]).await, &list.stdout);
    assert_prints(&came(&["-l"]).await, &list.stdout);
    assert_prints(&came(&["create-capybara", "--list"]).await, &list.stdout);
    let table = "id  name\n1   Bob\n2   Eve\n";
    assert_prints(&came(&["run", "list"]).await, table);
    assert_prints(&came(&["zoo::list"]).await, table);
    assert_prints(&came(&["List"]).await, table);
}

#[tokio::test]
async fn names_that_are_not_known_are_answered_with_others() {
    assert_fails(
        &came(&["create-capibara"]).await,
        6,
        "error: there is no command or action called \"create-capibara\". Did you mean create-capybara?\n",
    );
    assert_fails(
        &came(&["CreateCapibara"]).await,
        6,
        "error: there is no command or action called \"CreateCapibara\". Did you mean create-capybara?\n",
    );
    assert_fails(
        &came(&["manifets"]).await,
        6,
        "error: there is no command or action called \"manifets\". Did you mean manifest?\n",
    );
    assert_fails(
        &came(&["open-gate"]).await,
        6,
        "error: several commands are called \"open-gate\". Did you mean shop::open-gate or zoo::open-gate?\n",
    );
    assert_fails(
        &came(&["whatever-else", "--help"]).await,
        6,
        "error: there is no command or action called \"whatever-else\"; --list shows them\n",
    );
    assert_prints(&came(&["shop::open-gate"]).await, "Acme::Shop::OpenGate\n");
}

#[tokio::test]
async fn only_what_is_exposed_is_reached() {
    let run = async |words: [&str; 2]| {
        let app = app();
        let exposure = Exposure::of(&app)
            .command(Expose::command::<Fail>().suffix("Safely"))
            .build()
            .expect("is right");
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let program = Program::new(app)
            .name("safe")
            .about("Fails")
            .version("1.2")
            .expose("", exposure);
        let args = words.map(OsString::from);
        let code = program
            .run_with(args, &mut io::empty(), &mut stdout, &mut stderr)
            .await;
        (code, String::from_utf8(stdout).expect("is UTF-8"))
    };
    assert_eq!(
        run(["x", "list"]).await,
        (0, "Acme::Zoo::FailSafely\n".to_owned())
    );
    assert_eq!(run(["x", "create-capybara"]).await.0, 6);
    assert_eq!(run(["x", "fail-safely"]).await.0, 1);
    assert!(run(["x", "version"]).await.1.starts_with("safe 1.2 (foobara "));
    assert!(run(["x", "--help"]).await.1.starts_with("Fails\n\nUsage: safe "));
}
