//! What is beside a store on the disk.
#![cfg(any(feature = "files", feature = "sqlite"))]

use std::{fs, path::Path};

/// Lists what is in a folder, and what is in its files, but for what begins with a name.
pub(crate) fn listed(folder: &Path, but_for: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there").flatten();
    let entries = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with(but_for));
    let mut listed: Vec<String> = entries
        .map(|entry| format!("{}: {:?}", entry.path().display(), fs::read(entry.path()).ok()))
        .collect();
    listed.sort();
    listed
}
