use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{ExprPath, Type, spanned::Spanned};

use super::{
    foreign::optional,
    rule,
    tokens::{here, option},
};
use crate::{ast::Field, attr::Step};

/// Writes the steps that check attributes below `up`; `place` writes where the value of one is.
pub(crate) fn check<'a>(
    fields: impl IntoIterator<Item = &'a Field>,
    up: &TokenStream,
    place: impl Fn(&Field) -> TokenStream,
) -> TokenStream {
    let checks = fields
        .into_iter()
        .map(|field| check_attribute(field, up, &place(field)));
    checks.collect()
}

/// Writes where the value of a field of `self` is.
pub(crate) fn of_self(field: &Field) -> TokenStream {
    let ident = &field.ident;
    quote!(self.#ident)
}

/// Writes the steps that check what a named type is around.
pub(crate) fn on_value(ty: &Type, steps: &[Step]) -> TokenStream {
    let place = quote!(self.0);
    let before = chain(steps.iter().filter_map(|step| {
        let (rule, span) = (rule::step(step)?, rule::span(step));
        Some(quote_spanned!(span=> __foobara::apply(&#rule, &mut #place, __at, __errors)))
    }));
    quote! {
        #before
        if <#ty as __foobara::Typed>::CHECKED {
            <#ty as __foobara::Typed>::check(&mut #place, __at, __errors);
        }
    }
}

fn check_attribute(field: &Field, up: &TokenStream, place: &TokenStream) -> TokenStream {
    if field.flatten.is_some() {
        return check_type(field, place, up);
    }
    let name = &field.name;
    let at = quote!(::core::option::Option::Some(&__foobara::At::attribute(#up, #name)));
    if !is_asked(field) {
        return check_type(field, place, &at);
    }
    let at_here = quote!(__at);
    let before = chain(
        field
            .steps
            .iter()
            .filter_map(|step| apply(field, step, Turn::Before, place)),
    );
    let within = check_type(field, place, &at_here);
    let after = chain(
        field
            .steps
            .iter()
            .filter_map(|step| apply(field, step, Turn::After, place)),
    );
    let (found, after) = match after {
        Some(after) => (
            Some(quote!(let __found = __errors.len();)),
            Some(quote!(if __foobara::is_whole(__errors, __found) { #after })),
        ),
        None => (None, None),
    };
    let (none, nested) = nested(field, place).unzip();
    quote! {{
        let __at = #at;
        #none
        #before
        #found
        #within
        #after
        #nested
    }}
}

/// Writes the check that comes with the type; one that is described elsewhere has none.
fn check_type(field: &Field, place: &TokenStream, at: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    if field.foreign {
        return TokenStream::new();
    }
    quote! {
        if <#ty as __foobara::Typed>::CHECKED {
            <#ty as __foobara::Typed>::check(&mut #place, #at, __errors);
        }
    }
}

/// Whether a rule has its turn before the elements of a collection or after them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Before,
    After,
}

/// Writes a rule in its turn. Of one that may have to wait, the type decides.
fn apply(field: &Field, step: &Step, turn: Turn, place: &TokenStream) -> Option<TokenStream> {
    let (rule, span) = (rule::step(step)?, rule::span(step));
    if field.foreign || !rule::may_wait(step) {
        return (turn == Turn::Before)
            .then(|| quote_spanned!(span=> __foobara::apply(&#rule, &mut #place, __at, __errors)));
    }
    let kind = rule::kind(step);
    let apply = match turn {
        Turn::Before => quote_spanned!(span=> __foobara::apply_before),
        Turn::After => quote_spanned!(span=> __foobara::apply_after),
    };
    Some(quote_spanned!(span=> #apply(#kind, &#rule, &mut #place, __at, __errors)))
}

/// Writes rules one after the other, until one is fatal.
fn chain(rules: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let mut rules: Vec<TokenStream> = rules.collect();
    match rules.len() {
        0 => None,
        1 => rules.pop().map(|rule| quote!(#rule;)),
        _ => Some(quote!(let _ = #(#rules)&&*;)),
    }
}

/// Writes the validations that a type has of its own, which run when nothing was wrong before.
fn nested(field: &Field, place: &TokenStream) -> Option<(TokenStream, TokenStream)> {
    let span = here(field.nested?);
    let ty = &field.ty;
    let declared = option((!field.foreign).then(|| quote!(&<#ty as __foobara::Typed>::DECLARATION)));
    let value = match optional(ty) {
        Some(_) => quote!(::core::option::Option::as_ref(&#place)),
        None => quote!(::core::option::Option::Some(&#place)),
    };
    let validate = quote_spanned!(span=> __foobara::nested(#value, #declared, __at, __errors));
    Some((
        quote!(let __none = __errors.len();),
        quote!(if __errors.len() == __none { #validate; }),
    ))
}

/// Writes the checks of all attributes together, around those of each: they run when nothing was wrong before.
pub(crate) fn together(
    checks: &[ExprPath],
    each: TokenStream,
    of: &TokenStream,
    at: &TokenStream,
) -> TokenStream {
    if checks.is_empty() {
        return each;
    }
    let calls = checks.iter().map(|check| {
        let span = here(check.span());
        let outcome = quote_spanned!(span=> #check(&*self));
        quote_spanned!(span=> __foobara::report(#outcome, #of, #at, __errors);)
    });
    quote! {
        let __none = __errors.len();
        #each
        if __errors.len() == __none {
            #(#calls)*
        }
    }
}

fn is_asked(field: &Field) -> bool {
    field.nested.is_some() || field.steps.iter().any(|step| rule::step(step).is_some())
}

/// Writes whether there is anything to check. A type within itself counts as checked, for asking it would not end.
pub(crate) fn is_checked<'a>(
    fields: impl IntoIterator<Item = &'a Field>,
    values: impl IntoIterator<Item = &'a Type>,
) -> TokenStream {
    let mut types: Vec<&Type> = values.into_iter().collect();
    for field in fields {
        if field.is_recursive || is_asked(field) {
            return quote!(true);
        }
        if !field.foreign {
            types.push(&field.ty);
        }
    }
    let mut different: Vec<&Type> = Vec::new();
    for ty in types {
        if !different.contains(&ty) {
            different.push(ty);
        }
    }
    if different.is_empty() {
        quote!(false)
    } else {
        quote!(#(<#different as __foobara::Typed>::CHECKED)||*)
    }
}
