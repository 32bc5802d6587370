//! Settings from `.env` files.

use std::{collections::BTreeMap, ffi::OsString, fmt, path::Path};

/// The settings of one environment, as `production`: those of the process, and those of `.env` files.
///
/// What the process was started with wins; after it come, in a folder, `.env.<environment>.local`, `.env.local` (but not
/// for `test`, which is to be the same everywhere), `.env.<environment>` and `.env`, as in Ruby foobara. Nothing is set in
/// the process itself.
///
/// ```
/// use foobara_core::Environment;
///
/// let environment = Environment::load(".", "development")?;
/// let port = environment.get("PORT").unwrap_or("3000");
/// # assert!(!port.is_empty());
/// # Ok::<(), foobara_core::EnvironmentError>(())
/// ```
#[derive(Clone, Default)]
pub struct Environment {
    settings: BTreeMap<String, String>,
}

/// A `.env` file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {file}: {source}")]
pub struct EnvironmentError {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub source: dotenvy::Error,
}

impl Environment {
    /// Reads the files of an environment in a folder; files that are not there are left out.
    ///
    /// # Errors
    ///
    /// When a file is there and cannot be read, or is not of the form `NAME=value`.
    pub fn load(folder: impl AsRef<Path>, environment: &str) -> Result<Self, EnvironmentError> {
        Self::load_over(folder.as_ref(), environment, std::env::vars_os())
    }

    fn load_over(
        folder: &Path,
        environment: &str,
        process: impl Iterator<Item = (OsString, OsString)>,
    ) -> Result<Self, EnvironmentError> {
        let mut settings = BTreeMap::new();
        for name in files(environment) {
            read(&folder.join(name), &mut settings)?;
        }
        let process =
            process.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        settings.extend(process);
        Ok(Self { settings })
    }

    /// Returns a setting.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }
}

/// The values may be secrets.
impl fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.settings.keys()).finish()
    }
}

/// Returns the names of the files, each of which wins over those before it.
fn files(environment: &str) -> Vec<String> {
    let mut files = vec![".env".to_owned(), format!(".env.{environment}")];
    if environment != "test" {
        files.push(".env.local".to_owned());
    }
    files.push(format!(".env.{environment}.local"));
    files
}

fn read(file: &Path, settings: &mut BTreeMap<String, String>) -> Result<(), EnvironmentError> {
    if !file.is_file() {
        return Ok(());
    }
    let failed = |source| EnvironmentError {
        file: file.display().to_string(),
        source,
    };
    for setting in dotenvy::from_path_iter(file).map_err(failed)? {
        let (name, value) = setting.map_err(failed)?;
        settings.insert(name, value);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("there is a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("there is room");
        }
        folder
    }

    fn load(files: &[(&str, &str)], environment: &str, process: &[(&str, &str)]) -> Environment {
        let process = process
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        Environment::load_over(folder(files).path(), environment, process).expect("the files are right")
    }

    const FILES: &[(&str, &str)] = &[
        (".env", "A=base\nB=base\nC=base\nD=base\nE=base"),
        (".env.test", "B=test\nC=test"),
        (".env.production", "B=production\nC=production\nD=production"),
        (".env.local", "C=local\nD=local"),
        (".env.production.local", "D=production-local"),
    ];

    #[track_caller]
    fn check(environment: &Environment, expected: [&str; 5]) {
        let names = ["A", "B", "C", "D", "E"];
        assert_eq!(names.map(|name| environment.get(name)), expected.map(Some));
    }

    #[test]
    fn nearer_files_win_and_the_process_over_all() {
        let environment = load(FILES, "production", &[("E", "process")]);
        check(
            &environment,
            ["base", "production", "local", "production-local", "process"],
        );
    }

    #[test]
    fn tests_are_the_same_everywhere() {
        check(
            &load(FILES, "test", &[]),
            ["base", "test", "test", "base", "base"],
        );
    }

    #[test]
    fn files_that_are_not_there_are_left_out() {
        assert_eq!(load(&[], "production", &[]).get("A"), None);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let folder = folder(&[(".env", "A='unfinished")]);
        let error =
            Environment::load_over(folder.path(), "test", std::iter::empty()).expect_err("it is broken");
        assert!(error.to_string().starts_with("cannot read "), "{error}");
        assert!(error.file.ends_with(".env"), "{}", error.file);
    }

    #[test]
    fn values_are_not_shown() {
        let environment = load(&[(".env", "PASSWORD=secret")], "test", &[]);
        assert_eq!(format!("{environment:?}"), r#"{"PASSWORD"}"#);
    }
}
