//! The example program `zoo`, used as people use it: from a shell.

#![cfg(all(unix, feature = "cli", feature = "http", feature = "mcp", feature = "sqlite"))]

use std::{
    fs,
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "support/connection.rs"]
mod connection;
#[path = "support/server.rs"]
mod server;
#[path = "support/zoo.rs"]
mod zoo;

use connection::Connection;
use server::Server;
use zoo::zoo;

/// How a program ended and what it said.
#[derive(Debug, PartialEq, Eq)]
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ended {
    fn well(stdout: &str) -> Self {
        Self {
            code: Some(0),
            stdout: stdout.to_owned(),
            stderr: String::new(),
        }
    }
}

fn end(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("what it says is text");
    Ended {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

fn database() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("zoo.sqlite");
    (folder, file)
}

fn run_on(database: &Path, words: &[&str]) -> Ended {
    end(zoo().arg("--db").arg(database).args(words))
}

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

fn run(words: &[&str]) -> Ended {
    run_on(Path::new("memory"), words)
}

/// Returns the JSON that a run has printed, having gone well.
#[track_caller]
fn json_of(words: &[&str]) -> Value {
    let Ended { code, stdout, stderr } = run(words);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    serde_json::from_str(&stdout).expect("it prints JSON")
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
fn the_commands_are_listed_as_json() {
    let about = |name: &str| (name == "CreateCapybara").then_some("Just creates a capybara!");
    let expected: Vec<Value> = COMMANDS
        .iter()
        .map(|name| json!([format!("Acme::Zoo::{name}"), about(name)]))
        .collect();
    assert_eq!(json_of(&["list", "--output", "json"]), Value::Array(expected));
}

const COMMANDS: [&str; 7] = [
    "CreateSafe",
    "CreateKeeper",
    "CreateCapybara",
    "IncrementAge",
    "Celebrate",
    "Explode",
    "Opts",
];

#[test]
fn a_description_is_that_of_the_manifest() {
    let mut described = json_of(&["describe", "CreateCapybara"]);
    let about = described
        .as_object_mut()
        .and_then(|entries| entries.remove("metadata"));
    assert_eq!(
        about.expect("when and of what")["url"],
        "Acme::Zoo::CreateCapybara"
    );
    let manifest = json_of(&["manifest"]);
    let commands = manifest["command"].as_object().expect("commands by name");
    let mut names: Vec<&str> = commands
        .values()
        .filter_map(|command| command["scoped_name"].as_str())
        .collect();
    let mut expected = COMMANDS;
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(commands["Acme::Zoo::CreateCapybara"], described);
}

/// Calls `look` with every object in a document.
fn walk(document: &Value, look: &mut dyn FnMut(&serde_json::Map<String, Value>)) {
    match document {
        Value::Object(entries) => {
            look(entries);
            entries.values().for_each(|value| walk(value, look));
        }
        Value::Array(elements) => elements.iter().for_each(|value| walk(value, look)),
        _ => {}
    }
}

#[test]
fn every_reference_of_the_openapi_document_resolves() {
    let document = json_of(&["openapi"]);
    let mut references = Vec::new();
    walk(&document, &mut |entries| {
        references.extend(entries.get("$ref").and_then(Value::as_str).map(str::to_owned));
    });
    assert_ne!(references, Vec::<String>::new());
    references.retain(|reference| {
        let pointer = reference.strip_prefix('#');
        pointer.and_then(|pointer| document.pointer(pointer)).is_none()
    });
    assert_eq!(references, Vec::<String>::new());
}

#[test]
fn every_operation_of_the_openapi_document_can_succeed_and_refuse() {
    let document = json_of(&["openapi"]);
    let paths = document["paths"].as_object().expect("operations by path");
    let mut expected: Vec<String> = COMMANDS.map(|name| format!("/run/Acme/Zoo/{name}")).into();
    expected.sort_unstable();
    let mut names: Vec<&String> = paths.keys().collect();
    names.sort_unstable();
    assert_eq!(names, expected.iter().collect::<Vec<_>>());
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().expect("operations by method") {
            for status in ["200", "422"] {
                assert!(
                    operation["responses"][status].is_object(),
                    "{method} {path} {status}"
                );
            }
        }
    }
}

#[test]
fn a_server_says_what_there_is() {
    let (_folder, file) = database();
    let server = Server::start(&file);
    let base = format!("http://{}", server.address());
    let expected = format!(
        "API      {base}\n\
         Docs     {base}/docs\n\
         OpenAPI  {base}/openapi.json\n\
         Also     {base}/api\n\
         \n\
         Try:\n  \
           curl -s {base}/list\n  \
           curl -s {base}/run/CreateSafe -H 'content-type: application/json' -d '{{}}'\n  \
           curl -s {base}/describe/CreateSafe\n"
    );
    assert_eq!(server.banner, expected);
}

#[test]
fn what_a_server_offers_to_try_works() {
    let (_folder, file) = database();
    let server = Server::start(&file);
    let lines: Vec<&str> = server
        .banner
        .lines()
        .filter(|line| line.starts_with("  curl"))
        .collect();
    assert_eq!(lines.len(), 3);
    for line in lines {
        let (status, body) = answer_to(line.trim());
        let is_json = serde_json::from_str::<Value>(&body).is_ok();
        assert!(status == "200" && is_json, "{line}: {status} {body}");
    }
}

/// Has a shell run a line that calls curl; returns the status and the body.
fn answer_to(line: &str) -> (String, String) {
    let ended = end(Command::new("sh").args(["-c", &format!("{line} -w '\\n%{{http_code}}'")]));
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{line}");
    let (body, status) = ended.stdout.rsplit_once('\n').expect("the status is a line");
    (status.to_owned(), body.to_owned())
}

#[test]
fn a_server_shows_its_documents() {
    let (_folder, file) = database();
    let server = Server::start(&file);
    let base = format!("http://{}", server.address());
    let (status, page) = answer_to(&format!("curl -s {base}/docs"));
    assert_eq!(status, "200");
    for name in COMMANDS {
        assert!(page.contains(name), "{name} is not in {page}");
    }
    let (status, document) = answer_to(&format!("curl -s {base}/openapi.json"));
    assert_eq!(status, "200");
    let document: Value = serde_json::from_str(&document).expect("it is JSON");
    assert_eq!(document, json_of(&["openapi"]));
    // What is mounted besides has documents of its own.
    let (status, document) = answer_to(&format!("curl -s {base}/api/openapi.json"));
    assert_eq!(status, "200");
    let document: Value = serde_json::from_str(&document).expect("it is JSON");
    let paths = document["paths"].as_object().expect("operations by path");
    assert_eq!(
        paths.keys().collect::<Vec<_>>(),
        [
            "/api/run/Acme/Zoo/CreateCapybaraAgg",
            "/api/run/Acme/Zoo/IncrementAge"
        ]
    );
}

#[test]
fn a_server_shows_the_manifest_as_it_is_asked_for() {
    let (_folder, file) = database();
    let server = Server::start(&file);
    let base = format!("http://{}", server.address());
    let manifest = |query: &str| -> Value {
        let (_, manifest) = answer_to(&format!("curl -s '{base}/manifest{query}'"));
        serde_json::from_str(&manifest).expect("it is JSON")
    };
    let whole = manifest("");
    assert_eq!(whole["type"]["Acme::Zoo::Keeper"]["base_type"], "entity");
    assert!(whole["processor"].is_object());
    let chosen = manifest("?detached=true&include_processors=false");
    assert_eq!(
        chosen["type"]["Acme::Zoo::Keeper"]["base_type"],
        "detached_entity"
    );
    assert_eq!(chosen.get("processor"), None);
}

#[test]
fn a_server_told_to_end_answers_what_it_was_asked() {
    let (_folder, file) = database();
    let mut server = Server::start(&file);
    let mut idle = Connection::open(server.address()).expect("it listens");
    let mut connection = Connection::open(server.address()).expect("it listens");
    let body = r#"{"name":"Fumiko","age":100}"#;
    let head = format!(
        "POST /run/CreateCapybara HTTP/1.1\r\nhost: zoo\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nexpect: 100-continue\r\n\r\n",
        body.len()
    );
    connection.send(&head).expect("it reads");
    // The server is in the middle of the request when it says so.
    let (status, nothing) = connection.receive().expect("it says to go on");
    assert_eq!((status, nothing.as_str()), (100, ""));

    terminate(&server);
    // From here on it takes no more.
    while TcpStream::connect(server.address()).is_ok() {
        thread::yield_now();
    }
    assert_eq!(server.process.try_wait().expect("it is ours"), None);
    connection.send(body).expect("it reads on");
    let (status, created) = connection.receive().expect("it answers");
    let created: Value = serde_json::from_str(&created).expect("it is JSON");
    assert_eq!(
        (status, created),
        (200, json!({ "id": 1, "name": "Fumiko", "age": 100 }))
    );
    let status = server.process.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
    assert!(idle.receive().is_err(), "nobody asked");
}

fn terminate(server: &Server) {
    let id = server.process.id().to_string();
    assert_eq!(end(Command::new("kill").args(["-TERM", &id])), Ended::well(""));
}
