use syn::{DataEnum, DeriveInput, Error, Fields, FieldsUnnamed, Ident, Type};

use super::{
    Field, Subject, Symbol, field::respelled, marks_of_models, names_taken_twice, refuse_flattened,
    symbols::variants_taken_twice,
};
use crate::{
    attr::{Case, ENUM, SerdeContainer, description},
    mistakes::Mistakes,
};

/// An enum whose variants hold data, told apart by a tag.
#[derive(Debug)]
pub(crate) struct Tagged {
    /// The enum.
    pub(crate) subject: Subject,
    /// Where the tag stands.
    pub(crate) tagging: Tagging,
    /// The variants, in order.
    pub(crate) variants: Vec<Variant>,
}

/// Where the tag stands, as serde has it.
#[derive(Debug)]
pub(crate) enum Tagging {
    /// The tag is the only key, or the value itself.
    External,
    /// The tag is among the attributes, under this name.
    Internal(String),
    /// The tag and the content are attributes, under these names.
    Adjacent(String, String),
}

/// A variant.
#[derive(Debug)]
pub(crate) struct Variant {
    /// What it is called.
    pub(crate) symbol: Symbol,
    /// What it is; one line.
    pub(crate) description: Option<String>,
    /// What it holds.
    pub(crate) content: Content,
}

/// What a variant holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// Nothing.
    Nothing,
    /// One value.
    Value(Box<Type>),
    /// Fields with names.
    Fields(Vec<Field>),
}

impl Tagged {
    /// Returns whether an enum is one: a variant holds data, or serde is told of a tag.
    pub(crate) fn is(data: &DataEnum, serde: &SerdeContainer) -> bool {
        let holds_data = data
            .variants
            .iter()
            .any(|variant| !matches!(variant.fields, Fields::Unit));
        holds_data || serde.tag.is_some() || serde.content.is_some()
    }

    /// Reads the enum.
    pub(crate) fn parse(
        input: &DeriveInput,
        data: &DataEnum,
        serde: &SerdeContainer,
        mistakes: &mut Mistakes,
    ) -> Self {
        let subject = Subject::parse(input, ENUM, mistakes);
        let variants: Vec<Variant> = data
            .variants
            .iter()
            .map(|variant| Variant::parse(variant, input, serde, mistakes))
            .collect();
        variants_taken_twice(variants.iter().map(|variant| &variant.symbol), mistakes);
        let tagging = Tagging::parse(serde, mistakes);
        if let Tagging::Internal(tag) = &tagging {
            tag_taken(tag, &variants, mistakes);
        }
        Self {
            subject,
            tagging,
            variants,
        }
    }
}

impl Tagging {
    fn parse(serde: &SerdeContainer, mistakes: &mut Mistakes) -> Self {
        match (&serde.tag, &serde.content) {
            (None, None) => Self::External,
            (Some(tag), None) => Self::Internal(tag.value()),
            (Some(tag), Some(content)) if tag.value() != content.value() => {
                Self::Adjacent(tag.value(), content.value())
            }
            (Some(_), Some(content)) => {
                mistakes.at(
                    content,
                    "the tag and the content are attributes of different names",
                );
                Self::External
            }
            (None, Some(content)) => {
                mistakes.push(Error::new(
                    content.span(),
                    "`content = \"..\"` needs `tag = \"..\"`",
                ));
                Self::External
            }
        }
    }
}

impl Variant {
    fn parse(
        variant: &syn::Variant,
        input: &DeriveInput,
        serde: &SerdeContainer,
        mistakes: &mut Mistakes,
    ) -> Self {
        let content = match &variant.fields {
            Fields::Unit => Content::Nothing,
            Fields::Unnamed(unnamed) => only_value(unnamed, &input.ident, mistakes),
            Fields::Named(_) => Content::Fields(fields(variant, input, serde.rename_all_fields, mistakes)),
        };
        Self {
            symbol: Symbol::parse(variant, serde.rename_all, mistakes),
            description: description(&variant.attrs),
            content,
        }
    }

    /// Returns its fields.
    pub(crate) fn fields(&self) -> &[Field] {
        match &self.content {
            Content::Fields(fields) => fields,
            Content::Nothing | Content::Value(_) => &[],
        }
    }
}

fn fields(
    variant: &syn::Variant,
    input: &DeriveInput,
    rename_all: Option<Case>,
    mistakes: &mut Mistakes,
) -> Vec<Field> {
    let fields: Vec<Field> = variant
        .fields
        .iter()
        .filter_map(|field| Field::parse(field, &input.ident, rename_all, mistakes))
        .collect();
    names_taken_twice(&fields, mistakes);
    marks_of_models(&fields, ", not of variants", mistakes);
    refuse_flattened(&fields, "a variant holds its fields itself", mistakes);
    fields
}

fn only_value(unnamed: &FieldsUnnamed, owner: &Ident, mistakes: &mut Mistakes) -> Content {
    let mut values = unnamed.unnamed.iter();
    match (values.next(), values.next()) {
        (Some(value), None) => {
            let attributes = value
                .attrs
                .iter()
                .filter(|attribute| !attribute.path().is_ident("doc"));
            for attribute in attributes {
                mistakes.at(
                    attribute,
                    "the value of a variant takes no attributes: use a named field",
                );
            }
            mistakes
                .take(respelled(&value.ty, owner))
                .map_or(Content::Nothing, |ty| Content::Value(Box::new(ty)))
        }
        (None, _) => {
            mistakes.at(
                unnamed,
                "a variant that holds nothing is written without parentheses",
            );
            Content::Nothing
        }
        _ => {
            mistakes.at(
                unnamed,
                "a variant that holds several values names them: use `{ .. }`",
            );
            Content::Nothing
        }
    }
}

/// The tag stands among the attributes, and none of them may be called like it.
fn tag_taken(tag: &str, variants: &[Variant], mistakes: &mut Mistakes) {
    for field in variants
        .iter()
        .flat_map(Variant::fields)
        .filter(|field| !field.skip)
    {
        if field.aliases.iter().chain([&field.name]).any(|name| name == tag) {
            mistakes.at(&field.ident, format_args!("the tag is called \"{tag}\" already"));
        }
    }
}
