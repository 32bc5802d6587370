//! The replay of a corpus: every line by itself.

use super::line::Line;
use super::options::Options;
use super::ours::Ours;
use super::report::Report;
use crate::step::Failure;

/// Processes every declaration and value of a corpus and prints what differs, and the counts in the last line.
///
/// Fails when a line differs.
pub(crate) fn declarations(arguments: &[&str]) -> Result<(), Failure> {
    let options = Options::parse(arguments)?;
    let lines = Line::read_all(&options.corpus)?;
    let ours = Ours::standard();

    let report = Report::of(&lines, |line| ours.process(line), |name| ours.knows(name));
    print!("{}", report.text(&options));
    if report.fails() {
        Err(Failure::reported())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_corpus_that_is_kept_with_the_sources() {
        let options = Options::parse(&[]).expect("no arguments are needed");
        let lines = Line::read_all(&options.corpus).expect("the corpus is well formed");
        let quirks = lines.iter().filter(|line| line.quirk.is_some()).count();
        assert_eq!((lines.len(), quirks), (519, 98));
    }
}
