use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use foobara_core::{Migration, MigrationError};

/// What the snapshot is called.
const SNAPSHOT: &str = "schema.json";
/// Where the files of a diff are until all of them are there.
const UNFINISHED: &str = ".diff.tmp";
/// Where they are from then on, until each is in its place.
const FINISHED: &str = ".diff";
/// How the names of files end that do and undo a migration.
const UP: &str = ".up.sql";
const DOWN: &str = ".down.sql";

/// The folder of the migrations.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

/// A migration and its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// The migration.
    pub(super) migration: Migration,
    /// The text that does it.
    pub(super) up: String,
    /// The text that undoes it, if there is one.
    pub(super) down: Option<String>,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Returns the path of the snapshot.
    pub(super) fn snapshot_path(&self) -> PathBuf {
        self.0.join(SNAPSHOT)
    }

    /// Reads the snapshot, if there is one.
    pub(super) fn snapshot(&self) -> Result<Option<String>, MigrationError> {
        match fs::read_to_string(self.snapshot_path()) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(about(&self.snapshot_path())),
        }
    }

    /// Reads the migrations, in the order of their numbers.
    pub(super) fn migrations(&self) -> Result<Vec<Written>, MigrationError> {
        let mut texts: BTreeMap<u32, Texts> = BTreeMap::new();
        for file in self.sql_files()? {
            let (migration, is_up) = parse(&file)?;
            let of_number = texts.entry(migration.number).or_default();
            of_number.insert(migration, is_up, read(&self.0.join(&file))?)?;
        }
        texts.into_values().map(Texts::complete).collect()
    }

    /// Writes the files of a migration and then the snapshot; returns the files.
    pub(super) fn write(&self, written: &Written, snapshot: &str) -> Result<Vec<PathBuf>, MigrationError> {
        let down = written.down.as_deref().unwrap_or_default();
        let (up_name, down_name) = (
            format!("{}{UP}", written.migration),
            format!("{}{DOWN}", written.migration),
        );
        let files = [
            (up_name.as_str(), written.up.as_str()),
            (&down_name, down),
            (SNAPSHOT, snapshot),
        ];
        self.stage(&files).map_err(about(&self.0))?;
        self.settle().map_err(about(&self.0))?;
        Ok(files.iter().map(|(name, _)| self.0.join(name)).collect())
    }

    /// Completes a diff that was interrupted once all its files were there, and forgets one that was before.
    pub(super) fn recover(&self) -> Result<(), MigrationError> {
        self.settle().map_err(about(&self.0))
    }

    fn stage(&self, files: &[(&str, &str)]) -> io::Result<()> {
        let unfinished = self.0.join(UNFINISHED);
        fs::create_dir_all(&self.0)?;
        remove_folder(&unfinished)?;
        fs::create_dir(&unfinished)?;
        for (name, text) in files {
            let mut file = File::create_new(unfinished.join(name))?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
        }
        sync(&unfinished)?;
        fs::rename(&unfinished, self.0.join(FINISHED))?;
        sync(&self.0)
    }

    /// Moves what is finished to its place, the snapshot last: it is the last by name as well.
    fn settle(&self) -> io::Result<()> {
        let finished = self.0.join(FINISHED);
        let mut names = match fs::read_dir(&finished) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return remove_folder(&self.0.join(UNFINISHED));
            }
            entries => entries?
                .map(|entry| Ok(entry?.file_name()))
                .collect::<io::Result<Vec<_>>>()?,
        };
        names.sort();
        for name in names {
            fs::rename(finished.join(&name), self.0.join(&name))?;
        }
        sync(&self.0)?;
        fs::remove_dir(finished)
    }

    fn sql_files(&self) -> Result<Vec<String>, MigrationError> {
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(about(&self.0))?,
        };
        let mut names = Vec::new();
        for entry in entries {
            let name = entry.map_err(about(&self.0))?.file_name();
            names.extend(
                name.to_str()
                    .filter(|name| name.ends_with(".sql"))
                    .map(str::to_owned),
            );
        }
        names.sort();
        Ok(names)
    }
}

/// The texts with one number.
#[derive(Debug, Default)]
struct Texts {
    migration: Option<Migration>,
    up: Option<String>,
    down: Option<String>,
}

impl Texts {
    fn insert(&mut self, migration: Migration, is_up: bool, text: String) -> Result<(), MigrationError> {
        if let Some(other) = self.migration.as_ref().filter(|other| **other != migration) {
            return Err(MigrationError::Files(format!(
                "`{other}` and `{migration}` have the same number; give one of them the next number that is free"
            )));
        }
        let place = if is_up { &mut self.up } else { &mut self.down };
        if place.replace(text).is_some() {
            return Err(MigrationError::Files(format!(
                "there are two files of `{migration}`; remove one"
            )));
        }
        self.migration = Some(migration);
        Ok(())
    }

    fn complete(self) -> Result<Written, MigrationError> {
        let named = self
            .migration
            .ok_or_else(|| MigrationError::Files(String::new()))?;
        let Some(up) = self.up else {
            return Err(MigrationError::Files(format!(
                "there is `{named}{DOWN}` and no `{named}{UP}`"
            )));
        };
        Ok(Written {
            migration: named,
            up,
            down: self.down,
        })
    }
}

/// Reads the name of a file; returns whether it is the one that does the migration.
fn parse(file: &str) -> Result<(Migration, bool), MigrationError> {
    let parsed = || {
        let (stem, is_up) = match file.strip_suffix(UP) {
            Some(stem) => (stem, true),
            None => (file.strip_suffix(DOWN)?, false),
        };
        let (number, name) = stem.split_once('_')?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        let name = name.to_owned();
        Some((Migration { number, name }, is_up))
    };
    parsed().ok_or_else(|| {
        MigrationError::Files(format!(
            "`{file}` is not called as migrations are, as `0001_create_keeper{UP}`"
        ))
    })
}

fn read(path: &Path) -> Result<String, MigrationError> {
    fs::read_to_string(path).map_err(about(path))
}

fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Brings the names in a folder to the disk. Where a folder cannot be opened, as on Windows, the system does it.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

fn about(path: &Path) -> impl FnOnce(io::Error) -> MigrationError {
    let path = path.to_owned();
    move |source| MigrationError::Folder { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 3] = [
        ("0001_create_leaf.down.sql", "down"),
        ("0001_create_leaf.up.sql", "up"),
        (SNAPSHOT, "snapshot"),
    ];

    fn written() -> Written {
        Written {
            migration: Migration {
                number: 1,
                name: "create_leaf".to_owned(),
            },
            up: "up".to_owned(),
            down: Some("down".to_owned()),
        }
    }

    fn names(path: &Path) -> Vec<String> {
        let entries = fs::read_dir(path).expect("it is there");
        let name = |entry: io::Result<fs::DirEntry>| entry.expect("it is there").file_name();
        let mut names: Vec<String> = entries
            .map(|entry| name(entry).into_string().expect("is text"))
            .collect();
        names.sort();
        names
    }

    #[track_caller]
    fn assert_complete(folder: &Folder) {
        assert_eq!(names(&folder.0), FILES.map(|(name, _)| name));
        assert_eq!(folder.migrations().expect("they are read"), [written()]);
        let snapshot = folder.snapshot().expect("it is read");
        assert_eq!(snapshot.as_deref(), Some("snapshot"));
    }

    #[test]
    fn what_is_written_is_read() {
        let place = tempfile::tempdir().expect("there is a folder");
        let folder = Folder::new(&place.path().join("deep/migrations"));
        assert_eq!(folder.migrations().expect("there are none"), []);
        assert_eq!(folder.snapshot().expect("there is none"), None);
        let files = folder.write(&written(), "snapshot").expect("they are written");
        assert_eq!(files.len(), 3);
        assert_complete(&folder);
    }

    #[test]
    fn a_diff_that_was_interrupted_before_its_files_were_there_is_forgotten() {
        for count in 0..=FILES.len() {
            let place = tempfile::tempdir().expect("there is a folder");
            let folder = Folder::new(place.path());
            fs::create_dir(place.path().join(UNFINISHED)).expect("it is made");
            for (name, text) in FILES.into_iter().take(count) {
                fs::write(place.path().join(UNFINISHED).join(name), text).expect("it is written");
            }
            folder.recover().expect("it is forgotten");
            assert_eq!(names(place.path()), [""; 0]);
            folder.write(&written(), "snapshot").expect("they are written");
            assert_complete(&folder);
        }
    }

    #[test]
    fn a_diff_that_was_interrupted_afterwards_is_completed() {
        for count in 0..=FILES.len() {
            let place = tempfile::tempdir().expect("there is a folder");
            let folder = Folder::new(place.path());
            folder.stage(&FILES).expect("they are written");
            for (name, _) in FILES.into_iter().take(count) {
                let moved = fs::rename(place.path().join(FINISHED).join(name), place.path().join(name));
                moved.expect("it is moved");
            }
            folder.recover().expect("it is completed");
            assert_complete(&folder);
        }
    }

    #[track_caller]
    fn check(files: &[&str], reason: &str) {
        let place = tempfile::tempdir().expect("there is a folder");
        for file in files {
            fs::write(place.path().join(file), "").expect("it is written");
        }
        let refused = Folder::new(place.path()).migrations().expect_err("it is refused");
        assert_eq!(refused.to_string(), reason);
    }

    #[test]
    fn files_that_are_not_called_as_migrations_are_named() {
        let reason = "is not called as migrations are, as `0001_create_keeper.up.sql`";
        for file in ["a.sql", "0000_a.up.sql", "x1_a.up.sql", "1.up.sql"] {
            check(&[file, "notes.md"], &format!("`{file}` {reason}"));
        }
    }

    #[test]
    fn two_migrations_with_one_number_are_named() {
        check(
            &["0001_a.up.sql", "0001_b.up.sql"],
            "`0001_a` and `0001_b` have the same number; give one of them the next number that is free",
        );
        check(
            &["0001_a.up.sql", "001_a.up.sql"],
            "there are two files of `0001_a`; remove one",
        );
        check(
            &["0001_a.down.sql"],
            "there is `0001_a.down.sql` and no `0001_a.up.sql`",
        );
    }
}
