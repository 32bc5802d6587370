//! `serve` on the command line, from its arguments to the end of the process.

use std::{
    borrow::Cow,
    convert::Infallible,
    ffi::OsString,
    io::{self, Write},
    process,
    sync::{Arc, Mutex},
    time::Duration,
};

use foobara_connectors::{Exposure, cli::Program};
use foobara_core::{
    App, Command, CommandEntry, CommandMeta, Context, DeclaredHints, Domain, DomainMeta, Execute, Outcome,
};
use foobara_types::{Attribute, AttributesType, Declaration, InputErrors, declaration::AttributeList};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

struct Zoo;

impl Domain for Zoo {
    const META: &'static DomainMeta = &DomainMeta {
        name: "Zoo",
        organization: None,
        scope: &["Zoo"],
        description: None,
        depends_on: &[],
    };
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Greet {
    name: String,
}

impl Command for Greet {
    const META: &'static CommandMeta = &CommandMeta {
        name: "Greet",
        domain: Zoo::META,
        description: None,
        returns: None,
        inputs: AttributesType {
            aliases: &[],
            ignores_unexpected: false,
            attributes: AttributeList::Borrowed(
                const {
                    &[Attribute {
                        name: Cow::Borrowed("name"),
                        declaration: Declaration::of::<String>(),
                        required: true,
                        default: None,
                    }]
                },
            ),
        },
        depends_on: &[],
        maps: &[],
        reads: &[],
        writes: &[],
        creates: &[],
        deletes: &[],
        loads: &[],
        uses: &[],
        publishes: &[],
        enqueues: &[],
        concerns: &[],
        is_clone: false,
        hints: DeclaredHints::NONE,
        definition: None,
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Execute for Greet {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(format!("Hello {}", self.name))
    }
}

/// What the program has printed so far.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Printed {
    async fn all(&self) -> String {
        loop {
            let bytes = self.0.lock().expect("is not poisoned").clone();
            if !bytes.is_empty() {
                return String::from_utf8(bytes).expect("is UTF-8");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("is not poisoned").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Does what a line with `curl` says and returns the body.
async fn curl(line: &str) -> String {
    let url = line
        .split_whitespace()
        .find_map(|word| word.strip_prefix("http://"))
        .expect("has an URL");
    let (host, path) = url.split_once('/').expect("has a path");
    let body = line
        .split_once(" -d '")
        .and_then(|(_, body)| body.strip_suffix('\''))
        .unwrap_or_default();
    let method = if body.is_empty() { "GET" } else { "POST" };
    let request = format!(
        "{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(host).await.expect("connects");
    stream.write_all(request.as_bytes()).await.expect("writes");
    let mut response = String::new();
    stream.read_to_string(&mut response).await.expect("reads");
    assert!(response.starts_with("HTTP/1.1 200 "), "{line}: {response}");
    response.split_once("\r\n\r\n").expect("has a body").1.to_owned()
}

#[tokio::test]
async fn what_serve_prints_works_until_the_process_is_told_to_end() {
    let app = || {
        App::builder()
            .domain::<Zoo>([CommandEntry::of::<Greet>()])
            .build()
            .expect("has no mistakes")
    };
    let other = Exposure::of(&app()).all().build().expect("is right");
    let printed = Printed::default();
    let mut stdout = printed.clone();
    let (mut stdin, mut stderr) = (io::empty(), Vec::new());
    let args = ["zoo", "serve", "--addr", "127.0.0.1:0"].map(OsString::from);
    let program = Program::new(app()).expose("/v2", other);
    let serving = program.run_with(args, &mut stdin, &mut stdout, &mut stderr);
    let using = async {
        let text = printed.all().await;
        let lines: Vec<&str> = text.lines().filter(|line| line.contains("curl")).collect();
        let [list, run, describe] = lines.as_slice() else {
            panic!("three lines to try: {text}")
        };
        assert!(curl(list).await.contains("Zoo::Greet"));
        assert_eq!(curl(run).await, "\"Hello text\"");
        assert!(curl(describe).await.contains("\"Zoo::Greet\""));
        assert!(
            curl(
                text.lines()
                    .find(|line| line.contains("/docs"))
                    .expect("names the docs")
            )
            .await
            .contains("html")
        );
        assert_eq!(curl(&run.replace("/run/", "/v2/run/")).await, "\"Hello text\"");
        let told = process::Command::new("kill")
            .args(["-TERM", &process::id().to_string()])
            .status();
        assert!(told.expect("kills").success());
    };
    let (code, ()) = tokio::join!(serving, using);
    assert_eq!((code, String::from_utf8_lossy(&stderr).as_ref()), (0, ""));
}

#[tokio::test]
async fn an_address_that_cannot_be_listened_at_is_named() {
    let app = App::builder()
        .domain::<Zoo>([CommandEntry::of::<Greet>()])
        .build()
        .expect("has no mistakes");
    let args = ["zoo", "serve", "--addr", "nonsense"].map(OsString::from);
    let mut stderr = Vec::new();
    let code = Program::new(app)
        .run_with(args, &mut io::empty(), &mut io::sink(), &mut stderr)
        .await;
    assert_eq!(code, 74);
    assert!(
        stderr.starts_with(b"error: cannot listen at nonsense: "),
        "{}",
        String::from_utf8_lossy(&stderr)
    );
}
