//! Commands that are run from a shell.

use std::path::Path;

use serde_json::json;

use crate::{
    program::{Ended, database, end, json_of, run, run_on},
    zoo::zoo,
};

#[test]
fn what_one_process_plans_another_applies() {
    let (_folder, file) = database();
    let secretly = |words: &[&str]| {
        let mut zoo = zoo();
        end(zoo
            .env("ZOO_PLAN_SECRET", "of this test")
            .arg("--db")
            .arg(&file)
            .args(words))
    };
    let create = ["create-keeper", "--name", "Bob", "--plan"];
    let planned = secretly(&create).stdout;
    let (shown, apply) = planned.trim_end().rsplit_once('\n').expect("several lines");
    assert_eq!(
        shown,
        "Acme::Zoo::CreateKeeper would change 1 record; nothing was changed\n\
         + Acme::Zoo::Keeper 1\n    name: \"Bob\"\n\
         returns {\"id\":1,\"name\":\"Bob\"}"
    );
    let apply: Vec<&str> = apply.split(' ').collect();
    assert_eq!(run_on(&file, &apply).code, Some(6), "another secret");
    assert_eq!(secretly(&apply), Ended::well("id: 1,\nname: \"Bob\"\n"));
    assert_eq!(secretly(&apply).code, Some(1), "the key is taken");
}

#[test]
fn a_command_prints_the_record_and_keeps_it() {
    let (_folder, file) = database();
    let create = ["create-capybara", "--name", "Fumiko", "--age", "100"];
    assert_eq!(
        run_on(&file, &create),
        Ended::well("id: 1,\nname: \"Fumiko\",\nage: 100\n")
    );
    let celebrate = ["celebrate", "--capybara", "1"];
    assert_eq!(run_on(&file, &celebrate), Ended::well("Fumiko is 101\n"));
}

#[test]
fn a_record_is_printed_as_json() {
    let create = [
        "create-capybara",
        "--name",
        "Fumiko",
        "--age",
        "100",
        "--output",
        "json",
    ];
    assert_eq!(json_of(&create), json!({ "id": 1, "name": "Fumiko", "age": 100 }));
}

#[test]
fn a_bad_input_is_named_in_a_sentence() {
    let create = ["create-capybara", "--name", "Fumiko", "--age", "old"];
    let expected = Ended {
        code: Some(1),
        stdout: String::new(),
        stderr: "error: --age: Expected a whole number from -9223372036854775808 to 9223372036854775807, or one as \
                 text; got \"old\" (data.age.cannot_cast)\n"
            .to_owned(),
    };
    assert_eq!(run(&create), expected);
}

#[test]
fn the_zoo_says_where_it_is_kept() {
    let (folder, _) = database();
    let mut list = zoo();
    let ended = end(list.arg("list").env("TMPDIR", folder.path()));
    assert_eq!(ended.code, Some(0));
    let file = ended
        .stderr
        .strip_prefix("the zoo is kept in ")
        .and_then(|rest| rest.strip_suffix("; choose another place with --db FILE\n"))
        .expect("it says where");
    assert!(Path::new(file).starts_with(folder.path()), "{file}");
    assert!(Path::new(file).is_file(), "{file}");
}
