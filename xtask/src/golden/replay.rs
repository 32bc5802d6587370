//! The replay of a corpus: every sequence against its own zoo, and the tally.

use std::collections::BTreeMap;
use std::env::consts::EXE_SUFFIX;
use std::fmt;
use std::path::{Path, PathBuf};

use super::compare;
use super::corpus::Line;
use super::server::Server;
use crate::step::{self, Failure};
use crate::workspace;

/// The corpus that is kept with the sources.
pub(crate) fn default_corpus() -> PathBuf {
    workspace::root().join("foobara-testing/golden/http.sample.jsonl")
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
        Ok(answer) => compare::difference(&line.expected, &answer),
        Err(error) => Some(format!("expected an answer, came none: {error}")),
    }
}

/// What came of one line.
#[derive(Debug)]
enum Verdict {
    Matched,
    Differs(String),
    Quirk(String),
}

impl Verdict {
    fn of(line: &Line, difference: Option<String>) -> Self {
        match (difference, &line.quirk) {
            (None, _) => Self::Matched,
            (Some(difference), None) => Self::Differs(difference),
            (Some(difference), Some(quirk)) => Self::Quirk(format!("{difference} (quirk {quirk})")),
        }
    }

    fn difference(&self) -> Option<&str> {
        match self {
            Self::Matched => None,
            Self::Differs(difference) | Self::Quirk(difference) => Some(difference),
        }
    }
}

/// How many lines matched, differ or are quirks, and how many differ of each action.
#[derive(Debug, Default)]
struct Tally {
    matched: usize,
    differ: usize,
    quirks: usize,
    actions: BTreeMap<String, ActionTally>,
}

#[derive(Debug, Default)]
struct ActionTally {
    differ: usize,
    lines: usize,
}

impl Tally {
    fn count(&mut self, action: &str, verdict: &Verdict) {
        let of_action = self.actions.entry(action.to_owned()).or_default();
        of_action.lines += 1;
        match verdict {
            Verdict::Matched => self.matched += 1,
            Verdict::Quirk(_) => self.quirks += 1,
            Verdict::Differs(_) => {
                self.differ += 1;
                of_action.differ += 1;
            }
        }
    }

    fn fails(&self) -> bool {
        self.actions.get("run").is_some_and(|run| run.differ > 0)
    }

    /// One line: `run: 0 differ of 120, describe: 3 of 20`, with `run` first.
    fn per_action(&self) -> String {
        let run = self.actions.get_key_value("run");
        let others = self.actions.iter().filter(|(action, _)| *action != "run");
        let actions = run
            .into_iter()
            .chain(others)
            .enumerate()
            .map(|(index, (action, tally))| {
                let action = if action.is_empty() { "(none)" } else { action };
                let differ = if index == 0 { " differ" } else { "" };
                format!("{action}: {}{differ} of {}", tally.differ, tally.lines)
            });
        actions.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} matched, {} differ, {} quirks",
            self.matched, self.differ, self.quirks
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(verdicts: &[(&str, Verdict)]) -> Tally {
        let mut tally = Tally::default();
        for (action, verdict) in verdicts {
            tally.count(action, verdict);
        }
        tally
    }

    #[test]
    fn reports_every_action_with_run_first() {
        let tally = tally(&[
            ("describe", Verdict::Differs(String::new())),
            ("run", Verdict::Matched),
            ("run", Verdict::Quirk(String::new())),
            ("", Verdict::Matched),
            ("describe", Verdict::Matched),
        ]);
        assert_eq!(
            tally.per_action(),
            "run: 0 differ of 2, (none): 0 of 1, describe: 1 of 2"
        );
        assert_eq!(tally.to_string(), "3 matched, 1 differ, 1 quirks");
        assert!(!tally.fails());
    }

    #[test]
    fn fails_when_a_run_differs() {
        let differs = || Verdict::Differs(String::new());
        let tally = tally(&[
            ("run", differs()),
            ("run", Verdict::Matched),
            ("list", Verdict::Matched),
            ("list", differs()),
            ("list", Verdict::Matched),
        ]);
        assert_eq!(tally.per_action(), "run: 1 differ of 2, list: 1 of 3");
        assert!(tally.fails());
    }

    #[test]
    fn reads_the_corpus_that_is_kept_with_the_sources() {
        let lines = Line::read_all(&default_corpus()).expect("the corpus is well formed");
        assert_eq!(lines.len(), 168);
    }
}
