/// What the records of an entity are held to where they are kept, besides the types of their attributes.
///
/// Attributes are named here as they are declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Whether another system keeps them: the entity is detached, and here are only its keys and what is sent of it.
    pub elsewhere: bool,
    /// The attribute that counts the changes of a record: a whole number.
    pub version: Option<&'static str>,
    /// The groups of attributes of which no two records have the same values; records that lack one of them do not count.
    pub unique: &'static [&'static [&'static str]],
    /// The groups of attributes by which records are often looked for.
    pub indexed: &'static [&'static [&'static str]],
    /// The attributes whose text is often searched.
    pub searched: &'static [&'static str],
    /// What becomes of a record when one is deleted that it refers to.
    pub references: &'static [(&'static str, OnDelete)],
    /// The attributes that hold a moment which is written for the record, whatever it says itself.
    pub stamps: &'static [(&'static str, Stamp)],
}

/// A moment in the life of a record. The time is that of the app's clock, and the same within a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// When it was created.
    Created,
    /// When it was created or last changed.
    Updated,
    /// When it was deleted; it is still there, and hidden from those who do not ask for it.
    Deleted,
    /// When it was archived; it is hidden from those who do not ask for it.
    Archived,
}

/// What becomes of a record when the record is deleted that it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    /// The other record is not deleted.
    Restrict,
    /// It is deleted too.
    Cascade,
    /// It refers to none from then on.
    Clear,
}

impl Kept {
    /// Records are held to nothing else.
    pub const PLAIN: Self = Self {
        elsewhere: false,
        version: None,
        unique: &[],
        indexed: &[],
        searched: &[],
        references: &[],
        stamps: &[],
    };

    /// Records are kept by another system.
    pub const ELSEWHERE: Self = Self {
        elsewhere: true,
        ..Self::PLAIN
    };
}
