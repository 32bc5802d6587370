use std::borrow::Cow;

use crate::{
    datum::Datum,
    shape::{Kind, Shape},
};

/// A statement in the language of the store, for what queries cannot say. It runs within the unit of work.
///
/// Values are bound, each to the next placeholder of the store: `?` in SQLite and MariaDB, `$1` and on in PostgreSQL.
///
/// ```
/// use foobara_persistence::{Kind, Sql};
///
/// let heavy = Sql::new("SELECT name, COUNT(*) FROM acme_zoo_capybara WHERE weight > ? GROUP BY name")
///     .bind(40.0)
///     .answers([Kind::Text, Kind::Int]);
/// ```
#[derive(Debug, Clone)]
#[must_use = "a statement does nothing until it is run"]
#[non_exhaustive]
pub struct Sql {
    /// The statement, with placeholders.
    pub text: Cow<'static, str>,
    /// What is bound to the placeholders, in their order.
    pub values: Vec<Datum>,
    /// What is in the columns of the answer; nothing when it is left alone.
    pub answers: Vec<Kind>,
    /// The entity whose repository runs it: of several stores, the one that keeps that is meant.
    pub shape: Option<&'static Shape>,
}

impl Sql {
    /// Returns a statement whose text was written with the program, so that nothing from outside can be in it.
    pub const fn new(text: &'static str) -> Self {
        Self::of(Cow::Borrowed(text))
    }

    /// Returns a statement whose text was made at run time. Whoever calls this says that nothing from outside is in it.
    pub const fn trusted(text: String) -> Self {
        Self::of(Cow::Owned(text))
    }

    /// Binds a value to the next placeholder.
    pub fn bind(mut self, value: impl Into<Datum>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Says what is in the columns of the answer. Without this, the answer is left alone.
    pub fn answers(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.answers = kinds.into_iter().collect();
        self
    }

    /// Says by whose repository it is run.
    pub(crate) const fn on(mut self, shape: &'static Shape) -> Self {
        self.shape = Some(shape);
        self
    }

    const fn of(text: Cow<'static, str>) -> Self {
        Self {
            text,
            values: Vec::new(),
            answers: Vec::new(),
            shape: None,
        }
    }
}
