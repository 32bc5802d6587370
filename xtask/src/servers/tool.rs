use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Programs that come together, and where they come from.
#[derive(Debug)]
pub(crate) struct Tool {
    /// What people call it.
    pub(super) name: &'static str,
    /// The programs that are called.
    pub(super) programs: &'static [&'static str],
    /// Where they may be besides `PATH`. One part of each may have a `*` in it, which stands for a version.
    pub(super) folders: &'static [&'static str],
    /// What to install.
    pub(super) packages: Packages,
    /// The service that the package for Debian starts.
    pub(super) service: Option<&'static str>,
}

/// The names of what is to be installed.
#[derive(Debug)]
pub(super) struct Packages {
    /// For `apt-get`.
    pub(super) debian: &'static str,
    /// For `brew`.
    pub(super) homebrew: &'static str,
    /// For `dnf`.
    pub(super) fedora: &'static str,
}

/// What runs programs and makes their system calls fail.
pub(crate) const STRACE: Tool = Tool {
    name: "strace",
    programs: &["strace"],
    folders: &[],
    packages: Packages {
        debian: "strace",
        homebrew: "strace (Linux only)",
        fedora: "strace",
    },
    service: None,
};

impl Tool {
    /// Returns the folders with the programs, for the front of `PATH`, or nothing if one is missing. They are of one
    /// version, if one folder has them all.
    pub(super) fn found(&self) -> Option<Vec<PathBuf>> {
        self.found_in(&self.candidates())
    }

    /// Returns whether every program is there.
    pub(crate) fn is_installed(&self) -> bool {
        self.found().is_some()
    }

    /// Says what is missing and how to install it.
    pub(super) fn missing(&self) -> String {
        let mut places = vec!["PATH"];
        places.extend(self.folders);
        format!(
            "{} is missing: {} in {}. To install it:\n  \
             Debian, Ubuntu: sudo apt-get install {}\n  \
             macOS: brew install {}\n  \
             Fedora: sudo dnf install {}",
            self.name,
            self.programs.join(", "),
            places.join(", "),
            self.packages.debian,
            self.packages.homebrew,
            self.packages.fedora
        )
    }

    fn candidates(&self) -> Vec<PathBuf> {
        let path = env::var_os("PATH").unwrap_or_default();
        let others = self
            .folders
            .iter()
            .flat_map(|pattern| matching(Path::new(pattern)));
        env::split_paths(&path).chain(others).collect()
    }

    fn found_in(&self, folders: &[PathBuf]) -> Option<Vec<PathBuf>> {
        let has = |folder: &PathBuf, program: &str| folder.join(program).is_file();
        let has_all = |folder: &&PathBuf| self.programs.iter().all(|program| has(folder, program));
        if let Some(folder) = folders.iter().find(has_all) {
            return Some(vec![folder.clone()]);
        }
        let one = |program: &&str| folders.iter().find(|folder| has(folder, program)).cloned();
        self.programs.iter().map(one).collect()
    }
}

/// Returns the folders that a pattern stands for, the latest version first.
fn matching(pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::new()];
    for part in pattern {
        let name = part.to_string_lossy();
        found = match name.split_once('*') {
            None => found.into_iter().map(|folder| folder.join(part)).collect(),
            Some((start, end)) => found
                .iter()
                .flat_map(|folder| entries(folder, start, end))
                .collect(),
        };
    }
    found.retain(|folder| folder.is_dir());
    found
}

fn entries(folder: &Path, start: &str, end: &str) -> Vec<PathBuf> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names
        .filter(|name| name.starts_with(start) && name.ends_with(end))
        .collect();
    // 9.6 comes before 17, and what has no version last.
    names.sort_by_key(|name| std::cmp::Reverse(version(name)));
    names.into_iter().map(|name| folder.join(name)).collect()
}

fn version(name: &str) -> Vec<u32> {
    let numbers = name.split(|letter: char| !letter.is_ascii_digit());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servers::postgres;

    const TOOL: &Tool = &postgres::SERVER.tool;

    /// A folder of this process that ends with the value.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("xtask-tool-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).expect("there is room");
            Self(path)
        }

        fn with(&self, folder: &str, programs: &[&str]) -> PathBuf {
            let folder = self.0.join(folder);
            fs::create_dir_all(&folder).expect("there is room");
            for program in programs {
                fs::write(folder.join(program), "").expect("there is room");
            }
            folder
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn programs_of_one_folder_are_preferred() {
        let folder = Folder::new("one");
        let some = folder.with("some", &["initdb", "postgres"]);
        let all = folder.with("all", TOOL.programs);
        assert_eq!(TOOL.found_in(&[some.clone(), all.clone()]), Some(vec![all]));
        assert_eq!(TOOL.found_in(&[some]), None);
    }

    #[test]
    fn programs_of_several_folders_are_enough() {
        let folder = Folder::new("several");
        let some = folder.with("some", &["initdb", "postgres"]);
        let others = folder.with("others", &["pg_ctl", "pg_isready"]);
        let found = [some.clone(), some.clone(), others.clone(), others.clone()];
        assert_eq!(TOOL.found_in(&[some, others]), Some(found.to_vec()));
    }

    #[test]
    fn the_latest_version_comes_first() {
        let folder = Folder::new("latest");
        for version in ["9.6", "17", "16"] {
            folder.with(&format!("{version}/bin"), &[]);
        }
        let found = matching(&folder.0.join("*/bin"));
        assert_eq!(
            found,
            ["17", "16", "9.6"].map(|version| folder.0.join(version).join("bin"))
        );
    }

    #[test]
    fn says_what_is_missing_and_how_to_install_it() {
        assert_eq!(
            STRACE.missing(),
            "strace is missing: strace in PATH. To install it:\n  \
             Debian, Ubuntu: sudo apt-get install strace\n  \
             macOS: brew install strace (Linux only)\n  \
             Fedora: sudo dnf install strace"
        );
    }
}
