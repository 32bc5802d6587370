//! The program as a server.

use std::{net::TcpStream, process::Command, thread};

use serde_json::{Value, json};

use crate::{
    connection::Connection,
    program::{COMMANDS, Ended, database, end, json_of},
    server::Server,
};

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
