//! Fields whose types are described elsewhere: they are declared, decoded and encoded through a wrapper.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type};

use crate::ast::Field;

/// Writes the type that is declared and decoded. What is optional stays so outside of the wrapper.
pub(crate) fn wire_type(field: &Field) -> TokenStream {
    let ty = &field.ty;
    if !field.foreign {
        return quote!(#ty);
    }
    match optional(ty) {
        Some(inner) => quote!(::core::option::Option<__foobara::Foreign<#inner>>),
        None => quote!(__foobara::Foreign<#ty>),
    }
}

/// Writes a value of the field as one of the type that is decoded.
pub(crate) fn wrapped(field: &Field, value: TokenStream) -> TokenStream {
    if field.foreign {
        quote!(__foobara::Wrapper::wrap(#value))
    } else {
        value
    }
}

/// Writes a value that was decoded as one of the field.
pub(crate) fn unwrapped(field: &Field, value: TokenStream) -> TokenStream {
    if field.foreign {
        quote_spanned!(field.span()=> __foobara::Wrapper::unwrap(#value))
    } else {
        value
    }
}

/// Returns the type within an `Option`.
pub(crate) fn optional(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
