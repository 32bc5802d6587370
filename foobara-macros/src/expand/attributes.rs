use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Expr, Lit};

use super::{flatten, foreign::wire_type, rule, tokens::option};
use crate::{ast::Field, attr::Preset};

/// Writes the declaration of a set of attributes.
pub(crate) fn attributes<'a>(
    fields: impl IntoIterator<Item = &'a Field>,
    ignores_unexpected: bool,
) -> TokenStream {
    let fields: Vec<&Field> = fields.into_iter().collect();
    if fields.iter().any(|field| field.flatten.is_some()) {
        return flatten::attributes(&fields, ignores_unexpected);
    }
    let attributes = fields.iter().map(|field| attribute(field));
    let aliases = aliases(&fields);
    quote! {
        __foobara::AttributesType::of(const { &[#(#attributes),*] }, &[#(#aliases),*], #ignores_unexpected)
    }
}

/// Writes the other names of attributes, each with the name it stands for.
pub(super) fn aliases(fields: &[&Field]) -> Vec<TokenStream> {
    let aliases = fields
        .iter()
        .flat_map(|Field { name, aliases, .. }| aliases.iter().map(move |alias| quote!((#alias, #name))));
    aliases.collect()
}

/// Writes the declaration of one attribute.
pub(super) fn attribute(field: &Field) -> TokenStream {
    let Field { ty, name, .. } = field;
    let declared = wire_type(field);
    let description = option(field.description.as_deref().map(|text| quote!(#text)));
    let rules = field.steps.iter().map(rule::spec);
    let default = option(preset(field).map(|value| quote!(|| __foobara::default_value::<#ty>(#value))));
    let presence = match (field.not_null, field.may_be_required) {
        (true, _) => quote!(NotNull),
        (false, false) => quote!(Optional),
        (false, true) => quote!(Typed),
    };
    quote_spanned! {field.span()=>
        __foobara::attribute::<#declared>(
            #name, #description, const { &[#(#rules),*] }, #default, __foobara::Presence::#presence,
        )
    }
}

/// Writes the value of an attribute that was not given. Text literals become what the attribute is.
pub(crate) fn preset(field: &Field) -> Option<TokenStream> {
    let ty = &field.ty;
    Some(match field.preset.as_ref()? {
        Preset::Default(span) => {
            let span = proc_macro2::Span::call_site().located_at(*span);
            quote_spanned!(span=> <#ty as ::core::default::Default>::default())
        }
        Preset::Function(path) => quote!(#path()),
        Preset::Value(value) if is_text(value) => quote!(::core::convert::Into::<#ty>::into(#value)),
        Preset::Value(value) => quote!(#value),
    })
}

fn is_text(value: &Expr) -> bool {
    matches!(value, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)))
}
