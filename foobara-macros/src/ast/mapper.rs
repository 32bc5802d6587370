use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use syn::{Attribute, Ident, ItemFn, ReturnType, Type, ext::IdentExt};

use super::{function::Parameter, returned::Returned};
use crate::{
    attr::{Container, MAPPER, description},
    mistakes::Mistakes,
};

/// A function that is a mapper.
#[derive(Debug)]
pub(crate) struct Mapper {
    /// The type that is the mapper.
    pub(crate) ident: Ident,
    /// Its name outside Rust.
    pub(crate) name: String,
    /// What it does; one line.
    pub(crate) description: Option<String>,
    /// Its doc comment.
    pub(crate) docs: Vec<Attribute>,
    /// What its attribute said.
    pub(crate) container: Container,
    /// The function as it was written, without what moved to the type.
    pub(crate) body: ItemFn,
    /// What is mapped.
    pub(crate) from: Type,
    /// What it is mapped to.
    pub(crate) to: Type,
    /// The errors, where there are any.
    pub(crate) error: Option<Type>,
}

impl Mapper {
    /// Reads a function.
    pub(crate) fn parse(options: &TokenStream, mut function: ItemFn, mistakes: &mut Mistakes) -> Self {
        let container = Container::of(options, MAPPER, mistakes);
        let (docs, rest): (Vec<Attribute>, _) = function
            .attrs
            .drain(..)
            .partition(|attribute| attribute.path().is_ident("doc"));
        function.attrs = rest;
        let plain = function.sig.ident.unraw().to_string().to_upper_camel_case();
        let returned = returned(&function, mistakes);
        refuse_other_forms(&function, mistakes);
        Self {
            ident: Ident::new(&plain, function.sig.ident.span()),
            name: container.name.clone().unwrap_or(plain),
            description: description(&docs),
            docs,
            container,
            from: from(&mut function, mistakes),
            to: returned.output,
            error: returned.error,
            body: function,
        }
    }
}

fn refuse_other_forms(function: &ItemFn, mistakes: &mut Mistakes) {
    if let Some(asyncness) = &function.sig.asyncness {
        mistakes.at(
            asyncness,
            "a mapper computes and does not wait; what has to wait is a command",
        );
    }
    if !function.sig.generics.params.is_empty() {
        mistakes.at(
            &function.sig.generics,
            "a mapper has no generic parameters: it is found by the two types that it is of",
        );
    }
}

fn from(function: &mut ItemFn, mistakes: &mut Mistakes) -> Type {
    let unit = syn::parse_quote!(());
    let signature = &mut function.sig;
    if signature.inputs.len() != 1 {
        mistakes.at(
            &signature.ident,
            "a mapper has one parameter: the value that it maps",
        );
        return unit;
    }
    let parameter = signature.inputs.first_mut();
    let parameter = parameter.and_then(|argument| Parameter::parse(argument, mistakes));
    let Some(parameter) = parameter else { return unit };
    if let Some(attribute) = parameter.attributes.first() {
        mistakes.at(
            attribute,
            "what is mapped is a value already: rules belong to its type",
        );
    }
    parameter.ty
}

fn returned(function: &ItemFn, mistakes: &mut Mistakes) -> Returned {
    let returned = Returned::parse(&function.sig.output, mistakes);
    match &function.sig.output {
        ReturnType::Default => mistakes.at(
            &function.sig.ident,
            "a mapper returns what the value is mapped to",
        ),
        ReturnType::Type(_, ty) if returned.is_fallible && returned.error.is_none() => mistakes.at(
            ty,
            "a mapper reports errors of its own: `Result<T, E>`, with `PossibleErrors` derived for `E`",
        ),
        ReturnType::Type(..) => {}
    }
    returned
}
