//! JSONTestSuite: every file as the body of a request, as each input of a command, and as a value of every type.

use foobara_types::json;

use super::command::Program;
use super::declared::Declared;
use super::law::{Answer, Place};
use super::verdicts::{VERDICTS, Verdict};

/// A file of the suite. The first letter of its name says what is expected of it.
#[derive(Debug)]
pub(super) struct File {
    /// The name, as `y_array_empty.json`.
    pub(super) name: String,
    /// What is in it, which need not be text.
    pub(super) text: Vec<u8>,
}

impl File {
    /// Returns whether a file of this name is one of the suite.
    pub(super) fn is_one(name: &str) -> bool {
        let letters = ["y_", "n_", "i_"];
        name.ends_with(".json") && letters.iter().any(|letter| name.starts_with(letter))
    }

    /// Returns the verdict to expect: that of RFC 8259 or, where it leaves the choice, the one documented.
    fn verdict(&self) -> Option<Verdict> {
        let documented = || VERDICTS.iter().find(|(name, _)| *name == self.name);
        match self.name.split_once('_')?.0 {
            "y" => Some(Verdict::Taken),
            "n" => Some(Verdict::Refused),
            _ => documented().map(|(_, verdict)| *verdict),
        }
    }
}

/// Puts every file everywhere and returns the surprises, one a line.
pub(super) fn surprises(files: &[File], program: &Program, types: &[Declared]) -> Vec<String> {
    let inputs = program.inputs();
    let places: Vec<&dyn Place> = inputs
        .iter()
        .map(|input| input as &dyn Place)
        .chain(types.iter().map(|declared| declared as &dyn Place))
        .collect();
    let of_file = |file: &File| {
        let Some(verdict) = file.verdict() else {
            return vec![format!("{}: no verdict is documented", file.name)];
        };
        let value = value_surprise(file, verdict);
        let body = place_surprise(file, body_verdict(file, verdict), program);
        let others = places
            .iter()
            .filter_map(|place| place_surprise(file, verdict, *place));
        value.into_iter().chain(body).chain(others).collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
}

/// A body of no bytes is no JSON, and stands for no inputs.
fn body_verdict(file: &File, verdict: Verdict) -> Verdict {
    if file.text.is_empty() {
        Verdict::Taken
    } else {
        verdict
    }
}

fn place_surprise(file: &File, verdict: Verdict, place: &dyn Place) -> Option<String> {
    let surprise = match (place.answer(&file.text), verdict) {
        (Err(surprise), _) => surprise,
        (Ok(Answer::NotJson), Verdict::Refused) => return None,
        (Ok(Answer::NotJson), _) => "is refused as no JSON".to_owned(),
        (Ok(_), Verdict::Refused) => "is taken for JSON".to_owned(),
        (Ok(_), _) => return None,
    };
    Some(format!("{} as {}: {surprise}", file.name, place.name()))
}

/// The value that a file is documented to become.
fn value_surprise(file: &File, verdict: Verdict) -> Option<String> {
    let Verdict::Becomes(expected) = verdict else {
        return None;
    };
    let came = json::parse(&file.text).map(|(value, _)| value.to_string());
    let came = came.unwrap_or_else(|error| error.to_string());
    (came != expected).then(|| format!("{}: expected {expected}, came {came}", file.name))
}

#[cfg(test)]
mod tests {
    use foobara_types::TypeRegistry;
    use serde_json::json;

    use super::*;

    fn file(name: &str, text: &[u8]) -> File {
        File {
            name: name.to_owned(),
            text: text.to_vec(),
        }
    }

    #[track_caller]
    fn check(name: &str, text: &[u8], surprises: &[&str]) {
        let integer = Declared::new(&TypeRegistry::standard(), &json!("integer"));
        let types = [integer.expect("it is a type")];
        let mut came = super::surprises(&[file(name, text)], &Program::new(), &types);
        came.retain(|line| {
            !Program::new()
                .inputs()
                .iter()
                .any(|input| line.contains(&format!(" as {}:", input.name())))
        });
        assert_eq!(came, surprises);
    }

    #[test]
    fn files_with_the_expected_verdict_are_no_surprise() {
        check("y_a.json", b"[1]", &[]);
        check("n_a.json", b"[1,]", &[]);
        check("n_structure_no_data.json", b"", &[]);
    }

    #[test]
    fn another_verdict_is_a_surprise_in_every_place() {
        check(
            "y_a.json",
            b"[1,]",
            &[
                "y_a.json as the body of a request: is refused as no JSON",
                "y_a.json as integer: is refused as no JSON",
            ],
        );
        check(
            "n_a.json",
            b"[1]",
            &[
                "n_a.json as the body of a request: is taken for JSON",
                "n_a.json as integer: is taken for JSON",
            ],
        );
    }

    #[test]
    fn what_the_standard_leaves_open_needs_a_documented_verdict() {
        check("i_a.json", b"[1]", &["i_a.json: no verdict is documented"]);
        let huge = "i_number_huge_exp.json";
        check(huge, b"[1e400]", &[]);
        let tiny = "i_number_real_underflow.json";
        check(
            tiny,
            b"[1]",
            &["i_number_real_underflow.json: expected [0.0], came [1]"],
        );
    }
}
