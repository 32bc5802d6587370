use std::path::PathBuf;

use super::{offered::Offered, options::Options, stop::Stop, streams::Streams};
use crate::exposure::Exposure;

/// One command line being answered.
#[derive(Debug)]
pub(super) struct Session<'a> {
    /// What the program is called.
    pub(super) program: String,
    /// What it is.
    pub(super) about: Option<String>,
    /// Its version.
    pub(super) version: Option<String>,
    /// The commands that it runs.
    pub(super) exposure: Exposure,
    /// What it serves besides, and under which prefix.
    #[cfg_attr(not(feature = "http"), expect(dead_code, reason = "only HTTP serves them"))]
    pub(super) mounts: Vec<(String, Exposure)>,
    /// The folder of its migrations.
    pub(super) migrations: Option<PathBuf>,
    /// The global options as far as they have been read.
    pub(super) options: Options,
    /// Where it reads and writes.
    pub(super) streams: Streams<'a>,
}

/// How an answer ends.
pub(super) type Done = Result<(), Stop>;

impl Session<'_> {
    /// Returns which actions there are.
    pub(super) const fn offered(&self) -> Offered {
        Offered {
            migrations: self.migrations.is_some(),
        }
    }

    /// Writes to the standard output.
    ///
    /// # Errors
    ///
    /// When it is broken.
    pub(super) fn print(&mut self, text: &str) -> Done {
        Ok(self.streams.print(text)?)
    }
}

/// Makes the storage of an exposed app ready.
///
/// # Errors
///
/// When the storage cannot be reached or refuses.
pub(super) async fn prepare(exposure: &Exposure) -> Done {
    let prepared = exposure.app().prepare().await;
    prepared.map_err(|error| Stop::broken("the storage cannot be made ready", &error))
}
