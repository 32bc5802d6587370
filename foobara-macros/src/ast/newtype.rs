use syn::{DeriveInput, FieldsUnnamed, Type};

use super::{Subject, field::respelled};
use crate::{
    attr::{Input, MODEL, SerdeField, Step},
    mistakes::Mistakes,
};

/// A struct around one value: a type with a name of its own.
#[derive(Debug)]
pub(crate) struct Newtype {
    /// The type.
    pub(crate) subject: Subject,
    /// What it is around.
    pub(crate) ty: Type,
    /// The rules, in order.
    pub(crate) steps: Vec<Step>,
}

impl Newtype {
    /// Reads a struct with one field without a name.
    pub(crate) fn parse(
        input: &DeriveInput,
        fields: &FieldsUnnamed,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        let subject = Subject::parse(input, MODEL, mistakes);
        let mut unnamed = fields.unnamed.iter();
        let (Some(field), None) = (unnamed.next(), unnamed.next()) else {
            mistakes.at(
                fields,
                "`Model` is derived for a struct around one value, or with named fields: attributes have names",
            );
            return None;
        };
        let rules = Input::parse(&field.attrs, mistakes);
        SerdeField::parse(&field.attrs, mistakes);
        if rules.preset.is_some() || rules.is_marked() {
            mistakes.at(
                field,
                "the value of a named type has rules, and no other words: those are for attributes",
            );
        }
        Some(Self {
            ty: mistakes.take(respelled(&field.ty, &subject.ident))?,
            steps: rules.steps,
            subject,
        })
    }
}
