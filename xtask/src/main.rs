//! Runs everything of this repository: tests, checks, benches and the golden corpora.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks through its standard streams"
)]

mod caught;
mod excerpt;
mod step;
mod workspace;

mod battery;
mod bench;
mod build_gate;
mod ci;
mod golden;
mod servers;
#[cfg(feature = "suites")]
mod suites;
#[cfg(not(feature = "suites"))]
#[path = "suites/launch.rs"]
mod suites;
mod test;
mod tidy;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use crate::step::Failure;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  test                   start PostgreSQL, MariaDB and Redis for the tests, run every test, then build
                         the examples. A server that DATABASE_URL, MYSQL_URL or REDIS_URL names is used
                         as it is; one that is not installed is installed by apt-get, if that needs no
                         password. What was started ends, and leaves nothing, with the command
  servers                start the same servers, print how a shell comes to know them, and wait until
                         it is interrupted
  ci                     check everything a change must pass, in this order: format, tidy, lints,
                         tests, documentation, both golden corpora; stop at the first failure
  tidy                   check what no compiler checks: length of files, white space, paths of a
                         developer's machine, and which crate may depend on which
  bench [ARGUMENT]...    print the table of measurements; arguments are passed on to it
  bench --criterion [ARGUMENT]...
                         the same table, then the criterion benches; arguments are passed on to
                         `cargo bench`
  build-gate [COUNT]...  compile programs of that many commands, 100 and 1000 unless given, beside the
                         same structs with serde's derives: what checks and builds cost, how large the
                         programs are, and what the compiler spends its time on. Takes some minutes and
                         needs bash. Exits 1 when 1000 commands cost more than they may
  battery storage [--percent N]
                         start the same servers and try what no driver may do: half commits, lost
                         commits, lost updates, deadlocks, escapes; with dropped steps, killed programs,
                         failing system calls, crashing servers and naughty strings. Prints a table of
                         property, driver, figure, violations, and the command that tries it again.
                         The full figures take hours; N per cent of them take less; `test` tries 1.
                         Exits 1 when there is a violation
  golden http [FILE]     replay a corpus of HTTP requests against a fresh zoo for every sequence
                         and print what differs from the recorded answers; FILE is
                         foobara-testing/golden/http.sample.jsonl unless given.
                         Exits 1 when an answer to a `run` request differs, 0 otherwise:
                         `help`, `describe` and the other actions are reported, but never fail
  golden declarations [--grouped] [--quirks] [FILE]
                         process a corpus of declarations and values with our types and print what
                         differs from the recorded outcomes; FILE is
                         foobara-testing/golden/declarations.sample.jsonl unless given.
                         --grouped prints differences by type and kind, with one example each;
                         --quirks adds what we do where Ruby has a quirk. Exits 1 when a line differs
  suites [--json-suite DIR]
                         put every file of JSONTestSuite and every one of the Big List of Naughty
                         Strings through every type, every rule and a command, and print each
                         surprise: a panic, another verdict than the documented one, a value that is
                         not accepted again, an error that is not declared. DIR is the folder
                         `test_parsing` of the suite; unless given, the suite is cloned from GitHub
                         into target/suites, once. The strings need no network.
                         Exits 1 when there is a surprise
  help                   print this text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();

    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                eprintln!("xtask: {message}");
            }
            ExitCode::from(failure.code())
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result<(), Failure> {
    match arguments {
        ["test"] => test::run(),
        ["servers"] => servers::run(),
        ["ci"] => ci::run(),
        ["battery", "storage", rest @ ..] => battery::storage(rest),
        ["tidy"] => tidy::run(),
        ["bench", "--criterion", rest @ ..] => bench::run_with_criterion(rest),
        ["bench", rest @ ..] => bench::run(rest),
        ["build-gate", rest @ ..] => build_gate::run(rest),
        ["golden", "http"] => golden::http(&golden::default_corpus()),
        ["golden", "http", file] => golden::http(Path::new(file)),
        ["golden", "declarations", rest @ ..] => golden::declarations(rest),
        ["suites", rest @ ..] => suites::suites(rest),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        [] => Err(Failure::usage(format!("no command given\n\n{USAGE}"))),
        unknown => Err(Failure::usage(format!(
            "cannot run `{}`\n\n{USAGE}",
            unknown.join(" ")
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_an_unknown_command_with_exit_code_2() {
        for arguments in [
            &["nope"][..],
            &[],
            &["test", "extra"],
            &["servers", "extra"],
            &["golden"],
            &["golden", "cli"],
            &["golden", "declarations", "--nope"],
            &["build-gate", "many"],
            &["battery"],
            &["battery", "storage", "--nope"],
        ] {
            assert_eq!(
                dispatch(arguments).map_err(|failure| failure.code()),
                Err(2),
                "{arguments:?}"
            );
        }
    }

    #[test]
    fn tells_how_it_is_used() {
        assert_eq!(dispatch(&["help"]).map_err(|failure| failure.code()), Ok(()));
    }
}
