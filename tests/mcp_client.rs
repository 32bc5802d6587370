//! The zoo as MCP tools, used by the official Python SDK over stdio.

#![cfg(all(unix, feature = "cli", feature = "http", feature = "mcp", feature = "sqlite"))]

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};

#[path = "support/zoo.rs"]
mod zoo;

/// The first version that speaks the protocol of 2026-07-28.
const PACKAGE: &str = "mcp>=2.3";

/// Returns a Python that has the SDK; the first test to ask installs it, below the folder that cargo keeps for tests.
fn python() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let lock = File::create(folder.join("mcp-client.lock")).expect("a folder of cargo");
    lock.lock().expect("the other tests finish");
    let venv = folder.join("mcp-client");
    let python = venv.join("bin/python");
    if !has_sdk(&python) {
        let _ = fs::remove_dir_all(&venv);
        must(Command::new("python3").args(["-m", "venv"]).arg(&venv));
        must(Command::new(&python).args(["-m", "pip", "install", "--quiet", PACKAGE]));
        assert!(has_sdk(&python), "{PACKAGE} was installed and has no `Client`");
    }
    python
}

fn has_sdk(python: &Path) -> bool {
    let mut import = Command::new(python);
    import
        .args(["-c", "from mcp import Client; import jsonschema"])
        .stderr(Stdio::null());
    import.status().is_ok_and(|status| status.success())
}

#[track_caller]
fn must(command: &mut Command) {
    const NEEDED: &str =
        "this test needs python3 (3.10 or later) with its module venv, and the package `mcp` from PyPI";
    match command.output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!(
            "{NEEDED}: {command:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => panic!("{NEEDED}: {command:?}: {error}"),
    }
}

/// Has the SDK use the zoo; returns what it met, and the lines that the zoo wrote.
fn meet(mode: &str) -> (Value, Vec<Value>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let frames = folder.path().join("frames");
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mcp_client/client.py");
    let mut command = Command::new(python());
    command.arg(client).arg(mode).arg(&frames);
    command
        .arg(zoo::zoo().get_program())
        .args(["mcp", "--db", "memory"]);
    let output = command.output().expect("Python starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let met = serde_json::from_slice(&output.stdout).expect("the client prints JSON");
    let frames = fs::read_to_string(frames).expect("the output was kept");
    let frame = |line: &str| {
        let frame = serde_json::from_str::<Value>(line);
        frame.unwrap_or_else(|error| panic!("{line:?} is no frame: {error}"))
    };
    (met, frames.lines().map(frame).collect())
}

#[track_caller]
fn check(mode: &str, protocol: &str) {
    let (met, frames) = meet(mode);
    for frame in &frames {
        assert_eq!(frame["jsonrpc"], "2.0", "{frame}");
        assert!(frame["result"].is_object(), "{frame}");
    }
    // One answer a call, and at least one more for the list.
    assert!(frames.len() >= 5, "{frames:?}");
    assert_eq!(met["protocol"], protocol);
    check_tools(&met["tools"]);
    assert_eq!(
        met["good"],
        json!({
            "is_error": false,
            "structured": { "id": 1, "name": "Fumiko", "age": 100 },
            "text": [r#"{"id":1,"name":"Fumiko","age":100}"#],
        })
    );
    assert_eq!(
        met["bad"],
        json!({
            "is_error": true,
            "structured": { "errors": [{
                "key": "data.age.below_minimum",
                "path": ["age"],
                "runtime_path": [],
                "category": "data",
                "symbol": "below_minimum",
                "message": "Below minimum allowed. -1 is less than 0",
                "context": { "value": -1, "min": 0 },
                "is_fatal": false,
            }] },
            "text": ["age: Below minimum allowed. -1 is less than 0 [data.age.below_minimum]"],
        })
    );
    check_explosion(&met["explode"]);
    assert_eq!(
        met["alive"],
        json!({
            "is_error": false,
            "structured": { "result": "Fumiko is 101" },
            "text": [r#"{"result":"Fumiko is 101"}"#],
        })
    );
}

#[track_caller]
fn check_tools(tools: &Value) {
    let tools = tools.as_object().expect("schemas by name");
    let names = [
        "Acme_Zoo_Celebrate",
        "Acme_Zoo_CreateCapybara",
        "Acme_Zoo_CreateKeeper",
        "Acme_Zoo_CreateSafe",
        "Acme_Zoo_Explode",
        "Acme_Zoo_IncrementAge",
        "Acme_Zoo_Opts",
        "apply_plan",
    ];
    assert_eq!(tools.keys().collect::<Vec<_>>(), names);
    for (name, schemas) in tools {
        assert_eq!(
            [&schemas[0]["type"], &schemas[1]["type"]],
            ["object", "object"],
            "{name}"
        );
    }
    let (any, key) = (json!(i64::MIN), "Primary key of Acme::Zoo::Keeper");
    let name = json!({ "type": "string", "description": "Official name" });
    let age = json!({ "type": "integer", "minimum": 0, "maximum": i64::MAX });
    assert_eq!(
        tools["Acme_Zoo_CreateCapybara"],
        json!([
            {
                "type": "object",
                "properties": {
                    "name": name,
                    "age": age,
                    "keeper": { "type": ["integer", "null"], "minimum": any, "maximum": i64::MAX, "title": key },
                    "plan": {
                        "type": "boolean",
                        "default": false,
                        "description": "Show what would be done, and do nothing",
                    },
                },
                "additionalProperties": false,
                "required": ["name", "age"],
            },
            {
                "type": "object",
                "anyOf": [
                    {
                        "type": "object",
                        "properties": {
                            "id": { "type": "integer", "minimum": any, "maximum": i64::MAX },
                            "name": name,
                            "age": age,
                            "keeper": { "type": "integer", "minimum": any, "maximum": i64::MAX, "title": key },
                        },
                        "additionalProperties": false,
                        "required": ["id", "name", "age"],
                    },
                    {
                        "type": "object",
                        "properties": { "plan": { "type": "object", "description": "What would be done" } },
                        "required": ["plan"],
                        "additionalProperties": false,
                    },
                ],
            },
        ])
    );
}

/// What went wrong is nowhere but in the log; the error says under which number.
#[track_caller]
fn check_explosion(met: &Value) {
    let message = met["structured"]["errors"][0]["message"]
        .as_str()
        .expect("an error has a message");
    let number = message.strip_prefix("Something went wrong; the log has it under ");
    let number = number.expect("it says where to look");
    assert!(
        number.len() == 16 && number.chars().all(|digit| digit.is_ascii_hexdigit()),
        "{number}"
    );
    assert_eq!(
        *met,
        json!({
            "is_error": true,
            "structured": { "errors": [{
                "key": "runtime.unknown",
                "path": [],
                "runtime_path": [],
                "category": "runtime",
                "symbol": "unknown",
                "message": message,
                "context": {},
                "is_fatal": true,
            }] },
            "text": [format!("run: {message} [runtime.unknown]")],
        })
    );
}

#[test]
fn a_client_of_2025_uses_the_zoo() {
    check("legacy", "2025-11-25");
}

#[test]
fn a_client_of_2026_uses_the_zoo() {
    check("2026-07-28", "2026-07-28");
}

#[test]
fn a_client_that_finds_out_uses_the_zoo() {
    check("auto", "2026-07-28");
}
