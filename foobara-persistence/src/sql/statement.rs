use std::borrow::Cow;

use foobara_core::transaction::StorageError;

use super::{
    codec::{Codec, Value},
    dialect::Dialect,
    engine::Arguments,
};
use crate::{
    datum::Datum,
    raw::Sql,
    shape::{Kind, misfit},
};

/// A statement and what is bound to it. Names come from shapes and are quoted; values are only ever bound.
#[derive(Debug)]
pub(crate) struct Statement<D> {
    pub(super) dialect: D,
    pub(super) text: String,
    values: Vec<Value>,
    /// Whether the text is one of few, so that preparing it once pays.
    pub(super) is_persistent: bool,
    /// Why it cannot be sent.
    refusal: Option<StorageError>,
}

impl<D: Dialect> Statement<D> {
    /// Returns the beginning of a statement.
    pub(crate) fn new(dialect: D, text: impl Into<String>) -> Self {
        Self {
            dialect,
            text: text.into(),
            values: Vec::new(),
            is_persistent: true,
            refusal: None,
        }
    }

    /// Returns a statement that was written by others.
    pub(super) fn raw(dialect: D, sql: &Sql) -> Self {
        // A statement that was prepared for values of other kinds would read these as such: it gets another text.
        let kinds: Vec<_> = sql.values.iter().map(Datum::kind).collect();
        let mut statement = Self::new(dialect, format!("{} /* {kinds:?} */", sql.text));
        statement.is_persistent = matches!(sql.text, Cow::Borrowed(_));
        for datum in &sql.values {
            // What a place without a value is of is not known, and is not to be remembered either.
            statement.is_persistent &= !datum.is_null();
            statement.look_at("a value", datum);
            statement.values.push(Value::Any(datum.clone()));
        }
        statement
    }

    /// Writes on.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes a placeholder and binds a value of `what` to it.
    pub(crate) fn bind(&mut self, what: &str, kind: Kind, datum: &Datum) {
        self.look_at(what, datum);
        self.values.push(Value::Of(kind, datum.clone()));
        let placeholder = self.dialect.placeholder(self.values.len());
        self.push(&placeholder);
    }

    /// Writes one placeholder and binds a list of values of `what` to it.
    #[cfg(feature = "postgres")]
    pub(crate) fn bind_list(&mut self, what: &str, kind: Kind, data: &[Datum]) {
        for datum in data {
            self.look_at(what, datum);
        }
        self.values.push(Value::List(kind, data.to_vec()));
        let placeholder = self.dialect.placeholder(self.values.len());
        self.push(&placeholder);
    }

    /// Returns the values for sqlx.
    ///
    /// # Errors
    ///
    /// When the database cannot keep one of them.
    pub(super) fn take_arguments(&mut self) -> Result<Arguments<<D as Codec>::Database>, StorageError> {
        if let Some(refusal) = self.refusal.take() {
            return Err(refusal);
        }
        let mut arguments = Arguments::<D::Database>::default();
        for value in self.values.drain(..) {
            D::bind(&mut arguments, value).map_err(|error| misfit(error.to_string()))?;
        }
        Ok(arguments)
    }

    fn look_at(&mut self, what: &str, datum: &Datum) {
        if let Some(reason) = D::refuses(datum) {
            let text = format!("`{what}` has {reason}, which {} does not keep", D::NAME);
            self.refuse(StorageError::Invalid(text));
        }
    }

    /// Keeps it from being sent.
    pub(super) fn refuse(&mut self, reason: impl Into<StorageError>) {
        self.refusal = Some(reason.into());
    }
}
