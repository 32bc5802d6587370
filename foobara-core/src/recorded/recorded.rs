use super::{Digest, Digester, ReadVersion, RecordedChange};

/// What a unit of work has done and looked at.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    /// The changes, one for each record that is another than before, in the order in which they were first touched.
    pub changes: Vec<RecordedChange>,
    /// What was looked at, in order; what was looked at twice is there twice.
    pub reads: Vec<ReadVersion>,
}

impl Recorded {
    /// Returns the digest of everything in it.
    pub(crate) fn digest(&self) -> Digest {
        let mut digester = Digester::new();
        digester.push(self.changes_digest());
        self.reads.iter().for_each(|read| digester.push(read.mark()));
        digester.finish()
    }

    /// Returns the digest of the changes.
    pub(crate) fn changes_digest(&self) -> Digest {
        let mut digester = Digester::new();
        self.changes
            .iter()
            .for_each(|change| digester.push(change.digest));
        digester.finish()
    }
}
