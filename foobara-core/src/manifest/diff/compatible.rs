use super::{Bump, diff};
use crate::manifest::reader::Manifest;

/// States that the changes from one manifest to another need no more than what is declared to be counted up: for a test,
/// or a script of a build, that keeps the manifest of the last release.
///
/// ```
/// use foobara_core::{
///     manifest::{
///         diff::{Bump, assert_compatible},
///         reader::Manifest,
///     },
/// };
///
/// // A real one has the text of the last release: `include_str!("manifest.json").parse()?`.
/// let released: Manifest = r#"{ "command": {} }"#.parse()?;
/// let current: Manifest = r#"{ "command": {} }"#.parse()?;
/// assert_compatible(&released, &current, Bump::Minor);
/// # Ok::<(), foobara_core::manifest::reader::ManifestErrors>(())
/// ```
///
/// # Panics
///
/// When a change needs more, with every one that does.
#[track_caller]
pub fn assert_compatible(old: &Manifest, new: &Manifest, declared: Bump) {
    if let Err(undeclared) = diff(old, new).check(declared) {
        panic!("{undeclared}:\n{}", undeclared.changes);
    }
}
