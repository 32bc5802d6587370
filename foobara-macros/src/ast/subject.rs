use syn::{DeriveInput, Fields, Ident, ext::IdentExt};

use crate::{
    attr::{Container, ContainerKind, description},
    mistakes::Mistakes,
};

/// What every derive asks of its type: what it is called, and what its attribute said.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The type.
    pub(crate) ident: Ident,
    /// The name outside Rust.
    pub(crate) name: String,
    /// What it is for; one line.
    pub(crate) description: Option<String>,
    /// What its attribute said.
    pub(crate) container: Container,
}

impl Subject {
    /// Reads everything but the body of the type.
    pub(crate) fn parse(input: &DeriveInput, kind: &ContainerKind, mistakes: &mut Mistakes) -> Self {
        if !input.generics.params.is_empty() {
            let derive = kind.derive;
            mistakes.at(
                &input.generics,
                format_args!(
                    "`{derive}` cannot be derived for a type with generic parameters or lifetimes: \
                     it describes one type, and values own what they hold"
                ),
            );
        }
        let container = Container::parse(&input.attrs, kind, mistakes);
        let name = container
            .name
            .clone()
            .unwrap_or_else(|| input.ident.unraw().to_string());
        Self {
            ident: input.ident.clone(),
            name,
            description: description(&input.attrs),
            container,
        }
    }

    /// Reads a unit struct.
    pub(crate) fn parse_unit(input: &DeriveInput, kind: &ContainerKind, mistakes: &mut Mistakes) -> Self {
        let is_unit = matches!(&input.data, syn::Data::Struct(data) if matches!(data.fields, Fields::Unit));
        if !is_unit {
            let (derive, ident) = (kind.derive, &input.ident);
            mistakes.at(
                ident,
                format_args!("`{derive}` is derived for a unit struct: `struct {ident};`"),
            );
        }
        Self::parse(input, kind, mistakes)
    }
}
