//! One step of a command: a headline, a run of cargo, and what is left to say when it fails.

use std::process::ExitStatus;

use crate::workspace;

/// Why a command stopped, and the exit code it stops with.
#[derive(Debug)]
pub(crate) struct Failure {
    message: Option<String>,
    code: u8,
}

impl Failure {
    /// A failure with exit code 1.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            code: 1,
        }
    }

    /// A command line that names nothing we can run: exit code 2.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            code: 2,
        }
    }

    /// A failure whose report is printed already: exit code 1 and no further word.
    pub(crate) fn reported() -> Self {
        Self {
            message: None,
            code: 1,
        }
    }

    /// What to print on standard error.
    pub(crate) fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        self.code
    }
}

/// Prints the headline of a step.
pub(crate) fn headline(title: &str) {
    println!("\n== {title}");
}

/// Runs cargo in the workspace as one step; a failure keeps cargo's exit code.
pub(crate) fn cargo(title: &str, environment: &[(&str, &str)], arguments: &[&str]) -> Result<(), Failure> {
    let line = command_line(environment, arguments);
    headline(&format!("{title}: {line}"));

    let status = workspace::cargo()
        .envs(environment.iter().copied())
        .args(arguments)
        .status()
        .map_err(|error| Failure::new(format!("cannot start `{line}`: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure {
        message: Some(format!("{title} failed: {line}")),
        code: exit_code(status),
    })
}

fn command_line(environment: &[(&str, &str)], arguments: &[&str]) -> String {
    let variables = environment
        .iter()
        .map(|(name, value)| format!("{name}=\"{value}\" "));
    format!("{}cargo {}", variables.collect::<String>(), arguments.join(" "))
}

/// A child ended by a signal has no exit code: that is 1.
fn exit_code(status: ExitStatus) -> u8 {
    status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_a_step_as_one_can_type_it() {
        assert_eq!(
            command_line(&[("RUSTDOCFLAGS", "-D warnings")], &["doc", "--no-deps"]),
            "RUSTDOCFLAGS=\"-D warnings\" cargo doc --no-deps"
        );
    }
}
