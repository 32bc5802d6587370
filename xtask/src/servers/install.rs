use std::process::{Command, Stdio};

use super::{account::is_root, tool::Tool};
use crate::step::Failure;

/// Installs what is missing, where that is possible without a password, and says what it does before.
///
/// # Errors
///
/// When it is not possible: what is missing, and how to install it.
pub(crate) fn install(missing: &[&Tool]) -> Result<(), Failure> {
    if missing.is_empty() {
        return Ok(());
    }
    let Some(privileged) = privileged() else {
        return Err(said(missing));
    };
    let packages: Vec<&str> = missing.iter().map(|tool| tool.packages.debian).collect();
    let install = [
        &["apt-get", "install", "-y", "--no-install-recommends"],
        &packages[..],
    ]
    .concat();
    // The list of packages of a fresh machine is empty or old.
    let is_done = run(&privileged, &install)
        || (run(&privileged, &["apt-get", "update"]) && run(&privileged, &install));
    for service in missing.iter().filter_map(|tool| tool.service) {
        run(&privileged, &["service", service, "stop"]);
    }
    if is_done && missing.iter().all(|tool| tool.is_installed()) {
        Ok(())
    } else {
        Err(said(missing))
    }
}

fn said(missing: &[&Tool]) -> Failure {
    let missing = missing.iter().filter(|tool| !tool.is_installed());
    let texts: Vec<String> = missing.map(|tool| tool.missing()).collect();
    Failure::new(texts.join("\n"))
}

/// Returns how commands that need privileges begin, or nothing if there is no `apt-get` or a password is asked for.
fn privileged() -> Option<Vec<&'static str>> {
    succeeds(&["apt-get", "--version"]).then_some(())?;
    let environment = ["env", "DEBIAN_FRONTEND=noninteractive"];
    if is_root() {
        return Some(environment.to_vec());
    }
    succeeds(&["sudo", "-n", "true"]).then(|| [&["sudo", "-n"], &environment[..]].concat())
}

fn succeeds(line: &[&str]) -> bool {
    let [program, arguments @ ..] = line else {
        return false;
    };
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn run(privileged: &[&str], line: &[&str]) -> bool {
    let line = [privileged, line].concat();
    println!("installing: {}", line.join(" "));
    let [program, arguments @ ..] = &line[..] else {
        return false;
    };
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
