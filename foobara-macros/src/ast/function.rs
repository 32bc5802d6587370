use heck::ToUpperCamelCase;
use syn::{Attribute, FnArg, Ident, ItemFn, Pat, PatType, Type, ext::IdentExt};

use super::returned::{Returned, last_segment};
use crate::mistakes::Mistakes;

/// A function that is a command.
#[derive(Debug)]
pub(crate) struct Function {
    /// The name of the command.
    pub(crate) command: Ident,
    /// The attributes of the struct: its doc comment.
    pub(crate) docs: Vec<Attribute>,
    /// The function as it was written, without what moved to the struct.
    pub(crate) body: ItemFn,
    /// Whether its first parameter is the context.
    pub(crate) takes_context: bool,
    /// The inputs.
    pub(crate) inputs: Vec<Parameter>,
    /// The result.
    pub(crate) output: Type,
    /// The errors, where there are any of its own.
    pub(crate) error: Option<Type>,
    /// Whether it returns a `Result`.
    pub(crate) is_fallible: bool,
}

/// A parameter that is an input.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) ident: Ident,
    /// Its type.
    pub(crate) ty: Type,
    /// The attributes of the field.
    pub(crate) attributes: Vec<Attribute>,
}

impl Function {
    /// Reads a function.
    pub(crate) fn parse(mut function: ItemFn, mistakes: &mut Mistakes) -> Self {
        let signature = &mut function.sig;
        if !signature.generics.params.is_empty() {
            mistakes.at(
                &signature.generics,
                "a command has no generic parameters: its inputs are of known types",
            );
        }
        let name = signature.ident.unraw().to_string().to_upper_camel_case();
        let command = Ident::new(&name, signature.ident.span());
        let takes_context = signature.inputs.first().is_some_and(is_context);
        let inputs = signature.inputs.iter_mut().skip(usize::from(takes_context));
        let inputs = inputs
            .filter_map(|input| Parameter::parse(input, mistakes))
            .collect();
        let result = Returned::parse(&signature.output, mistakes);
        let (docs, rest) = function
            .attrs
            .drain(..)
            .partition(|attribute| attribute.path().is_ident("doc"));
        function.attrs = rest;
        Self {
            command,
            docs,
            takes_context,
            inputs,
            output: result.output,
            error: result.error,
            is_fallible: result.is_fallible,
            body: function,
        }
    }
}

impl Parameter {
    /// Reads a parameter and takes its attributes away, for they belong to the field.
    pub(super) fn parse(argument: &mut FnArg, mistakes: &mut Mistakes) -> Option<Self> {
        let typed: &mut PatType = match argument {
            FnArg::Typed(typed) => typed,
            FnArg::Receiver(receiver) => {
                mistakes.at(
                    receiver,
                    "a command is a free function: its inputs are its parameters",
                );
                return None;
            }
        };
        let Pat::Ident(pattern) = &*typed.pat else {
            mistakes.at(&typed.pat, "an input has a name: use a plain parameter");
            return None;
        };
        if let Type::Reference(reference) = &*typed.ty {
            mistakes.at(
                reference,
                "inputs own what they hold: use `String` for `&str`, `Vec<T>` for `&[T]`",
            );
            return None;
        }
        Some(Self {
            ident: pattern.ident.clone(),
            ty: (*typed.ty).clone(),
            attributes: std::mem::take(&mut typed.attrs),
        })
    }
}

fn is_context(argument: &FnArg) -> bool {
    matches!(argument, FnArg::Typed(typed) if last_segment(&typed.ty).is_some_and(|(name, _)| name == "Context"))
}
