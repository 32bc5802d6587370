//! Where JSONTestSuite comes from: it is fetched when asked for, and never kept with the sources.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::json::File;
use crate::step::Failure;
use crate::workspace;

const REPOSITORY: &str = "https://github.com/nst/JSONTestSuite";

/// Returns the folder with the files of a copy of the suite below `target`, which is fetched when it is not there.
///
/// # Errors
///
/// When it cannot be fetched.
pub(super) fn fetched() -> Result<PathBuf, Failure> {
    let copy = workspace::root().join("target/suites/JSONTestSuite");
    let folder = copy.join("test_parsing");
    if !folder.is_dir() {
        clone_into(&copy)?;
    }
    Ok(folder)
}

fn clone_into(copy: &Path) -> Result<(), Failure> {
    let line = format!("git clone --depth 1 {REPOSITORY} {}", copy.display());
    println!("{line}");
    let status = Command::new("git")
        .args(["clone", "--quiet", "--depth", "1", REPOSITORY])
        .arg(copy)
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Failure::new(format!(
            "cannot fetch JSONTestSuite: `{line}` failed. Without access to GitHub, bring its folder `test_parsing` \
             from elsewhere and name it: cargo xtask suites --json-suite DIR"
        ))),
    }
}

/// Reads the files of a folder in the order of their names, as the bytes they are.
///
/// # Errors
///
/// When the folder or a file cannot be read, or when there is nothing of the suite in it.
pub(super) fn read(folder: &Path) -> Result<Vec<File>, Failure> {
    let shown = folder.display();
    let failed = |error| Failure::new(format!("cannot read {shown}: {error}"));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if let Some(name) = name.filter(|name| File::is_one(name)) {
            let text = fs::read(&path).map_err(failed)?;
            files.push(File { name, text });
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    if files.is_empty() {
        return Err(Failure::new(format!(
            "{shown} holds no file of JSONTestSuite, as `y_array_empty.json`"
        )));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_files_of_the_suite_is_no_suite() {
        let folder = workspace::root().join("xtask");
        let failure = read(&folder).expect_err("it holds the sources of xtask");
        let message = format!(
            "{} holds no file of JSONTestSuite, as `y_array_empty.json`",
            folder.display()
        );
        assert_eq!(failure.message(), Some(message.as_str()));
    }

    #[test]
    fn says_which_folder_cannot_be_read() {
        let failure = read(Path::new("no/such/folder")).expect_err("there is no such folder");
        assert!(
            failure
                .message()
                .is_some_and(|message| message.starts_with("cannot read no/such/folder: "))
        );
    }
}
