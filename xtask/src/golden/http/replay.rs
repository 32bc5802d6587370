//! The replay of a corpus: every sequence against its own zoo.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

use super::answer;
use super::line::Line;
use super::server::Server;
use super::tally::{Tally, Verdict};
use crate::golden::corpus;
use crate::step::{self, Failure};
use crate::workspace;

/// The corpus that is kept with the sources.
pub(crate) fn default_corpus() -> PathBuf {
    corpus::sample("http.sample.jsonl")
}

/// Replays a corpus of HTTP requests and prints what differs.
///
/// Fails when an answer to a `run` request differs.
pub(crate) fn http(corpus: &Path) -> Result<(), Failure> {
    let lines = Line::read_all(corpus)?;
    let zoo = build_zoo()?;

    let mut tally = Tally::default();
    for sequence in lines.chunk_by(|one, next| one.sequence == next.sequence) {
        let server = Server::start(&zoo)?;
        for line in sequence {
            let verdict = Verdict::of(line, ask(line, &server));
            if let Some(difference) = verdict.difference() {
                let (sequence, step, method) = (line.sequence, line.step, &line.request.method);
                println!(
                    "{sequence}.{step} {method} {}: {difference}",
                    line.request.target()
                );
            }
            tally.count(line.action(), &verdict);
        }
    }
    println!("{}\n{tally}", tally.per_action());
    if tally.fails() {
        Err(Failure::reported())
    } else {
        Ok(())
    }
}

fn build_zoo() -> Result<PathBuf, Failure> {
    step::cargo("zoo", &[], &["build", "--example", "zoo", "--all-features"])?;
    let metadata = workspace::metadata()?;
    let target = metadata["target_directory"]
        .as_str()
        .ok_or_else(|| Failure::new("`cargo metadata` names no target directory"))?;
    Ok(Path::new(target)
        .join("debug/examples")
        .join(format!("zoo{EXE_SUFFIX}")))
}

/// A line that cannot be told apart over HTTP is not sent: what it would do to the zoo must not show in later lines.
fn ask(line: &Line, server: &Server) -> Option<String> {
    if line.quirk.as_deref() == Some("header_name_case_sensitive") {
        return Some("not sent: the names of headers have no case".to_owned());
    }
    match line.request.send(server.address()) {
        Ok(answer) => answer::difference(&line.expected, &answer),
        Err(error) => Some(format!("expected an answer, came none: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_corpus_that_is_kept_with_the_sources() {
        let lines = Line::read_all(&default_corpus()).expect("the corpus is well formed");
        assert_eq!(lines.len(), 168);
    }
}
