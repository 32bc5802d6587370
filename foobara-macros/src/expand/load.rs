//! Records among inputs, and within models.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Ident, Type};

use crate::ast::{Field, Structure, may_hold_records, records};

/// Where records are, as far as the derive can tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Records {
    /// The type names them.
    Named,
    /// The compiler knows.
    Perhaps,
    /// There are none.
    None,
}

impl Records {
    fn of(ty: &Type) -> Self {
        if !records(ty).is_empty() {
            Self::Named
        } else if may_hold_records(ty) {
            Self::Perhaps
        } else {
            Self::None
        }
    }

    /// What is described elsewhere is not loaded, and flattened models hold no records.
    fn of_field(field: &Field) -> Self {
        if field.skip || field.foreign || field.flatten.is_some() {
            Self::None
        } else {
            Self::of(&field.ty)
        }
    }
}

/// Writes whether values of these types hold records; `None` when they do not.
fn held<'a>(types: impl IntoIterator<Item = &'a Type>) -> Option<TokenStream> {
    let mut unknown: Vec<&Type> = Vec::new();
    for ty in types {
        match Records::of(ty) {
            Records::Named => return Some(quote!(true)),
            Records::Perhaps if !unknown.contains(&ty) => unknown.push(ty),
            Records::Perhaps | Records::None => {}
        }
    }
    (!unknown.is_empty()).then(|| {
        quote!({
            use __foobara::HoldsNoRecords as _;
            #(<__foobara::RecordsIn<'static, #unknown>>::RECORDS)||*
        })
    })
}

/// Writes whether there are records in fields; `None` when there are none. A type within itself holds what its other
/// fields hold, for asking it would not end.
pub(super) fn held_in<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Option<TokenStream> {
    let asked = fields.into_iter().filter(|field| match Records::of_field(field) {
        Records::Named => true,
        Records::Perhaps => !field.is_recursive,
        Records::None => false,
    });
    held(asked.map(|field| &field.ty))
}

/// Writes the steps that load the records in fields below `up`.
pub(super) fn steps<'a>(fields: impl IntoIterator<Item = &'a Field>, up: &TokenStream) -> TokenStream {
    let steps = fields.into_iter().map(|field| {
        let Field { ident, name, .. } = field;
        let at = quote!(&__foobara::At::attribute(#up, #name));
        step(Records::of_field(field), &quote!(self.#ident), &at, field.span())
    });
    steps.collect()
}

fn step(records: Records, place: &TokenStream, at: &TokenStream, span: Span) -> TokenStream {
    match records {
        Records::Named => quote_spanned! {span=>
            __foobara::LoadRecords::load_records(&mut #place, #at, __storage, __errors).await?;
        },
        Records::Perhaps => quote_spanned! {span=>
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut #place).load(#at, __storage, __errors).await?;
            }
        },
        Records::None => TokenStream::new(),
    }
}

/// Writes how the records of a model are loaded, if it may hold some.
pub(super) fn of_model(structure: &Structure) -> Option<TokenStream> {
    let held = held_in(structure.attributes())?;
    let up = quote!(::core::option::Option::Some(__at));
    let steps = steps(structure.attributes(), &up);
    Some(implementation(&structure.subject.ident, &held, &steps))
}

/// Writes how the records of a struct around one value are loaded, if it may hold some.
pub(super) fn of_newtype(ident: &Ident, ty: &Type) -> Option<TokenStream> {
    let held = held([ty])?;
    let step = step(Records::of(ty), &quote!(self.0), &quote!(__at), Span::call_site());
    Some(implementation(ident, &held, &step))
}

fn implementation(ident: &Ident, held: &TokenStream, steps: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __foobara::LoadRecords for #ident {
            const RECORDS: bool = #held;

            fn load_records<'__a>(
                &'__a mut self,
                __at: &'__a __foobara::At<'__a>,
                __storage: __foobara::StorageAccess<'__a>,
                __errors: &'__a mut __foobara::InputErrors,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<(), __foobara::Fault>> + ::core::marker::Send
            {
                async move {
                    #steps
                    ::core::result::Result::Ok(())
                }
            }
        }
    }
}
