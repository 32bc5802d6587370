use std::borrow::Cow;

/// Who may see and change which attributes of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The attributes that may be changed.
    pub mutable: Mutability,
    /// The attributes that stay within: they are taken, and shown to nobody.
    pub private: Cow<'static, [Cow<'static, str>]>,
    /// Attributes of attributes that are reached by a name of their own.
    pub delegates: Cow<'static, [Delegate]>,
}

/// The attributes of a model that may be changed once it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mutability {
    /// All of them.
    All,
    /// None of them.
    None,
    /// These.
    Only(Cow<'static, [Cow<'static, str>]>),
}

/// A name for an attribute of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegate {
    /// The name.
    pub name: Cow<'static, str>,
    /// The way to the attribute.
    pub path: Cow<'static, [Cow<'static, str>]>,
    /// Whether it can be written by this name.
    pub writer: bool,
}

impl Access {
    /// Everything is seen and may be changed.
    pub const OPEN: Self = Self {
        mutable: Mutability::All,
        private: Cow::Borrowed(&[]),
        delegates: Cow::Borrowed(&[]),
    };

    /// Returns whether an attribute may be changed.
    pub fn may_change(&self, name: &str) -> bool {
        match &self.mutable {
            Mutability::All => true,
            Mutability::None => false,
            Mutability::Only(names) => names.iter().any(|known| known == name),
        }
    }

    /// Returns the delegate of this name.
    pub fn delegate(&self, name: &str) -> Option<&Delegate> {
        self.delegates.iter().find(|delegate| delegate.name == name)
    }

    /// Returns whether an attribute stays within.
    pub fn hides(&self, name: &str) -> bool {
        self.private.iter().any(|private| private == name)
    }
}
