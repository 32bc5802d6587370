//! `cargo xtask tidy`: what no compiler and no formatter checks.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::step::Failure;
use crate::workspace;

/// A longer file holds more than one concept.
const LONGEST_FILE: usize = 600;

/// The crates of ours that a crate may depend on; crates that are not named here may use any.
/// Tests may look further: development dependencies are free.
const ARROWS: [(&str, &[&str]); 5] = [
    ("foobara-types", &[]),
    ("foobara-core", &["foobara-types"]),
    ("foobara-macros", &[]),
    ("foobara-persistence", &["foobara-core", "foobara-types"]),
    ("foobara-connectors", &["foobara-core", "foobara-types"]),
];

/// How a path of somebody's machine begins, in pieces, or this file would be the first to be reported.
const MACHINE_PATHS: [&str; 3] = [
    concat!("/", "work/"),
    concat!("/", "root/"),
    concat!("/", "home/"),
];

/// Folders that hold nothing of ours.
const FOREIGN_FOLDERS: [&str; 2] = [".git", "target"];

/// Output that was recorded as a program wrote it.
const RECORDED: [&str; 3] = ["snap", "stderr", "stdout"];

/// Checks every file of the workspace, and the arrows between its crates.
pub(crate) fn run() -> Result<(), Failure> {
    let root = workspace::root();
    let files =
        files_below(root).map_err(|error| Failure::new(format!("cannot walk the workspace: {error}")))?;

    let mut faults = Vec::new();
    let mut notes = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file);
        match fs::read_to_string(&file) {
            Ok(text) => {
                faults.extend(faults_of_text(name, &text));
                notes.extend(logic_in_index(name, &text));
            }
            // Not text: nothing to check.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {}
            Err(error) => return Err(Failure::new(format!("cannot read {}: {error}", name.display()))),
        }
    }
    faults.extend(faults_of_arrows(&workspace::metadata()?));

    for note in &notes {
        println!("note: {note}");
    }
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() {
        println!("tidy");
        return Ok(());
    }
    Err(Failure::new(format!("{} places are not tidy", faults.len())))
}

fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);

    let mut files = Vec::new();
    for entry in entries {
        let kind = entry.file_type()?;
        if kind.is_file() {
            files.push(entry.path());
        } else if kind.is_dir()
            && !FOREIGN_FOLDERS
                .iter()
                .any(|foreign| entry.file_name() == *foreign)
        {
            files.extend(files_below(&entry.path())?);
        }
    }
    Ok(files)
}

fn faults_of_text(file: &Path, text: &str) -> Vec<String> {
    let extension = file.extension().and_then(OsStr::to_str).unwrap_or_default();
    let mut faults = Vec::new();

    let length = without_tests(text).lines().count();
    if extension == "rs" && !is_test(file) && length > LONGEST_FILE {
        faults.push(format!(
            "{}: {length} lines: split it by concept, {LONGEST_FILE} are the most",
            file.display()
        ));
    }
    for (index, line) in text.lines().enumerate() {
        let mut fault = |what: &str| faults.push(format!("{}:{}: {what}", file.display(), index + 1));
        if line.ends_with(char::is_whitespace) && !RECORDED.contains(&extension) {
            fault("white space at the end of the line");
        }
        if extension == "rs" && line.trim_start_matches(' ').starts_with('\t') {
            fault("a tab indents the line: use spaces");
        }
        if names_a_machine_path(line) {
            fault("a path of a developer's machine");
        }
    }
    faults
}

fn is_test(file: &Path) -> bool {
    file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs")
}

/// The text up to its inline tests, which stand last in a file.
fn without_tests(text: &str) -> &str {
    let tests = text.match_indices("#[cfg(test)]\nmod ").find(|(start, _)| {
        let line = text[*start..].lines().nth(1).unwrap_or_default();
        line.ends_with('{')
    });
    tests.map_or(text, |(start, _)| &text[..start])
}

/// Whether such a path begins in the line; in the middle of another path or address it is none.
fn names_a_machine_path(line: &str) -> bool {
    MACHINE_PATHS.iter().any(|path| {
        line.match_indices(path).any(|(start, _)| {
            let before = line[..start].chars().next_back();
            !before.is_some_and(|letter| letter.is_alphanumeric() || "_-.~}".contains(letter))
        })
    })
}

/// Functions with a body in `mod.rs` and `lib.rs`, which hold docs, `mod` and `pub use` only.
/// The entry points of procedural macros have no other place.
fn logic_in_index(file: &Path, text: &str) -> Vec<String> {
    if is_test(file) || !(file.ends_with("mod.rs") || file.ends_with("lib.rs")) {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let mut entry_point = false;
    let lines: Vec<&str> = without_tests(text).lines().map(code_of).collect();
    for (index, line) in lines.iter().enumerate() {
        entry_point |= line.trim_start().starts_with("#[proc_macro");
        if !line.split_whitespace().any(|word| word == "fn") {
            continue;
        }
        if has_body(&lines[index..]) && !entry_point {
            notes.push(format!(
                "{}:{}: a function has its body here: move it to a file named after its concept",
                file.display(),
                index + 1
            ));
        }
        entry_point = false;
    }
    notes
}

fn code_of(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// Whether a body opens before the signature that begins on the first line ends.
fn has_body(lines: &[&str]) -> bool {
    let end = lines
        .iter()
        .find(|line| line.contains('{') || line.trim_end().ends_with(';'));
    end.is_some_and(|line| line.contains('{'))
}

fn faults_of_arrows(metadata: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let Some((name, allowed)) = ARROWS.iter().find(|(name, _)| package["name"] == *name) else {
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let target = dependency["name"].as_str().unwrap_or_default();
            let ours = target == "foobara" || target.starts_with("foobara-");
            if ours && dependency["kind"] != "dev" && !allowed.contains(&target) {
                faults.push(format!("{name}/Cargo.toml: {name} must not depend on {target}"));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults(file: &str, text: &str) -> Vec<String> {
        faults_of_text(Path::new(file), text)
    }

    #[test]
    fn reports_white_space_and_tabs() {
        assert_eq!(
            faults("src/a.rs", "fn a() { \n\tb();\n  \tc();\n    d(\"\t\");\n}\n"),
            [
                "src/a.rs:1: white space at the end of the line",
                "src/a.rs:2: a tab indents the line: use spaces",
                "src/a.rs:3: a tab indents the line: use spaces",
            ]
        );
        assert_eq!(faults("Makefile", "\ta\n"), Vec::<String>::new());
        assert_eq!(faults("tests/ui/a.stderr", "a \n"), Vec::<String>::new());
    }

    #[test]
    fn reports_a_path_of_a_machine() {
        for path in MACHINE_PATHS {
            assert_eq!(
                faults("a.md", &format!("see `{path}a`\n")),
                ["a.md:1: a path of a developer's machine"]
            );
            assert_eq!(
                faults("a.md", &format!("https://example.com{path}a\n")),
                Vec::<String>::new()
            );
        }
    }

    #[test]
    fn reports_a_long_file_but_not_its_tests() {
        let code = "// a\n".repeat(601);
        assert_eq!(
            faults("src/a.rs", &code),
            ["src/a.rs: 601 lines: split it by concept, 600 are the most"]
        );
        assert_eq!(faults("tests/it/a.rs", &code), Vec::<String>::new());
        assert_eq!(
            faults(
                "src/a.rs",
                &format!("fn a() {{}}\n\n#[cfg(test)]\nmod tests {{\n{code}}}\n")
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn notes_logic_in_an_index_file() {
        let text = "//! fn a() {}\n\
                    mod a;\n\
                    pub trait B {\n    fn b(\n    );\n}\n\
                    fn c(\n) {\n}\n\
                    #[proc_macro_derive(D)]\npub fn d() {}\n\
                    pub fn e() {}\n\
                    #[cfg(test)]\nmod tests {\n    fn f() {}\n}\n";
        let notes = |file| logic_in_index(Path::new(file), text);
        assert_eq!(
            notes("a/lib.rs"),
            [
                "a/lib.rs:7: a function has its body here: move it to a file named after its concept",
                "a/lib.rs:12: a function has its body here: move it to a file named after its concept",
            ]
        );
        assert_eq!(notes("a/other.rs"), Vec::<String>::new());
        assert_eq!(notes("a/tests/it/mod.rs"), Vec::<String>::new());
    }

    #[test]
    fn reports_an_arrow_that_points_outwards() {
        let metadata = json!({"packages": [
            {"name": "foobara-types", "dependencies": [
                {"name": "foobara-core", "kind": null},
                {"name": "foobara-testing", "kind": "dev"},
                {"name": "serde", "kind": null},
            ]},
            {"name": "foobara-core", "dependencies": [{"name": "foobara-types", "kind": null}]},
            {"name": "foobara-connectors", "dependencies": [
                {"name": "foobara-persistence", "kind": "build"},
            ]},
            {"name": "foobara-macros", "dependencies": [{"name": "foobara", "kind": null}]},
            {"name": "foobara", "dependencies": [{"name": "foobara-connectors", "kind": null}]},
        ]});
        assert_eq!(
            faults_of_arrows(&metadata),
            [
                "foobara-types/Cargo.toml: foobara-types must not depend on foobara-core",
                "foobara-connectors/Cargo.toml: foobara-connectors must not depend on foobara-persistence",
                "foobara-macros/Cargo.toml: foobara-macros must not depend on foobara",
            ]
        );
    }
}
