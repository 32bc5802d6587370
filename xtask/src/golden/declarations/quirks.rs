//! What we do where Ruby has a quirk.

use std::collections::BTreeMap;
use std::fmt;

use super::line::Line;
use super::mismatch::Mismatch;
use super::outcome::Outcome;

/// The lines with a quirk, by quirk.
#[derive(Debug, Default)]
pub(super) struct Quirks<'a>(BTreeMap<&'a str, Quirk<'a>>);

/// The lines with one quirk, and an example of them.
#[derive(Debug)]
struct Quirk<'a> {
    lines: usize,
    differ: usize,
    example: Example<'a>,
}

#[derive(Debug)]
struct Example<'a> {
    line: &'a Line,
    outcome: Outcome,
    mismatch: Option<Mismatch>,
}

impl<'a> Quirks<'a> {
    /// Adds what came of a line; the example of a quirk is the first line that differs, or else the first.
    pub(super) fn add(&mut self, quirk: &'a str, line: &'a Line, outcome: Outcome) {
        let mismatch = Mismatch::of(line, &outcome);
        let differs = mismatch.is_some();
        let example = Example {
            line,
            outcome,
            mismatch,
        };
        match self.0.get_mut(quirk) {
            Some(known) => known.add(example, differs),
            None => {
                let first = Quirk {
                    lines: 1,
                    differ: usize::from(differs),
                    example,
                };
                self.0.insert(quirk, first);
            }
        }
    }
}

impl<'a> Quirk<'a> {
    fn add(&mut self, example: Example<'a>, differs: bool) {
        self.lines += 1;
        self.differ += usize::from(differs);
        if differs && self.differ == 1 {
            self.example = example;
        }
    }
}

impl fmt::Display for Quirks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, quirk) in &self.0 {
            let same = quirk.lines - quirk.differ;
            writeln!(f, "{name}: {same} as recorded, {} otherwise", quirk.differ)?;
            write!(f, "{}", quirk.example)?;
        }
        Ok(())
    }
}

impl fmt::Display for Example<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "    {}", self.line)?;
        match &self.mismatch {
            Some(mismatch) => writeln!(f, "    {}", mismatch.text),
            None => writeln!(f, "    as recorded, came {}", self.outcome),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(id: u64) -> Line {
        let line = format!(r#"{{"id":{id},"declaration":"array","value":null,"ok":[]}}"#);
        Line::parse(&line).expect("the line is well formed")
    }

    #[test]
    fn the_example_is_a_line_that_differs() {
        let lines = [1, 2, 3, 4].map(line);
        let results = [json!([]), json!(null), json!(5), json!([])];
        let mut quirks = Quirks::default();
        for (line, result) in lines.iter().zip(results) {
            quirks.add("array_accepts_nil", line, Outcome::Result(result));
        }
        quirks.add("a_quirk", &lines[0], Outcome::Result(json!([])));
        assert_eq!(
            quirks.to_string(),
            "a_quirk: 1 as recorded, 0 otherwise\n    \
             1 \"array\" <- null\n    \
             as recorded, came result []\n\
             array_accepts_nil: 2 as recorded, 2 otherwise\n    \
             2 \"array\" <- null\n    \
             expected result [], came null\n"
        );
    }
}
