use std::fs;

use foobara_core::manifest::{
    diff::{Bump, Changes, diff},
    reader::{Manifest, ManifestErrors},
};
use foobara_types::ErrorReport;
use serde_json::json;

use super::{
    options::Format,
    output,
    session::{Done, Session},
    stop::{Labels, Stop, chain},
};

/// Compares the manifest in a file, or on the standard input, with that of the program, and writes each change.
///
/// # Errors
///
/// When the file cannot be read or holds no manifest, and when a change needs more than what is `allowed` to be counted
/// up.
pub(super) fn compare(session: &mut Session<'_>, file: &str, allowed: Bump) -> Done {
    let old = read(session, file)?;
    let new =
        Manifest::parse(&session.exposure.manifest()).map_err(|error| unreadable("the program", &error))?;
    let changes = diff(&old, &new);
    let text = match session.options.output {
        Some(Format::Json) => output::json(&json!({ "needed": changes.needed(), "changes": changes.0 })),
        Some(Format::Plain) | None => output::plain(&written(&changes).into()),
    };
    session.print(&text)?;
    changes.check(allowed).map_err(|undeclared| {
        let hint = format!(
            "{undeclared}; if that is meant, say so with --allow {}",
            changes.needed()
        );
        Stop::Errors(
            ErrorReport::runtime("undeclared_change", hint).into(),
            Labels::default(),
        )
    })
}

fn written(changes: &Changes) -> String {
    if changes.0.is_empty() {
        return "nothing changed".to_owned();
    }
    format!("{changes}needed: {}", changes.needed())
}

fn read(session: &mut Session<'_>, file: &str) -> Result<Manifest, Stop> {
    let mut text = String::new();
    let read = match file {
        "-" => session.streams.stdin.read_to_string(&mut text).map(drop),
        file => fs::read_to_string(file).map(|read| text = read),
    };
    read.map_err(|error| Stop::usage(format!("manifest diff: cannot read {file}: {}", chain(&error))))?;
    text.parse().map_err(|errors| unreadable(file, &errors))
}

/// Says the first mistakes in one line.
fn unreadable(whose: &str, errors: &ManifestErrors) -> Stop {
    const SHOWN: usize = 3;
    let mistakes = errors.0.iter().take(SHOWN).map(ToString::to_string);
    let mistakes: Vec<String> = mistakes.collect();
    Stop::usage(format!(
        "manifest diff: the manifest of {whose} cannot be read: {}",
        mistakes.join("; ")
    ))
}
