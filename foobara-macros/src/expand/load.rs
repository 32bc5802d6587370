//! Records among inputs, within models, and those that records refer to.

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

/// Writes how the records in fields below `up` are found.
pub(super) fn slots<'a>(fields: impl IntoIterator<Item = &'a Field>, up: &TokenStream) -> TokenStream {
    let slots = fields.into_iter().map(|field| {
        let Field { ident, name, .. } = field;
        let at = quote!(::core::option::Option::Some(&__foobara::At::attribute(#up, #name)));
        slots_in(Records::of_field(field), &quote!(self.#ident), &at, field.span())
    });
    slots.collect()
}

fn slots_in(records: Records, place: &TokenStream, at: &TokenStream, span: Span) -> TokenStream {
    match records {
        Records::Named => quote_spanned! {span=>
            __foobara::HoldsRecords::slots(&mut #place, #at, __slots);
        },
        Records::Perhaps => quote_spanned! {span=>
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut #place).slots(#at, __slots);
            }
        },
        Records::None => TokenStream::new(),
    }
}

/// Writes how the records of a model are found, if it may hold some.
pub(super) fn of_model(structure: &Structure) -> Option<TokenStream> {
    let held = held_in(structure.attributes())?;
    let slots = slots(structure.attributes(), &quote!(__up));
    Some(implementation(&structure.subject.ident, &held, &slots))
}

/// Writes how the records of a model are found, whether it holds some or not.
pub(super) fn of_tree(structure: &Structure) -> TokenStream {
    let held = held_in(structure.attributes()).unwrap_or_else(|| quote!(false));
    let slots = slots(structure.attributes(), &quote!(__up));
    implementation(&structure.subject.ident, &held, &slots)
}

/// Writes how the records of a struct around one value are found, if it may hold some.
pub(super) fn of_newtype(ident: &Ident, ty: &Type) -> Option<TokenStream> {
    let held = held([ty])?;
    let slots = slots_in(Records::of(ty), &quote!(self.0), &quote!(__up), Span::call_site());
    Some(implementation(ident, &held, &slots))
}

/// Writes how the records that one refers to are found, if it may refer to some.
pub(super) fn of_entity(structure: &Structure) -> Option<TokenStream> {
    held_in(structure.attributes())?;
    Some(quote! {
        fn associated<'__r>(&'__r mut self, __slots: &mut __foobara::RecordSlots<'__r>) {
            __foobara::HoldsRecords::slots(self, ::core::option::Option::None, __slots);
        }
    })
}

fn implementation(ident: &Ident, held: &TokenStream, slots: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __foobara::HoldsRecords for #ident {
            const RECORDS: bool = #held;

            fn slots<'__r>(
                &'__r mut self,
                __up: ::core::option::Option<&__foobara::At<'_>>,
                __slots: &mut __foobara::RecordSlots<'__r>,
            ) {
                #slots
            }
        }
    }
}
