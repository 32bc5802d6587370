use syn::{Data, DeriveInput, Fields};

use super::{Field, Subject, marks_of_models, names_taken_twice, refuse_flattened};
use crate::{
    attr::{COMMAND, ContainerKind, ENTITY, SerdeContainer},
    mistakes::Mistakes,
};

/// A struct of attributes: a command, a model, an entity.
#[derive(Debug)]
pub(crate) struct Structure {
    /// The type.
    pub(crate) subject: Subject,
    /// Its fields, in order.
    pub(crate) fields: Vec<Field>,
}

impl Structure {
    /// Reads a struct with named fields, or a unit struct.
    pub(crate) fn parse(input: &DeriveInput, kind: &ContainerKind, mistakes: &mut Mistakes) -> Self {
        let subject = Subject::parse(input, kind, mistakes);
        let serde = SerdeContainer::parse(&input.attrs, mistakes);
        let mut parse = |field| Field::parse(field, &subject.ident, serde.rename_all, mistakes);
        let fields = match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(named) => named.named.iter().filter_map(&mut parse).collect(),
                Fields::Unit => Vec::new(),
                Fields::Unnamed(unnamed) => {
                    let derive = kind.derive;
                    mistakes.at(
                        unnamed,
                        format_args!("`{derive}` needs named fields: attributes have names"),
                    );
                    Vec::new()
                }
            },
            Data::Enum(_) | Data::Union(_) => {
                let derive = kind.derive;
                mistakes.at(
                    &input.ident,
                    format_args!("`{derive}` is derived for a struct with named fields"),
                );
                Vec::new()
            }
        };
        names_taken_twice(&fields, mistakes);
        if kind.attribute == ENTITY.attribute {
            refuse_flattened(
                &fields,
                "those of an entity are kept in columns of their own",
                mistakes,
            );
        }
        if kind.attribute == COMMAND.attribute {
            marks_of_models(
                &fields,
                ": inputs of a command are never shown nor changed",
                mistakes,
            );
        }
        Self { subject, fields }
    }

    /// Returns the fields whose attributes stand in their place.
    pub(crate) fn flattened(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.flatten.is_some())
    }

    /// Returns the fields that are attributes, or stand for some.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.skip)
    }
}
