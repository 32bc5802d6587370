//! The arguments of the command.

use std::path::PathBuf;

use crate::step::Failure;

/// Where the suite of JSON files is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Options {
    /// The folder with its files; a copy of the suite is fetched unless given.
    pub(super) json_suite: Option<PathBuf>,
}

impl Options {
    /// Reads `[--json-suite DIR]`.
    ///
    /// # Errors
    ///
    /// When there is anything else.
    pub(super) fn parse(arguments: &[&str]) -> Result<Self, Failure> {
        match arguments {
            [] => Ok(Self { json_suite: None }),
            ["--json-suite", folder] => Ok(Self {
                json_suite: Some(PathBuf::from(folder)),
            }),
            ["--json-suite"] => Err(usage("`--json-suite` takes a folder")),
            ["--json-suite", _, other, ..] | [other, ..] => {
                Err(usage(&format!("there is no option `{other}`")))
            }
        }
    }
}

fn usage(reason: &str) -> Failure {
    Failure::usage(format!(
        "suites: {reason}\n\nUsage: cargo xtask suites [--json-suite DIR]"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_may_be_given() {
        for (arguments, json_suite) in [
            (&[][..], None),
            (&["--json-suite", "a/b"], Some(PathBuf::from("a/b"))),
        ] {
            let options = Options::parse(arguments).map_err(|failure| failure.code());
            assert_eq!(options, Ok(Options { json_suite }));
        }
    }

    #[test]
    fn refuses_what_it_does_not_know_with_exit_code_2() {
        for (arguments, reason) in [
            (&["--json-suite"][..], "`--json-suite` takes a folder"),
            (&["--json"], "there is no option `--json`"),
            (&["--json-suite", "a", "b"], "there is no option `b`"),
        ] {
            let failure = Options::parse(arguments).expect_err("the arguments are wrong");
            let message = format!("suites: {reason}\n\nUsage: cargo xtask suites [--json-suite DIR]");
            assert_eq!((failure.code(), failure.message()), (2, Some(message.as_str())));
        }
    }
}
