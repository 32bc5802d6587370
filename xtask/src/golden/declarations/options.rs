//! The arguments of the command.

use std::path::PathBuf;

use crate::golden::corpus;
use crate::step::Failure;

/// What to replay and what to print of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Options {
    /// The corpus; the one that is kept with the sources unless given.
    pub(super) corpus: PathBuf,
    /// Whether differences are printed in groups, and not each by itself.
    pub(super) grouped: bool,
    /// Whether it is printed what we do with Ruby's quirks.
    pub(super) quirks: bool,
}

impl Options {
    /// Reads `[--grouped] [--quirks] [FILE]`, in any order.
    ///
    /// # Errors
    ///
    /// When there is another option, or a second file.
    pub(super) fn parse(arguments: &[&str]) -> Result<Self, Failure> {
        let mut options = Self {
            corpus: corpus::sample("declarations.sample.jsonl"),
            grouped: false,
            quirks: false,
        };
        let mut files = Vec::new();
        for &argument in arguments {
            match argument {
                "--grouped" => options.grouped = true,
                "--quirks" => options.quirks = true,
                option if option.starts_with('-') => {
                    return Err(usage(&format!("there is no option `{option}`")));
                }
                file => files.push(file),
            }
        }
        match files.as_slice() {
            [] => {}
            [file] => options.corpus = PathBuf::from(file),
            [_, second, ..] => return Err(usage(&format!("one file will do, `{second}` is another"))),
        }
        Ok(options)
    }
}

fn usage(reason: &str) -> Failure {
    Failure::usage(format!(
        "golden declarations: {reason}\n\nUsage: cargo xtask golden declarations [--grouped] [--quirks] [FILE]"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(file: &str, grouped: bool, quirks: bool) -> Options {
        Options {
            corpus: PathBuf::from(file),
            grouped,
            quirks,
        }
    }

    #[test]
    fn arguments_come_in_any_order() {
        let sample = corpus::sample("declarations.sample.jsonl");
        let sample = sample.to_str().expect("the path is text");
        for (arguments, expected) in [
            (&[][..], options(sample, false, false)),
            (&["a.jsonl"], options("a.jsonl", false, false)),
            (&["--grouped", "a.jsonl"], options("a.jsonl", true, false)),
            (
                &["a.jsonl", "--quirks", "--grouped"],
                options("a.jsonl", true, true),
            ),
            (&["--quirks"], options(sample, false, true)),
        ] {
            assert_eq!(
                Options::parse(arguments).map_err(|failure| failure.code()),
                Ok(expected)
            );
        }
    }

    #[test]
    fn refuses_what_it_does_not_know_with_exit_code_2() {
        for (arguments, reason) in [
            (&["--group"][..], "there is no option `--group`"),
            (&["-h"], "there is no option `-h`"),
            (&["a", "b", "c"], "one file will do, `b` is another"),
        ] {
            let failure = Options::parse(arguments).expect_err("the arguments are wrong");
            let message = format!(
                "golden declarations: {reason}\n\nUsage: cargo xtask golden declarations [--grouped] [--quirks] [FILE]"
            );
            assert_eq!((failure.code(), failure.message()), (2, Some(message.as_str())));
        }
    }
}
